import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { askedToEnd } from '../backend/asked.ts'
import { scenarioIds } from '../simulator/scenario.ts'
import { openBrowser } from './browser.ts'
import { startChild, type Child } from './child.ts'
import { findElectron, hasDisplay } from './electronBinary.ts'
import { runProgram, UsageError, type Arguments } from './flags.ts'
import { isFree } from './port.ts'
import { operatorUrl, startProgram, type startFlags } from './startFlags.ts'
import { untilAsked } from './untilAsked.ts'

/**
 * `npm start`: an embedded backend with a simulated night, and the console, each a process of its own so that none can
 * take another down. Ends all of them within 2 s.
 */
type Flags = Arguments<typeof startFlags>['flags']

const ELECTRON_DOWNLOAD_MS = 60_000
const ELECTRON_READY_MS = 15_000
const READY_MS = 30_000
const GRACE_MS = 1_500

const backendReady = z.object({ citizen: z.url(), operator: z.url(), tokenFile: z.string() })
const consoleReady = z.object({ url: z.string() })

const children: Child[] = []
/** From here on nothing more is started: a backend that is told to end may still say first that it is ready. */
let ending = false
const folder = import.meta.dirname

function start(name: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv, timeoutMs: number) {
  if (ending) throw new Error(`${name} is not started any more`)
  const child = startChild(name, { command, args, env, timeoutMs })
  children.push(child)
  return child
}

async function requireFree(flag: string, port: number): Promise<void> {
  if (!(await isFree(port)))
    throw new UsageError(`port ${port} is busy; end what listens there or choose another with --${flag} PORT (0: any)`)
}

async function startBackend(flags: Flags, data: string): Promise<z.infer<typeof backendReady>> {
  const citizenPort = flags['citizen-port'] ?? 7410
  const operatorPort = flags['operator-port'] ?? 7420
  await requireFree('citizen-port', citizenPort)
  await requireFree('operator-port', operatorPort)
  const args = [
    // A small nursery keeps a waiting person cheap: the heap otherwise grows by more than the people do.
    '--max-semi-space-size=8',
    join(folder, 'nightBackend.ts'),
    flags.scenario ?? '2021-07-19',
    `--speed=${flags.speed ?? 10}`,
    `--data=${data}`,
    `--citizen-port=${citizenPort}`,
    `--operator-port=${operatorPort}`,
  ]
  return backendReady.parse(await start('backend', process.execPath, args, {}, READY_MS).ready)
}

interface ConsoleTarget {
  readonly connect: string
  readonly env: NodeJS.ProcessEnv
  readonly data: string
}

/** The desktop shell, or undefined when it cannot be had or does not come up: the browser shell takes over. */
async function startDesktop(flags: Flags, target: ConsoleTarget): Promise<string | undefined> {
  if (flags.shell === 'browser') return undefined
  const why = (reason: string) => {
    process.stderr.write(`${reason}; the console runs in the browser instead\n`)
    return undefined
  }
  if (!hasDisplay()) return why('No display for Electron')
  const electron = await findElectron(ELECTRON_DOWNLOAD_MS)
  if (!electron) return why('Electron is not installed and could not be downloaded')
  const args = [
    join(folder, '..', '..'),
    `--connect=${target.connect}`,
    `--data=${target.data}`,
    ...(flags['read-only'] ? ['--read-only'] : []),
  ]
  const child = start('console', electron, args, target.env, ELECTRON_READY_MS)
  try {
    consoleReady.parse(await child.ready)
    return 'the Electron window'
  } catch (error) {
    children.splice(children.indexOf(child), 1)
    await child.stop(GRACE_MS)
    return why(`Electron did not come up (${error instanceof Error ? error.message : String(error)})`)
  }
}

async function startBrowserShell(flags: Flags, target: ConsoleTarget): Promise<string> {
  const args = [
    join(folder, '..', 'web', 'main.ts'),
    `--connect=${target.connect}`,
    `--port=${flags.port ?? 7400}`,
    `--data=${target.data}`,
    ...(flags.pages === undefined ? [] : [`--pages=${flags.pages}`]),
    ...(flags['read-only'] ? ['--read-only'] : []),
  ]
  const { url } = consoleReady.parse(await start('console', process.execPath, args, target.env, READY_MS).ready)
  if (!flags['no-open'] && hasDisplay()) openBrowser(url)
  return url
}

/** Starts everything, and resolves with the first child that ended by itself. */
async function runAll(flags: Flags, connect: string | undefined, data: string) {
  const backend = connect === undefined ? await startBackend(flags, data) : undefined
  const tokenFile = backend?.tokenFile ?? flags['token-file']
  const env: NodeJS.ProcessEnv = tokenFile === undefined ? {} : { SLUICE_TOKEN_FILE: tokenFile }
  const target: ConsoleTarget = { connect: connect ?? backend?.operator ?? '', env, data: join(data, 'console') }
  const shown = (await startDesktop(flags, target)) ?? (await startBrowserShell(flags, target))
  const served = backend ? `  backend ${backend.citizen}` : ''
  process.stdout.write(`ready  console ${shown}${served}  operators ${target.connect}\n`)
  return Promise.race(children.map(async ({ name, ended }) => ({ name, ...(await ended) })))
}

async function run({ flags }: Arguments<typeof startFlags>): Promise<number> {
  if (flags.console && flags.connect === undefined) throw new UsageError('--connect URL is missing')
  const known = scenarioIds()
  if (flags.scenario !== undefined && !known.includes(flags.scenario))
    throw new UsageError(`unknown scenario ${JSON.stringify(flags.scenario)}; known: ${known.join(', ')}`)
  const connect = flags.connect === undefined ? undefined : operatorUrl(flags.connect)
  if (connect !== undefined && flags['token-file'] === undefined && !process.env['SLUICE_TOKEN'])
    throw new UsageError('--connect needs the operator token: --token-file FILE, or SLUICE_TOKEN in the environment')
  if (flags.shell !== 'electron') await requireFree('port', flags.port ?? 7400)
  const asked = askedToEnd()
  const data = flags.data ?? mkdtempSync(join(tmpdir(), 'sluice-'))
  try {
    const end = await untilAsked(asked, runAll(flags, connect, data))
    if (!end || end.code === 0) return 0
    process.stderr.write(
      end.signal
        ? `the ${end.name} was ended by ${end.signal}; npm start begins anew\n`
        : `the ${end.name} ended with code ${end.code}; its own lines above say why\n`,
    )
    return 1
  } finally {
    ending = true
    await Promise.all(children.map(child => child.stop(GRACE_MS)))
    if (flags.data === undefined) rmSync(data, { recursive: true, force: true })
  }
}

await runProgram(startProgram, run)
