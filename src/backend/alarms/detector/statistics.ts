import { History } from './history.ts'
import { PeriodFinder } from './period.ts'

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

/** The statistics of a stream, each O(1) in memory and a few dozen to a few hundred additions in time. */
export class Statistics {
  readonly #history = new History(LONGEST_SEASON * (SEASONS_BACK + 1))
  readonly #periodFinder = new PeriodFinder(this.#history, LONGEST_SEASON)
  #seen = 0
  #previous = 0
  #expectation = 0
  #drift = 0
  #unrest = 0
  #slowMean = 0
  #spread = 0
  #usualVariance = NaN
  #step = 0
  #usualStep = 0
  #centre = 0
  #dispersion = 0
  #above = 0
  #below = 0

  /** Takes the next value (finite) and writes one figure for each of `STATISTIC_NAMES`, in that order, into `out`. */
  push(value: number, out: Float64Array): void {
    const seen = this.#seen
    this.#history.push(value)
    const period = this.#periodFinder.period(seen)
    const residual = period > 0 ? this.#seasonal(value, period) : value - this.#expectation
    this.#expectation += shareOf(EXPECTATION_SHARE, seen) * (value - this.#expectation)
    this.#drift += DRIFT_SHARE * (residual - this.#drift)
    this.#unrest += DRIFT_SHARE * (Math.abs(residual) - this.#unrest)
    const slow = value - this.#slowMean
    this.#spread += shareOf(SPREAD_SHARE, seen) * (slow * slow - this.#spread)
    this.#slowMean += shareOf(USUAL_SHARE, seen) * slow
    const moved = value - this.#previous
    this.#previous = value
    out[0] = residual
    out[1] = this.#drift
    out[2] = moved
    out[3] = this.#unrest
    out[4] = finite(this.#varianceChange())
    out[5] = finite(this.#roughnessChange(Math.abs(moved)))
    out[6] = finite(this.#cumulativeSum(value))
    out[7] = this.#history.mean(LEVEL_WIDTH)
    this.#seen++
  }

  #seasonal(value: number, period: number): number {
    let sum = 0
    let count = 0
    for (let back = 1; back <= SEASONS_BACK && back * period <= this.#seen; back++) {
      sum += this.#history.at(back * period)
      count++
    }
    return value - sum / count
  }

  #varianceChange(): number {
    if (this.#seen < VARIANCE_WIDTH || !(this.#spread > 0)) return 0
    const log = Math.log(this.#history.variance(VARIANCE_WIDTH) + VARIANCE_FLOOR * this.#spread)
    if (Number.isNaN(this.#usualVariance)) this.#usualVariance = log
    const change = log - this.#usualVariance
    this.#usualVariance += shareOf(USUAL_SHARE, this.#seen - VARIANCE_WIDTH) * change
    return change
  }

  #roughnessChange(size: number): number {
    this.#step += ROUGHNESS_SHARE * (size - this.#step)
    const usual = this.#usualStep
    const change = usual > 0 ? Math.log((this.#step + ROUGHNESS_FLOOR * usual) / usual) : 0
    this.#usualStep = usual + shareOf(USUAL_SHARE, this.#seen) * (size - usual)
    return change
  }

  #cumulativeSum(value: number): number {
    const deviation = value - this.#centre
    const standardised = this.#dispersion > 0 ? deviation / Math.sqrt(this.#dispersion) : 0
    const clipped = Math.max(-CUSUM_CLIP, Math.min(CUSUM_CLIP, standardised))
    this.#above = Math.max(0, this.#above + clipped - CUSUM_SLACK)
    this.#below = Math.max(0, this.#below - clipped - CUSUM_SLACK)
    const share = shareOf(CUSUM_SHARE, this.#seen)
    this.#dispersion += share * (deviation * deviation - this.#dispersion)
    this.#centre += share * deviation
    return this.#above > this.#below ? this.#above : -this.#below
  }
}
