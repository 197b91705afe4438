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

/**
 * Finds the season of a series while it streams: for each lag the average |x(t) − x(t − lag)| (the average magnitude
 * difference function, Ross et al. 1974) is kept up to date, and the deepest dip behind the first hump is the season.
 *
 * Returns a function to be called after each push to `history` with the number of the value, from 0; it gives the season in
 * samples, or 0 where there is none. A lag is considered once the series has run for two of them.
 */
export const createPeriodFinder = (
  { ring, mask }: Pick<History, 'ring' | 'mask'>,
  longest: number,
): ((newest: number) => number) => {
  const differences = new Float64Array(longest)
  const stripe = Math.ceil(longest / TURNS)
  let period = 0

  const visit = (newest: number): void => {
    const now = ring[newest & mask] ?? 0
    const turn = newest % TURNS
    const last = Math.min(longest - 1, (turn + 1) * stripe - 1, newest)
    // A lag begins to count when the series is as old as it: a plain mean at first, a fading one later.
    const settled = Math.min(last, newest - SETTLED - 1)
    let lag = Math.max(SHORTEST, turn * stripe)
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

  const review = (newest: number): number => {
    const end = Math.min(longest, Math.floor(newest / 2))
    let mean = 0
    for (let lag = SHORTEST; lag < end; lag++) mean += differences[lag] ?? 0
    mean /= end - SHORTEST
    let hump = SHORTEST
    while (hump < end && (differences[hump] ?? 0) < mean) hump++
    let best = 0
    let least = Infinity
    for (let lag = hump; lag < end; lag++) {
      const difference = differences[lag] ?? 0
      if (difference < least) {
        least = difference
        best = lag
      }
    }
    if (!(least < CONTRAST * mean)) return 0
    for (let lag = hump; lag < best; lag++) {
      const difference = differences[lag] ?? 0
      const dip = difference <= (differences[lag - 1] ?? 0) && difference <= (differences[lag + 1] ?? 0)
      if (dip && difference <= TIE * least) return lag
    }
    return best
  }

  return newest => {
    visit(newest)
    if (newest % REVIEW === 0 && newest > 2 * REVIEW) period = review(newest)
    return period
  }
}
