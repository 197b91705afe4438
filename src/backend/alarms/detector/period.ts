import type { History } from './history.ts'

/** Lags from here up to `longest` are candidates: a shorter rhythm is texture, not a season. */
const SHORTEST = 4
/** The lags are visited in this many turns, one turn a sample, so that the cost per sample stays small. */
const TURNS = 8
/** A lag counts as a season when the series differs from itself so long ago by less than this part of the average. */
const CONTRAST = 0.7
/** Of lags that fit about equally well (within this factor) the shortest is the season, the others its multiples. */
const TIE = 1.1
/** The share by which a new difference moves the average once it is settled. */
const LEARNING = 0.0005 * TURNS
/** The age of a lag, in samples, at which its average is settled. */
const SETTLED = TURNS / LEARNING
/** The winner is looked for once in so many samples. */
const REVIEW = 32

/** The mean of the values from number `from` up to `to`: four sums side by side, as each addition waits for the one before. */
const meanOf = (values: Float64Array, from: number, to: number): number => {
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  let i = from
  for (; i + 3 < to; i += 4) {
    first += values[i] ?? 0
    second += values[i + 1] ?? 0
    third += values[i + 2] ?? 0
    fourth += values[i + 3] ?? 0
  }
  for (; i < to; i++) first += values[i] ?? 0
  return (first + second + third + fourth) / (to - from)
}

/**
 * Finds the season of a series while it streams: for each lag the average |x(t) − x(t − lag)| (the average magnitude
 * difference function, Ross et al. 1974) is kept up to date, and the deepest dip behind the first hump is the season.
 */
export class PeriodFinder {
  readonly #history: Pick<History, 'ring' | 'mask'>
  readonly #differences: Float64Array
  readonly #stripe: number
  #period = 0

  /** Seasons are looked for up to `longest` samples, and that many must be in the history. */
  constructor(history: Pick<History, 'ring' | 'mask'>, longest: number) {
    this.#history = history
    this.#differences = new Float64Array(longest)
    this.#stripe = Math.ceil(longest / TURNS)
  }

  /**
   * The season in samples, or 0 where there is none; to be asked after each push to the history with the number of the
   * value, from 0. A lag is considered once the series has run for two of them.
   */
  period(newest: number): number {
    this.#visit(newest)
    if (newest % REVIEW === 0 && newest > 2 * REVIEW) this.#period = this.#review(newest)
    return this.#period
  }

  #visit(newest: number): void {
    const { ring, mask } = this.#history
    const differences = this.#differences
    const now = ring[newest & mask] ?? 0
    const turn = newest % TURNS
    const last = Math.min(differences.length - 1, (turn + 1) * this.#stripe - 1, newest)
    // A lag begins to count when the series is as old as it: a plain mean at first, a fading one later.
    const settled = Math.min(last, newest - SETTLED - 1)
    let lag = Math.max(SHORTEST, turn * this.#stripe)
    for (; lag <= settled; lag++) {
      const before = differences[lag] ?? 0
      differences[lag] = before + LEARNING * (Math.abs(now - (ring[(newest - lag) & mask] ?? 0)) - before)
    }
    for (; lag <= last; lag++) {
      const before = differences[lag] ?? 0
      const share = TURNS / (newest - lag + 2 * TURNS)
      differences[lag] = before + share * (Math.abs(now - (ring[(newest - lag) & mask] ?? 0)) - before)
    }
  }

  #review(newest: number): number {
    const differences = this.#differences
    const end = Math.min(differences.length, Math.floor(newest / 2))
    const threshold = meanOf(differences, SHORTEST, end)
    let hump = SHORTEST
    while (hump < end && (differences[hump] ?? 0) < threshold) hump++
    let best = 0
    let least = Infinity
    for (let lag = hump; lag < end; lag++) {
      const difference = differences[lag] ?? 0
      if (difference < least) {
        least = difference
        best = lag
      }
    }
    if (!(least < CONTRAST * threshold)) return 0
    for (let lag = hump; lag < best; lag++) {
      const difference = differences[lag] ?? 0
      const dip = difference <= (differences[lag - 1] ?? 0) && difference <= (differences[lag + 1] ?? 0)
      if (dip && difference <= TIE * least) return lag
    }
    return best
  }
}
