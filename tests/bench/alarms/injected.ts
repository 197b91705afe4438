import { createEvaluator } from '../../../src/backend/alarms/evaluate.ts'
import type { Observation } from '../../../src/backend/alarms/observation.ts'
import { faults, type Fault } from './faults.ts'
import { nightOf } from './model.ts'
import { optimalDelay } from './optimum.ts'

/** Time in which a night is learnt before anything goes wrong. */
const WARM_UP_S = 1_800
const SEEDS = 10
/** No more than so many times as long as the optimum needs. */
const ALLOWED = 1.5
/** Ten hours of samples: what is this rare may be told. */
const FALSE_ALARM_SAMPLES = 36_000
/** How often a reading that is there is missing by itself. */
const MISSING_SHARE = 0.001

/** So many in a row of what happens by itself with this chance come once in ten hours. */
const runOf = (chance: number): number => Math.ceil(Math.log(FALSE_ALARM_SAMPLES) / -Math.log(chance))

export interface Found {
  readonly fault: Fault
  readonly seed: number
  /** Seconds from the beginning (or the stated deviation); undefined: not found. */
  readonly delay: number | undefined
  readonly bound: number
}

/** Puts one fault into one night, and looks when the first of its rules raises an alert that did not stand before. */
function inject(fault: Fault, seed: number, place: number): Found {
  const onset = WARM_UP_S + place * 7
  const evaluator = createEvaluator()
  const standing = new Set<string>()
  const counts: number[] = []
  let last: Observation | undefined
  let still = 0
  let found: number | undefined
  const effects = fault.effects ?? (() => ({}))
  for (const { observation, counts: counted } of nightOf(seed, onset + fault.within + 1, onset, effects)) {
    const second = counts.length
    const since = second - onset
    counts.push(fault.optimum && !(fault.stops && since > 0) ? counted[fault.optimum.count] : 0)
    const reading = fault.gauge && observation.sample.values[fault.gauge]
    if (since <= 0 && reading !== undefined && reading === last?.sample.values[fault.gauge ?? 'queue.waiting']) still++
    const shown = since > 0 && fault.distort && last ? fault.distort(observation, since, last) : observation
    if (!shown) continue
    if (since <= 0) last = observation
    if (found !== undefined) continue
    for (const { rule, subject, active } of evaluator.judge(shown)) {
      const key = `${rule} ${subject}`
      if (!active) standing.delete(key)
      else if (!standing.has(key)) {
        standing.add(key)
        if (since > 0 && fault.rules.includes(rule)) found ??= since
      }
    }
  }
  const from = fault.timedFrom ?? 0
  const best = fault.optimum
    ? (optimalDelay(counts, onset, fault.optimum.mean, fault.optimum.ratio) ?? fault.within)
    : from + runOf(fault.gauge ? still / onset : MISSING_SHARE)
  return {
    fault,
    seed,
    delay: found === undefined ? undefined : Math.max(1, found - from),
    bound: Math.max(1, best - from),
  }
}

/** Every fault in ten nights; `firstSeed` begins the seeds, so that others than those that were looked at can be had. */
export function injectAll(firstSeed: number): Found[] {
  return faults.flatMap(fault =>
    Array.from({ length: SEEDS }, (_, place) => inject(fault, firstSeed + place, place + 1)),
  )
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)
export const quantile = (values: readonly number[], share: number): number =>
  sorted(values)[Math.min(values.length - 1, Math.ceil(share * values.length) - 1)] ?? Number.NaN

export const ratioOf = ({ delay, bound }: Found): number => (delay ?? Infinity) / bound
export const inTime = (found: Found): boolean => ratioOf(found) <= ALLOWED
