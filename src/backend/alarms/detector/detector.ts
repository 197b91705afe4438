import { createHold } from './hold.ts'
import { createPool } from './pool.ts'
import { createStatistics, STATISTIC_NAMES, STATISTICS } from './statistics.ts'
import type { StatisticName } from './statistics.ts'
import { createTail } from './tail.ts'
import type { TailOptions } from './tail.ts'

/** How a detector is set. The defaults serve any series; nothing here is meant to be tuned to one. */
export interface DetectorOptions {
  /** Samples after a message within which only a clearly larger surprise is told. Default 500: 8 minutes at 1 Hz. */
  readonly hold?: number
  /** Samples over which extremes are remembered. Default 6,000. */
  readonly memory?: number
}

/** The judgement of one sample. The detector hands out the same object each time: copy what is to be kept. */
export interface Score {
  /** How likely the behaviour changed here, 0 to 1, after the hold: 0 in quiet and in the wake of a message. */
  readonly score: number
  /** The pooled −log10 p before the hold: 0 in quiet, some 5 when an event is worth telling, at most about 20. */
  readonly surprise: number
  /** What each statistic contributed to the surprise, together 1 (all 0 in quiet): the operator's explanation. */
  readonly shares: Readonly<Record<StatisticName, number>>
}

export interface Detector {
  /** Judges the next sample. NaN and infinities are gaps: they score 0 and teach nothing. Never throws. */
  push(value: number): Score
}

const POOL_WEIGHT = 0.6
/** A pooled surprise of this size scores 0.5. */
const HALF_SCORE = 6
const HOLD = { longest: 500, partOfAge: 0.07, margin: 0.8, floor: 1 }
/** Samples over which watching costs nothing yet; see `toll`. */
const SHORT_WATCH = 1000
/** Larger values are cut, so that their squares stay finite. */
const LARGEST = 1e100

const TAIL: TailOptions = { memory: 6000, fraction: 0.015, fewest: 12, warmUp: 50, ceiling: 8 }

/**
 * A detector for one numeric series of any scale: several cheap statistics of the stream, each turned into a tail
 * probability by peaks over threshold, pooled, and held for a while after a message. It learns as it goes, sees each
 * value once and in order, and takes all its memory (about 60 KB) at construction.
 */
export const createDetector = (options: DetectorOptions = {}): Detector => {
  const size = STATISTIC_NAMES.length
  const tailOptions = { ...TAIL, memory: options.memory ?? TAIL.memory }
  const statistics = createStatistics()
  const sides = STATISTIC_NAMES.map(name => STATISTICS[name])
  const upper = sides.map(() => createTail(tailOptions))
  const lower = sides.map(side => (side === 'both' ? createTail(tailOptions) : undefined))
  const pool = createPool(size, POOL_WEIGHT)
  const hold = createHold({ ...HOLD, longest: options.hold ?? HOLD.longest })
  const figures = new Float64Array(size)
  const surprises = new Float64Array(size)
  const parts = new Float64Array(size)
  const result = {
    score: 0,
    surprise: 0,
    // Made when it is asked for: nobody asks in quiet.
    get shares() {
      return Object.fromEntries(STATISTIC_NAMES.map((name, i) => [name, parts[i] ?? 0])) as Record<
        StatisticName,
        number
      >
    },
  }
  let origin = NaN
  let age = 0

  /** Who watches ten times as long meets ten times as rare a chance: what the long look costs, in decades. */
  const toll = (): number => Math.log10(1 + Math.min(age, tailOptions.memory) / SHORT_WATCH)

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
        parts.fill(0)
        return result
      }
      const bounded = Math.max(-LARGEST, Math.min(LARGEST, value))
      // Counted from the first value, so that a constant series is exactly 0 and rounding cannot look like news.
      if (Number.isNaN(origin)) origin = bounded
      statistics(bounded - origin, figures)
      result.surprise = judge()
      const told = hold(result.surprise - toll(), age)
      age++
      result.score = told / (told + HALF_SCORE)
      return result
    },
  }
}
