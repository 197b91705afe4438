import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { createBackend } from '../backend/backend.ts'
import { systemClock } from '../backend/clock.ts'
import type { Launch } from '../backend/launch.ts'
import { readDirectory } from '../backend/planning/directory.ts'
import { readPlanFiles } from '../backend/planning/files.ts'
import { planNotes, type PlanNote } from '../backend/planning/notes.ts'
import { describeProblem, type Problem } from '../backend/planning/problems.ts'
import { writeJson, writeTables } from '../backend/planning/writePlan.ts'
import type { PlanPart } from '../protocol/plan.ts'
import type { Locale } from '../locales/phrase.ts'
import { translate } from '../locales/translate.ts'
import { kstDateTime } from '../rules/kst.ts'
import { openLink, type OperatorLink } from './operatorLink.ts'
import { give, intend, launchOf, partsOf, readStanding } from './planLink.ts'
import { operatorUrl } from './startFlags.ts'
import { readToken } from './token.ts'
import { runProgram, UsageError, type Arguments, type FlagTable, type Program } from './flags.ts'

/** The launch plan as files: checked, taken into a new data directory, and written out again. */
const flags = {
  data: { kind: 'text', value: 'DIR', help: 'the data directory: a new one for import' },
  connect: { kind: 'text', value: 'URL', help: 'instead of --data: the operator plane of a backend that runs' },
  'token-file': { kind: 'text', value: 'FILE', help: 'with --connect: holds the token; else SLUICE_TOKEN' },
  reason: { kind: 'text', value: 'TEXT', help: 'of an import over --connect, for the ledger (default: who)' },
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

With --connect URL the same of a backend that runs: check says what an import would change, import (for a commander)
adds cohorts, sites and doses and moves what has not begun, and export writes what stands.

A plan is one JSON file, or CSV files (launch, cohorts, workers, sites, slots) or their folder: see resources/plan.

Exit code 0 when it was done, or nothing is wrong with the plan; 1 when something is, when the backend or the disk refused, or
when an import waits for a second person; 2 when the call itself is wrong.`,
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
  if (given.json) {
    const notes = launch ? planNotes(launch, Date.now()) : []
    process.stdout.write(`${JSON.stringify({ sound: launch !== undefined, problems, notes }, null, 2)}\n`)
  } else if (!launch) tell(problems, localeOf(given))
  return launch
}

function tell(problems: readonly Problem[], locale: Locale): void {
  const t = translate(locale)
  const lines = problems.slice(0, SHOWN).map(problem => describeProblem(problem, locale))
  if (problems.length > SHOWN) lines.push(t('plan.more', { n: problems.length - SHOWN }))
  lines.push(t('plan.unsound', { n: problems.length }))
  process.stderr.write(`${lines.join('\n')}\n`)
}

function summary(launch: Launch, locale: Locale): string {
  const { cohorts, sites, slots, workers, rate } = launch
  const sound = translate(locale)('plan.sound', {
    cohorts: cohorts.length,
    sites: sites.length,
    slots: slots.length,
    doses: slots.reduce((sum, { doses }) => sum + doses, 0),
    workers: workers.length,
    seats: workers.reduce((sum, { seats }) => sum + seats, 0),
    rate,
  })
  return [sound, ...planNotes(launch, Date.now()).map(note => describeNote(note, locale))].join('\n')
}

function describeNote(note: PlanNote, locale: Locale): string {
  const t = translate(locale)
  if (note.note === 'over') return t('plan.note.over', { cohort: note.cohort, at: kstDateTime(note.closesAt) })
  if (note.note === 'begun') return t('plan.note.begun', { slots: note.slots, doses: note.doses })
  const { rate, seats, most, alone, leaseSeconds } = note
  return t('plan.note.rate', { rate, seats, leaseSeconds, most: most.toFixed(2), alone: alone.toFixed(2) })
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
  write(readDirectory(directoryOf(given)), given)
  return 0
}

function write(launch: Launch, { format = 'csv', out }: Given): void {
  if (format === 'json' && out === undefined) process.stdout.write(writeJson(launch))
  else if (format === 'json') writeFileSync(out ?? '', writeJson(launch))
  else {
    if (out === undefined) throw new UsageError('an export to csv needs a folder: --out PATH')
    mkdirSync(out, { recursive: true })
    for (const { name, text } of writeTables(launch)) writeFileSync(join(out, name), text)
  }
}

async function overLink(action: string | undefined, files: readonly string[], given: Given): Promise<number> {
  if (given.data !== undefined) throw new UsageError('--data and --connect exclude each other')
  const link = await openLink(operatorUrl(given.connect ?? ''), readToken(given['token-file']))
  try {
    const standing = await readStanding(link)
    if (action === 'export') {
      write(launchOf(standing), given)
      return 0
    }
    if (action !== 'check' && action !== 'import') throw new UsageError(unknownAction(action))
    if (files.length === 0) throw new UsageError(`a plan is needed: ${program.call} check FILE…`)
    const { eventTime } = await link.ask('pong', { type: 'ping' })
    const { launch, changes, problems } = intend(files, standing, eventTime)
    const locale = localeOf(given)
    if (given.json)
      process.stdout.write(`${JSON.stringify({ sound: launch !== undefined, changes, problems }, null, 2)}\n`)
    else if (!launch) tell(problems, locale)
    if (!launch) return 1
    const parts = partsOf(changes)
    if (!given.json) process.stdout.write(`${changed(changes, locale)}\n`)
    return action === 'import' ? await giveAll(link, parts, standing.page.revision, given) : 0
  } finally {
    link.close()
  }
}

async function giveAll(
  link: OperatorLink,
  parts: readonly PlanPart[],
  revision: number,
  given: Given,
): Promise<number> {
  const t = translate(localeOf(given))
  const reason = given.reason ?? `launch plan by ${userInfo().username}`
  for (const [at, part] of parts.entries()) {
    const { state, number } = await give(link, part, revision + at, reason)
    const step = { part: at + 1, parts: parts.length, number: number ?? 0 }
    if (state === 'awaiting-approval') {
      process.stderr.write(`${t('plan.awaits', step)}\n`)
      return 1
    }
    process.stdout.write(`${t('plan.given', step)}\n`)
  }
  return 0
}

function changed({ cohorts, sites, slots }: PlanPart, locale: Locale): string {
  const t = translate(locale)
  if (cohorts.length + sites.length + slots.length === 0) return t('plan.same')
  return t('plan.changes', { cohorts: cohorts.length, sites: sites.length, slots: slots.length })
}

const unknownAction = (action: string | undefined) => `check, import or export, not ${JSON.stringify(action)}`

function directoryOf({ data }: Given): string {
  if (data === undefined) throw new UsageError('--data DIR is missing')
  return data
}

await runProgram(program, async ({ flags: given, words: [action, ...files] }) => {
  if (given.connect !== undefined) return overLink(action, files, given)
  if (action === 'check') return check(files, given)
  if (action === 'import') return importPlan(files, given)
  if (action === 'export') return exportPlan(given)
  throw new UsageError(unknownAction(action))
})
