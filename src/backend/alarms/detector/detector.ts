import { Hold } from './hold.ts'
import { Pool } from './pool.ts'
import { STATISTIC_NAMES, Statistics, STATISTICS } from './statistics.ts'
import type { StatisticName } from './statistics.ts'
import { Tail } from './tail.ts'
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

/** What the latest sample was judged to be, written anew for each. */
class Judgement implements Score {
  score = 0
  surprise = 0
  readonly parts = new Float64Array(STATISTIC_NAMES.length)

  // Made when it is asked for: nobody asks in quiet.
  get shares() {
    return Object.fromEntries(STATISTIC_NAMES.map((name, i) => [name, this.parts[i] ?? 0])) as Score['shares']
  }
}

const SIDES = STATISTIC_NAMES.map(name => STATISTICS[name])

/**
 * A class, as its parts are, and no closures as elsewhere: methods are compiled once for all series, and one that is added
 * in the middle of the night runs on compiled code from its first sample. Closures are compiled for the first series and
 * thrown away at the second, and what was learnt about them is forgotten with the function that makes them, which is
 * hardly ever called: for hundreds of samples each then cost ten to twenty times as much.
 */
class SeriesDetector implements Detector {
  readonly #memory: number
  readonly #statistics = new Statistics()
  readonly #upper: readonly Tail[]
  readonly #lower: readonly (Tail | undefined)[]
  readonly #pool = new Pool(SIDES.length, POOL_WEIGHT)
  readonly #hold: Hold
  readonly #figures = new Float64Array(SIDES.length)
  readonly #surprises = new Float64Array(SIDES.length)
  readonly #result = new Judgement()
  #origin = NaN
  #age = 0

  constructor({ memory = TAIL.memory, hold = HOLD.longest }: DetectorOptions) {
    const tail = { ...TAIL, memory }
    this.#memory = memory
    this.#upper = SIDES.map(() => new Tail(tail))
    this.#lower = SIDES.map(side => (side === 'both' ? new Tail(tail) : undefined))
    this.#hold = new Hold({ ...HOLD, longest: hold })
  }

  push(value: number): Score {
    const result = this.#result
    if (!Number.isFinite(value)) {
      result.score = 0
      result.surprise = 0
      result.parts.fill(0)
      return result
    }
    const bounded = Math.max(-LARGEST, Math.min(LARGEST, value))
    // Counted from the first value, so that a constant series is exactly 0 and rounding cannot look like news.
    if (Number.isNaN(this.#origin)) this.#origin = bounded
    this.#statistics.push(bounded - this.#origin, this.#figures)
    const surprise = this.#judge()
    const told = this.#hold.tell(surprise - this.#toll(), this.#age)
    this.#age++
    result.surprise = surprise
    result.score = told / (told + HALF_SCORE)
    return result
  }

  /** Who watches ten times as long meets ten times as rare a chance: what the long look costs, in decades. */
  #toll(): number {
    return Math.log10(1 + Math.min(this.#age, this.#memory) / SHORT_WATCH)
  }

  #judge(): number {
    const surprises = this.#surprises
    for (let i = 0; i < SIDES.length; i++) {
      const figure = this.#figures[i] ?? 0
      const high = this.#upper[i]?.judge(SIDES[i] === 'size' ? Math.abs(figure) : figure) ?? 0
      surprises[i] = Math.max(high, this.#lower[i]?.judge(-figure) ?? 0)
    }
    return this.#pool.of(surprises, this.#result.parts)
  }
}

/**
 * A detector for one numeric series of any scale: several cheap statistics of the stream, each turned into a tail
 * probability by peaks over threshold, pooled, and held for a while after a message. It learns as it goes, sees each
 * value once and in order, and takes all its memory (about 68 KB) at construction.
 */
export const createDetector = (options: DetectorOptions = {}): Detector => new SeriesDetector(options)
