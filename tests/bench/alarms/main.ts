/**
 * `npm run bench:alarms`: how soon the alarms find what is wrong, how often they cry wolf, and what watching costs.
 *
 *   npm run bench:alarms -- [--json] [--nab DIR] [--nights all|calm|none] [--hours N] [--seed N]
 *
 * (a) Faults of known size are put into a generated night (`model.ts`), ten seeds each, and the time to the alert is held
 * against that of an optimal CUSUM on the same counts (`optimum.ts`). (b) Calm and healthy nights, and the nights of the
 * scenarios, run on the real backend and simulator in virtual time. (c) The generic detector runs over NAB (`../nab.ts`).
 * Everything is seeded, from `--seed` on: other seeds than those that thresholds were looked at with show what they are worth.
 * `--nights none` leaves (b) to the generated night alone and takes a few minutes less.
 */
import { basename, dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DEFAULT_NAB, runNab } from '../nab.ts'
import { bytesPerSeries } from '../seriesBytes.ts'
import { watchCalm } from './calm.ts'
import { injectAll } from './injected.ts'
import { nightOf } from './model.ts'
import { runNight, type NightResult } from './nights.ts'
import { calmLines, dispersionOf, faultFigures, faultLines, nightLines } from './report.ts'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    nab: { type: 'string', default: DEFAULT_NAB },
    nights: { type: 'string', default: 'all' },
    hours: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
})

const hours = Number(options.hours)
const seed = Number(options.seed)
if (!['all', 'calm', 'none'].includes(options.nights) || !(hours > 0) || !(seed > 0)) {
  process.stderr.write('bench:alarms: --nights is all, calm or none; --hours and --seed are numbers\n')
  process.exit(2)
}

/** Nights in which something is wrong, or somebody tries to get past the line. */
const EVENTFUL = ['2021-05-31', '2021-07-14', '2021-07-19', '2021-07-20', 'hostile'] as const

const say = (...lines: string[]) => {
  if (!options.json) process.stdout.write(`${lines.join('\n')}\n`)
}

say('Faults put into a generated night, ten seeds each; times in seconds')
const found = injectAll(seed)
say(...faultLines(found), '')
const figures = faultFigures(found)

const model = watchCalm(hours, seed + 4)
say('Nothing wrong', ...calmLines(model))

const calm: NightResult[] = []
const eventful: NightResult[] = []
if (options.nights !== 'none') {
  for (let seed = 1; seed <= Math.ceil(hours); seed++) calm.push(await runNight('calm', seed))
  calm.push(await runNight('healthy', 1))
  for (const night of calm) say(...nightLines(night))
  say('', ...compared(calm), '')
}
if (options.nights === 'all')
  for (const scenario of EVENTFUL) {
    const night = await runNight(scenario, 1)
    eventful.push(night)
    say(...nightLines(night))
  }

/** The model against what the real nights counted a second while people waited and nothing was changed. */
function compared(nights: readonly NightResult[]): string[] {
  const steady = nights.flatMap(night => night.steady.filter(({ rate }) => rate === night.steady[0]?.rate))
  const modelled = [...nightOf(3, 5_400, Infinity, () => ({}))].slice(1_800).map(({ counts }) => counts)
  return (['admitted', 'seen', 'booked'] as const).map(count => {
    const real = dispersionOf(steady.map(second => second[count]))
    const made = dispersionOf(modelled.map(second => second[count]))
    return `variance by mean of ${count} a second: nights ${real.dispersion.toFixed(2)} (mean ${real.mean.toFixed(1)}), model ${made.dispersion.toFixed(2)} (mean ${made.mean.toFixed(1)}), Poisson 1`
  })
}

const perHour = (nights: readonly NightResult[]) =>
  nights.reduce((sum, { raised }) => sum + raised.length, 0) /
  Math.max(
    1,
    nights.reduce((sum, { hours }) => sum + hours, 0),
  )
const falseP1 = calm.reduce((sum, { raised }) => sum + raised.filter(({ priority }) => priority === 1).length, 0)
const quiet = calm.filter(({ scenario }) => scenario === 'calm')
const healthy = calm.filter(({ scenario }) => scenario === 'healthy')
const spikes = found.filter(({ fault }) => fault.rules.includes('bypass')).map(({ delay }) => delay ?? Infinity)
const bursts = eventful.flatMap(({ bypass }) => ('D1' in bypass ? [bypass.D1 ?? Infinity] : []))

const nab = await runNab(resolve(options.nab))
const result = {
  faultsFoundPercent: figures.faultsFoundPercent,
  detectMedianS: figures.detectMedianS,
  detectP95S: figures.detectP95S,
  detectVsBound: figures.detectVsBound,
  bypassDetectS: Math.max(...spikes, ...bursts),
  calmFalseP1: falseP1 + model.falseP1,
  calmAlarmsPerHour: Math.max(model.alarms / model.hours, perHour(quiet), perHour(healthy)),
  usPerSample: Math.max(model.usPerSeries, nab?.usPerSample ?? 0),
  usPerSampleP99: nab?.usPerSampleP99 ?? null,
  bytesPerSeries: await bytesPerSeries(),
  nabStandard: nab?.nabStandard ?? null,
  nabLowFp: nab?.nabLowFp ?? null,
  nabLowFn: nab?.nabLowFn ?? null,
  faultsEverFoundPercent: figures.faultsEverFoundPercent,
}

const skipped = `NAB skipped: no data and labels in ${basename(dirname(resolve(options.nab)))}/${basename(resolve(options.nab))}`
if (options.json) {
  const nights = [...calm, ...eventful].map(night => ({ ...night, steady: night.steady.length }))
  process.stdout.write(
    `${JSON.stringify({ ...result, byClass: figures.byClass, model, nights, ...(nab ? {} : { skipped }) }, null, 2)}\n`,
  )
} else {
  say(
    '',
    ...Object.entries(result).map(([key, value]) => `${key.padEnd(24)} ${value === null ? '–' : value.toFixed(2)}`),
    nab ? "NAB's labels are disputed (Wu & Keogh, arXiv:2009.13807): its figures compare detectors." : skipped,
  )
}
