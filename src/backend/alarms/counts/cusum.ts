/** Which ways a count can go wrong, as multiples of what is expected: below 1 too few, above 1 too many. */
export interface CusumOptions {
  readonly fewer?: readonly number[]
  readonly more?: readonly number[]
  /** An excursion younger than this many samples is not believed yet: work that is done in batches lumps its counts. */
  readonly youngest?: number
}

/** How far a count is from what was expected. The object is the same each time: copy what is to be kept. */
export interface Judgement {
  /** The cumulated log-likelihood ratio as a part of its threshold: 1 is one false alarm in `MEAN_SAMPLES`. */
  level: number
  side: 'fewer' | 'more'
  /** The multiple of the expected count that explains best what was seen. */
  ratio: number
  /** For how many samples the excursion has lasted. */
  lasted: number
}

/** Mean samples between two false alarms of one chart; charts of one side overlap, so a set of them stays above ten hours. */
const MEAN_SAMPLES = 120_000
/** An excursion is counted up to so many thresholds, so that its end is seen in the time of its beginning. */
const MOST_LEVEL = 2.5
/** Expected counts below this are as good as nothing: what comes then is a surprise, but no infinite one. */
const LEAST_EXPECTED = 1e-6

/** Overshoot of a random walk with normal steps, in deviations: Siegmund, "Sequential Analysis" (1985), chapter X. */
const OVERSHOOT = 0.583

/**
 * The threshold of a chart, in nats. A log-likelihood CUSUM alarms falsely once in about exp(h + overshoot) / D samples,
 * D being the mean information of a sample (Siegmund); for rare and for very telling samples, whose steps are far from
 * normal, the cap is what Markov chains after Brook and Evans (1972) gave for means from 0.3 to 40.
 */
export function thresholdOf(ratio: number, expected: number): number {
  const log = Math.log(ratio)
  const information = expected * (ratio - 1 - log)
  const deviation = Math.sqrt(expected) * Math.abs(log)
  const normal = Math.log(MEAN_SAMPLES * information) - 2 * OVERSHOOT * Math.min(1, deviation)
  return Math.max(4, Math.min(Math.log(MEAN_SAMPLES) - 1.2, normal))
}

interface Chart {
  readonly ratio: number
  readonly log: number
  sum: number
  lasted: number
}

const chartOf = (ratio: number): Chart => ({ ratio, log: Math.log(ratio), sum: 0, lasted: 0 })

/**
 * Charts of Page's cumulative sum (1954) on Poisson counts: for each multiple in question, the log-likelihood that the
 * counts come at that multiple of the expected mean rather than at the mean itself. Optimal in the sense of Moustakides
 * (1986) where the multiple is met, and near it in between. `least` and `most` bound the expected count: too few is
 * held against the lesser, too many against the greater.
 *
 * An excursion is over for all of them once it is for the chart that told it best: what was a total loss is known to be
 * over within seconds, while the chart of a slight one would go on about it for minutes.
 */
export function createCusum({ fewer = [], more = [], youngest = 1 }: CusumOptions): {
  push(count: number, least: number, most: number): Judgement
  /** Forgets what was cumulated. */
  reset(): void
} {
  const few = fewer.map(chartOf)
  const many = more.map(chartOf)
  const judgement: Judgement = { level: 0, side: 'fewer', ratio: 1, lasted: 0 }
  let likeliest = 0
  /** The chart that was furthest beyond its threshold in this excursion, and how far. */
  let culprit: Chart | undefined
  let peak = 0

  const note = (charts: readonly Chart[], side: Judgement['side'], count: number, expected: number): void => {
    const mean = Math.max(LEAST_EXPECTED, expected)
    for (const chart of charts) {
      if (mean === Infinity) {
        // Where nothing would be too many, nothing has been.
        chart.sum = 0
        chart.lasted = 0
        continue
      }
      const threshold = thresholdOf(chart.ratio, mean)
      const sum = chart.sum + count * chart.log - mean * (chart.ratio - 1)
      chart.sum = Math.max(0, Math.min(MOST_LEVEL * threshold, sum))
      chart.lasted = chart.sum > 0 ? chart.lasted + 1 : 0
      if (chart.lasted < youngest) continue
      if (sum >= threshold && sum > peak) {
        culprit = chart
        peak = sum
      }
      judgement.level = Math.max(judgement.level, chart.sum / threshold)
      // What explains it best is the likeliest, whichever chart is first over its threshold.
      if (sum <= likeliest) continue
      likeliest = sum
      judgement.side = side
      judgement.ratio = chart.ratio
      judgement.lasted = chart.lasted
    }
  }

  const reset = (): void => {
    culprit = undefined
    peak = 0
    for (const charts of [few, many])
      for (const chart of charts) {
        chart.sum = 0
        chart.lasted = 0
      }
  }

  return {
    push(count, least, most) {
      likeliest = 0
      judgement.level = 0
      judgement.ratio = 1
      judgement.lasted = 0
      note(few, 'fewer', count, least)
      note(many, 'more', count, most)
      if (culprit?.sum === 0) reset()
      return judgement
    },
    reset,
  }
}
