import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createBackend } from '../backend/backend.ts'
import { systemClock } from '../backend/clock.ts'
import type { Launch } from '../backend/launch.ts'
import { readDirectory } from '../backend/planning/directory.ts'
import { readPlanFiles } from '../backend/planning/files.ts'
import { describeProblem, type Problem } from '../backend/planning/problems.ts'
import { writeJson, writeTables } from '../backend/planning/writePlan.ts'
import type { Locale } from '../locales/phrase.ts'
import { translate } from '../locales/translate.ts'
import { runProgram, UsageError, type Arguments, type FlagTable, type Program } from './flags.ts'

/** The launch plan as files: checked, taken into a new data directory, and written out again. */
const flags = {
  data: { kind: 'text', value: 'DIR', help: 'the data directory: a new one for import' },
  format: { kind: 'text', value: 'csv|json', choices: ['csv', 'json'], help: 'of an export (default csv)' },
  out: { kind: 'text', value: 'PATH', help: 'where an export goes: a folder for csv, a file for json (else printed)' },
  lang: { kind: 'text', value: 'ko|en', choices: ['ko', 'en'], help: 'of what is said (default by LANG)' },
  json: { kind: 'switch', help: 'print what check finds as JSON' },
} as const satisfies FlagTable

const program: Program<typeof flags> = {
  call: 'npm run plan --',
  about: `check FILE…              reads a plan and says what is wrong with it; changes nothing
import --data DIR FILE…  the same, and takes a sound plan into a new data directory
export --data DIR        writes the plan of a data directory, as it stands now

A plan is one JSON file, or CSV files (launch, cohorts, workers, sites, slots) or their folder: see resources/plan.`,
  words: ['check|import|export', '[FILE…]'],
  flags,
}

type Given = Arguments<typeof flags>['flags']

const SHOWN = 100

const localeOf = ({ lang }: Given): Locale => {
  if (lang === 'ko' || lang === 'en') return lang
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('ko') ? 'ko' : 'en'
}

/** The plan in the files; undefined, and told, when anything is wrong with it. */
function sound(files: readonly string[], given: Given): Launch | undefined {
  if (files.length === 0) throw new UsageError(`a plan is needed: ${program.call} check FILE…`)
  const { launch, problems } = readPlanFiles(files)
  if (given.json) process.stdout.write(`${JSON.stringify({ sound: launch !== undefined, problems }, null, 2)}\n`)
  else if (!launch) tell(problems, localeOf(given))
  return launch
}

function tell(problems: readonly Problem[], locale: Locale): void {
  const t = translate(locale)
  const lines = problems.slice(0, SHOWN).map(problem => describeProblem(problem, locale))
  if (problems.length > SHOWN) lines.push(t('plan.more', { n: problems.length - SHOWN }))
  lines.push(t('plan.unsound', { n: problems.length }))
  process.stderr.write(`${lines.join('\n')}\n`)
}

function summary({ cohorts, sites, slots, workers, rate }: Launch, locale: Locale): string {
  return translate(locale)('plan.sound', {
    cohorts: cohorts.length,
    sites: sites.length,
    slots: slots.length,
    doses: slots.reduce((sum, { doses }) => sum + doses, 0),
    workers: workers.length,
    seats: workers.reduce((sum, { seats }) => sum + seats, 0),
    rate,
  })
}

function check(files: readonly string[], given: Given): number {
  const launch = sound(files, given)
  if (!launch) return 1
  if (!given.json) process.stdout.write(`${summary(launch, localeOf(given))}\n`)
  return 0
}

async function importPlan(files: readonly string[], given: Given): Promise<number> {
  const dir = directoryOf(given)
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new UsageError(`--data: ${dir} is not empty; a plan is taken into a new directory`)
  const launch = sound(files, given)
  if (!launch) return 1
  const backend = await createBackend({ dir, launch, clock: systemClock() })
  await backend.close()
  const locale = localeOf(given)
  process.stdout.write(`${summary(launch, locale)}\n${translate(locale)('plan.imported', { dir })}\n`)
  return 0
}

function exportPlan(given: Given): number {
  const launch = readDirectory(directoryOf(given))
  const { format = 'csv', out } = given
  if (format === 'json' && out === undefined) process.stdout.write(writeJson(launch))
  else if (format === 'json') writeFileSync(out ?? '', writeJson(launch))
  else {
    if (out === undefined) throw new UsageError('an export to csv needs a folder: --out PATH')
    mkdirSync(out, { recursive: true })
    for (const { name, text } of writeTables(launch)) writeFileSync(join(out, name), text)
  }
  return 0
}

function directoryOf({ data }: Given): string {
  if (data === undefined) throw new UsageError('--data DIR is missing')
  return data
}

await runProgram(program, async ({ flags: given, words: [action, ...files] }) => {
  if (action === 'check') return check(files, given)
  if (action === 'import') return importPlan(files, given)
  if (action === 'export') return exportPlan(given)
  throw new UsageError(`check, import or export, not ${JSON.stringify(action)}`)
})
