import { existsSync, readdirSync } from 'node:fs'
import { askedToEnd } from '../backend/asked.ts'
import { loadScenario, ScenarioError } from '../simulator/scenario.ts'
import { runNight, type NightProgress, type NightResult } from '../simulator/night.ts'
import { kstTime } from '../rules/kst.ts'
import { runProgram, UsageError } from './flags.ts'

const program = {
  call: 'npm run night --',
  about: 'Runs a simulated launch night without a console and prints what came of it.',
  words: ['ID'],
  flags: {
    speed: {
      kind: 'number',
      value: 'N|max',
      min: 0.1,
      max: 1000,
      words: ['max'],
      help: 'times real time; max (the default) as fast as the machine can',
    },
    json: { kind: 'switch', help: 'print the result as JSON' },
    data: { kind: 'text', value: 'DIR', help: 'keep the data in this directory; it must be new or empty' },
    seed: { kind: 'number', value: 'N', min: 0, max: 2 ** 31 - 1, whole: true, help: 'another night of the same kind' },
  },
} as const

await runProgram(program, async ({ flags, words: [id = ''] }) => {
  const scenario = scenarioOf(id)
  const { data } = flags
  if (data !== undefined && existsSync(data) && readdirSync(data).length > 0)
    throw new UsageError(`--data: ${data} is not empty; a night starts from nothing`)
  const stop = new AbortController()
  void askedToEnd().then(() => stop.abort(new Error('the night was interrupted')))
  const result = await runNight({
    scenario,
    speed: flags.speed ?? 'max',
    seed: flags.seed ?? 1,
    onProgress: show,
    signal: stop.signal,
    ...(data === undefined ? {} : { dir: data }),
  })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  process.stdout.write(flags.json ? `${JSON.stringify(result, null, 2)}\n` : table(result))
  return 0
})

function scenarioOf(id: string) {
  try {
    return loadScenario(id)
  } catch (error) {
    if (error instanceof ScenarioError) throw new UsageError(error.message)
    throw error
  }
}

/** One line that is overwritten on a terminal; elsewhere a line each ten minutes of the night. */
function show({ at, arrived, waiting, admitted, booked }: NightProgress): void {
  const line = `${kstTime(at)} KST  arrived ${arrived}  waiting ${waiting}  admitted ${admitted}  booked ${booked}`
  if (process.stderr.isTTY) process.stderr.write(`\r${line}\x1b[K`)
  else if (at % 600_000 < 60_000) process.stderr.write(`${line}\n`)
}

function table(result: NightResult): string {
  const rows = Object.entries(result).map(([key, value]) => [key, cell(value)] as const)
  const width = Math.max(...rows.map(([key]) => key.length))
  return rows.map(([key, value]) => `${key.padEnd(width)}  ${value}\n`).join('')
}

function cell(value: NightResult[keyof NightResult]): string {
  if (value === null) return '–'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
