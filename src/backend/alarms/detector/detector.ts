import { createHold, createPool } from './pool.ts'
import { createStatistics, STATISTIC_NAMES, STATISTICS } from './statistics.ts'
import type { StatisticName } from './statistics.ts'
import { createTail } from './tail.ts'
import type { TailOptions } from './tail.ts'

/** How a detector is set. The defaults serve any series; nothing here is meant to be tuned to one. */
export interface DetectorOptions {
  /** Samples after a message within which only a larger surprise is told. Default 300: five minutes at 1 Hz. */
  readonly hold?: number
  /** Samples over which extremes are remembered. Default 4,000. */
  readonly memory?: number
}

/** The judgement of one sample. The detector hands out the same object each time: copy what is to be kept. */
export interface Score {
  /** How likely the behaviour changed here, 0 to 1, after the hold: 0 in quiet and in the wake of a message. */
  readonly score: number
  /** The pooled −log10 p before the hold: 0 in quiet, some 5 when an event is worth telling, at most about 12. */
  readonly surprise: number
  /** What each statistic contributed to the surprise, together 1 (all 0 in quiet): the operator's explanation. */
  readonly shares: Readonly<Record<StatisticName, number>>
}

export interface Detector {
  /** Judges the next sample. NaN and infinities are gaps: they score 0 and teach nothing. Never throws. */
  push(value: number): Score
}

const POOL_WEIGHT = 0.5
/** A pooled surprise of this size scores 0.5. */
const HALF_SCORE = 6
/** Below this nothing is surprising enough to begin a hold. */
const HOLD_FLOOR = 1
/** Larger values are cut, so that their squares stay finite. */
const LARGEST = 1e100

const TAIL: TailOptions = { memory: 4000, fraction: 0.02, fewest: 15, warmUp: 50, ceiling: 6 }

/**
 * A detector for one numeric series of any scale: several cheap statistics of the stream, each turned into a tail
 * probability by peaks over threshold, pooled, and held for a while after a message. It learns as it goes, sees each
 * value once and in order, and takes all its memory (about 70 KB) at construction.
 */
export const createDetector = (options: DetectorOptions = {}): Detector => {
  const size = STATISTIC_NAMES.length
  const tailOptions = { ...TAIL, memory: options.memory ?? TAIL.memory }
  const statistics = createStatistics()
  const sides = STATISTIC_NAMES.map(name => STATISTICS[name])
  const upper = sides.map(() => createTail(tailOptions))
  const lower = sides.map(side => (side === 'both' ? createTail(tailOptions) : undefined))
  const pool = createPool(size, POOL_WEIGHT)
  const hold = createHold(options.hold ?? 300, HOLD_FLOOR)
  const figures = new Float64Array(size)
  const surprises = new Float64Array(size)
  const parts = new Float64Array(size)
  const shares = Object.fromEntries(STATISTIC_NAMES.map(name => [name, 0])) as Record<StatisticName, number>
  const result = { score: 0, surprise: 0, shares }
  let origin = NaN

  const judge = (): number => {
    for (let i = 0; i < size; i++) {
      const figure = figures[i] ?? 0
      const high = upper[i]?.(sides[i] === 'size' ? Math.abs(figure) : figure) ?? 0
      surprises[i] = Math.max(high, lower[i]?.(-figure) ?? 0)
    }
    return pool(surprises, parts)
  }

  return {
    push(value) {
      if (!Number.isFinite(value)) {
        result.score = 0
        result.surprise = 0
        for (const name of STATISTIC_NAMES) shares[name] = 0
        return result
      }
      const bounded = Math.max(-LARGEST, Math.min(LARGEST, value))
      // Counted from the first value, so that a constant series is exactly 0 and rounding cannot look like news.
      if (Number.isNaN(origin)) origin = bounded
      statistics(bounded - origin, figures)
      result.surprise = judge()
      const told = hold(result.surprise)
      result.score = told / (told + HALF_SCORE)
      for (let i = 0; i < size; i++) {
        const name = STATISTIC_NAMES[i]
        if (name !== undefined) shares[name] = parts[i] ?? 0
      }
      return result
    },
  }
}
