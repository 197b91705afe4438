import { createHistory } from './history.ts'
import { createPeriodFinder } from './period.ts'

/**
 * What is watched of a series, and which of its sides count: a statistic is judged by its size (`size`), by how high it
 * is (`high`), or in both directions apart (`both`).
 */
export const STATISTICS = {
  /** Distance from what the season (or, without one, the recent level) lets expect. */
  residual: 'size',
  /** The same, averaged over some twenty samples: small but lasting. */
  drift: 'size',
  /** The step from the sample before. */
  step: 'size',
  /** The average size of the residuals: unrest around the expectation. */
  unrest: 'high',
  /** The logarithm of the variance of the last minute or so, against its usual. */
  variance: 'size',
  /** The logarithm of the average step, against its usual: roughness, and stillness. */
  roughness: 'size',
  /** Page's cumulative sum of standardised deviations. */
  cusum: 'both',
  /** The mean of the last hundred samples: a level never seen before. */
  level: 'both',
} as const satisfies Record<string, 'size' | 'high' | 'both'>

export type StatisticName = keyof typeof STATISTICS

export const STATISTIC_NAMES = Object.keys(STATISTICS) as readonly StatisticName[]

const LONGEST_SEASON = 1024
const SEASONS_BACK = 3
const EXPECTATION_SHARE = 0.02
const DRIFT_SHARE = 0.05
const USUAL_SHARE = 0.002
const SPREAD_SHARE = 0.001
const VARIANCE_WIDTH = 48
const VARIANCE_FLOOR = 1e-5
const ROUGHNESS_SHARE = 1 / 12
const ROUGHNESS_FLOOR = 0.01
const CUSUM_SHARE = 0.01
const CUSUM_SLACK = 1
const CUSUM_CLIP = 4
const LEVEL_WIDTH = 100

/** An exponentially weighted mean that begins as a plain mean, so that its first values are not ruled by the very first. */
const shareOf = (share: number, seen: number): number => Math.max(share, 1 / (seen + 2))

/** A pure number where dividing or taking a logarithm has no meaning: nothing to tell. */
const finite = (value: number): number => (Number.isFinite(value) ? value : 0)

/**
 * The statistics of a stream, each O(1) in memory and a few dozen to a few hundred additions in time. Returns a function
 * that takes the next value (finite) and writes one figure for each of `STATISTIC_NAMES`, in that order, into `out`.
 */
export const createStatistics = (): ((value: number, out: Float64Array) => void) => {
  const history = createHistory(LONGEST_SEASON * (SEASONS_BACK + 1))
  const findPeriod = createPeriodFinder(history, LONGEST_SEASON)
  let seen = 0
  let previous = 0
  let expectation = 0
  let drift = 0
  let unrest = 0
  let slowMean = 0
  let spread = 0
  let usualVariance = NaN
  let step = 0
  let usualStep = 0
  let centre = 0
  let dispersion = 0
  let above = 0
  let below = 0

  const seasonal = (value: number, period: number): number => {
    let sum = 0
    let count = 0
    for (let back = 1; back <= SEASONS_BACK && back * period <= seen; back++) {
      sum += history.at(back * period)
      count++
    }
    return value - sum / count
  }

  const varianceChange = (): number => {
    if (seen < VARIANCE_WIDTH || !(spread > 0)) return 0
    const log = Math.log(history.variance(VARIANCE_WIDTH) + VARIANCE_FLOOR * spread)
    if (Number.isNaN(usualVariance)) usualVariance = log
    const change = log - usualVariance
    usualVariance += shareOf(USUAL_SHARE, seen - VARIANCE_WIDTH) * change
    return change
  }

  const roughnessChange = (size: number): number => {
    step += ROUGHNESS_SHARE * (size - step)
    const change = usualStep > 0 ? Math.log((step + ROUGHNESS_FLOOR * usualStep) / usualStep) : 0
    usualStep += shareOf(USUAL_SHARE, seen) * (size - usualStep)
    return change
  }

  const cumulativeSum = (value: number): number => {
    const deviation = value - centre
    const standardised = dispersion > 0 ? deviation / Math.sqrt(dispersion) : 0
    const clipped = Math.max(-CUSUM_CLIP, Math.min(CUSUM_CLIP, standardised))
    above = Math.max(0, above + clipped - CUSUM_SLACK)
    below = Math.max(0, below - clipped - CUSUM_SLACK)
    const share = shareOf(CUSUM_SHARE, seen)
    dispersion += share * (deviation * deviation - dispersion)
    centre += share * deviation
    return above > below ? above : -below
  }

  return (value, out) => {
    history.push(value)
    const period = findPeriod(seen)
    const residual = period > 0 ? seasonal(value, period) : value - expectation
    expectation += shareOf(EXPECTATION_SHARE, seen) * (value - expectation)
    drift += DRIFT_SHARE * (residual - drift)
    unrest += DRIFT_SHARE * (Math.abs(residual) - unrest)
    const slow = value - slowMean
    spread += shareOf(SPREAD_SHARE, seen) * (slow * slow - spread)
    slowMean += shareOf(USUAL_SHARE, seen) * slow
    const moved = value - previous
    previous = value
    out[0] = residual
    out[1] = drift
    out[2] = moved
    out[3] = unrest
    out[4] = finite(varianceChange())
    out[5] = finite(roughnessChange(Math.abs(moved)))
    out[6] = finite(cumulativeSum(value))
    out[7] = history.mean(LEVEL_WIDTH)
    seen++
  }
}
