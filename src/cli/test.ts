import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askedToEnd } from '../backend/asked.ts'
import { readEndToEndReport, readReport, readUnitReport, type Tally } from './testReport.ts'

/**
 * `npm test`: check beside unit and contract tests, which leave it some of a processor, then end-to-end tests. Every part
 * runs even when another failed, so that one run tells everything; the last lines name what failed and add up.
 */

const MEMORY = '/dev/shm'
const ROOM_BYTES = 2 ** 31
/** For what was interrupted to end in order, ms. */
const PATIENCE_MS = 5_000

/** A folder in memory where there is room: what tests write outlives a process that is killed, and need not outlive the machine. */
function roomFor(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > ROOM_BYTES ? MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}

const temporary = mkdtempSync(join(roomFor(), 'sluice-test-'))
const modules = join(import.meta.dirname, '..', '..', 'node_modules')
const bin = join(modules, '.bin')
/** Hundreds of processes read the same sources: they are compiled once. */
const shared = { TMPDIR: temporary, NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled') }

const cleanUp = () => rmSync(temporary, { recursive: true, force: true, maxRetries: 10 })

const running = new Set<ChildProcess>()
let stopped = false

/** Each part is a group of processes: what its tests have started hears of it too, and not only its runner. */
const grouped = process.platform !== 'win32'

function tell({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(grouped ? -pid : pid, signal)
  } catch {
    // Nobody of them is left.
  }
}

function tellAll(signal: NodeJS.Signals): void {
  for (const child of running) tell(child, signal)
}

function stop(): void {
  stopped = true
  tellAll('SIGINT')
  setTimeout(() => tellAll('SIGKILL'), PATIENCE_MS).unref()
}
void askedToEnd().then(stop)

/** Starts a part of the tests; whether it passed. What it has to say comes at once, or in one piece when `told` asks. */
async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, told?: Promise<unknown>) {
  const started = Date.now()
  const child = spawn(command, args, {
    stdio: told ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    shell: !grouped,
    detached: grouped,
    env: { ...process.env, ...shared, ...env },
  })
  running.add(child)
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk))
  const status = await once(child, 'close').then(
    ([code]: (number | null)[]) => code,
    (error: unknown) => void process.stderr.write(`${command}: ${String(error)}\n`),
  )
  running.delete(child)
  if (stopped) tell(child, 'SIGKILL')
  const seconds = ((Date.now() - started) / 1000).toFixed(0)
  if (stopped && running.size === 0) {
    cleanUp()
    process.exit(130)
  }
  await told
  process.stdout.write(Buffer.concat(said))
  process.stdout.write(`${args[0] ?? command} took ${seconds} s\n`)
  return status === 0
}

const unitFile = join(temporary, 'unit.json')
const unitTests = run(join(bin, 'vitest'), [
  'run',
  '--config=tests/vitest.config.ts',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unitFile}`,
])
const checked = await run('npm', ['run', '--silent', 'check'], {}, unitTests)
await unitTests
const unit = readReport(unitFile, readUnitReport)

const endToEndFile = join(temporary, 'e2e.json')
await run(join(bin, 'playwright'), ['test', '--config=tests/e2e/playwright.config.ts', '--reporter=list,json'], {
  PLAYWRIGHT_JSON_OUTPUT_FILE: endToEndFile,
})
const endToEnd = readReport(endToEndFile, readEndToEndReport)
cleanUp()

const check: Tally = checked
  ? { passed: 1, failed: 0, skipped: 0, failures: [] }
  : { passed: 0, failed: 1, skipped: 0, failures: ['npm run check, whose words stand above'] }
const parts: readonly Tally[] = [check, unit, endToEnd]
const total = (key: 'passed' | 'failed' | 'skipped'): number => parts.reduce((sum, part) => sum + part[key], 0)
// At the very end, where whoever reads only the end of a long output finds them.
for (const failure of parts.flatMap(part => part.failures)) process.stdout.write(`\nFAILED ${failure}\n`)
process.stdout.write(
  `\ncheck ${checked ? 'passed' : 'failed'} · unit and contract ${unit.passed} passed, ${unit.failed} failed · ` +
    `end to end ${endToEnd.passed} passed, ${endToEnd.failed} failed\n` +
    `${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped\n`,
)
process.exitCode = total('failed') === 0 ? 0 : 1
