/** What a tail needs to know; every figure is in samples unless said otherwise. */
export interface TailOptions {
  /** How many of the latest samples count; older extremes are forgotten. */
  readonly memory: number
  /** The share of the memory taken to be the tail, 0 to 1. */
  readonly fraction: number
  /** Extremes always kept, however young the series: below this a fit is guesswork. */
  readonly fewest: number
  /** Samples to see before anything is said. */
  readonly warmUp: number
  /** The largest surprise reported, in decades: beyond it an extrapolation has no meaning. */
  readonly ceiling: number
}

/** The shape of the tail is held between exponential (0) and a variance that no longer exists (0.5). */
const HEAVIEST_SHAPE = 0.5

/** An excess within this part of another counts as its like. */
const LIKENESS = 0.25
/** So many of its like must have been met before their count overrules the fit. */
const FAMILIAR = 3

/** Excesses smaller than this part of the threshold are rounding, not news. */
const ROUNDING = 1e-9

/**
 * The upper tail of a stream by peaks over threshold: the streaming form (SPOT) of Siffer et al., "Anomaly Detection in
 * Streams with Extreme Value Theory", KDD 2017. Instead of fixing a threshold once, the k largest of the last `memory`
 * samples are kept, so the threshold (the smallest of them) follows the series; a generalised Pareto is fitted to their
 * excesses by the method of moments. What the fit calls rare but has been met a few times already is believed to be as
 * frequent as it was: a series that jumps every quarter of an hour does not cry wolf each time.
 *
 * Returns a function that takes the next sample and gives −log10 P(as large as this), judged by the samples before it:
 * 0 in the body of the distribution, from −log10(fraction) up to `ceiling` in the tail. All memory is taken at once.
 */
export const createTail = (options: TailOptions): ((sample: number) => number) => {
  const { memory, fraction, fewest, warmUp, ceiling } = options
  const largest = Math.max(fewest, Math.ceil(fraction * memory))
  const values = new Float64Array(largest)
  const times = new Float64Array(largest)
  let count = 0
  let seen = 0
  let oldest = Infinity
  let fitted = false
  let shape = 0
  let scale = 0

  const fit = (): void => {
    const threshold = values[count - 1] ?? 0
    const excesses = count - 1
    let mean = 0
    for (let i = 0; i < excesses; i++) mean += (values[i] ?? 0) - threshold
    mean /= excesses
    let variance = 0
    for (let i = 0; i < excesses; i++) variance += ((values[i] ?? 0) - threshold - mean) ** 2
    variance /= excesses
    const moment = variance > 0 ? (1 - (mean * mean) / variance) / 2 : 0
    shape = Math.min(HEAVIEST_SHAPE, Math.max(0, moment))
    scale = mean * (1 - shape)
    fitted = true
  }

  /** How many are remembered of at least this size, by bisection: the largest come first. */
  const atLeast = (size: number): number => {
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((values[middle] ?? 0) >= size) low = middle + 1
      else high = middle
    }
    return low
  }

  const surpriseOf = (sample: number): number => {
    if (seen < warmUp || count < fewest) return 0
    const threshold = values[count - 1] ?? 0
    const excess = sample - threshold
    const rounding = ROUNDING * Math.abs(threshold)
    if (!(excess > rounding)) return 0
    if (!fitted) fit()
    const z = excess / (scale + rounding)
    const decades = shape > 0 ? Math.log10(1 + shape * z) / shape : z / Math.LN10
    const watched = Math.min(seen, memory)
    // A scale of 0 divides by 0: everything was equal until now, and then any difference is beyond measure.
    const surprise = Math.min(ceiling, decades + Math.log10(watched / count))
    const like = threshold + (1 - LIKENESS) * excess
    const met = atLeast(like)
    return met >= FAMILIAR ? Math.min(surprise, Math.log10(watched / met)) : surprise
  }

  const forget = (): void => {
    let kept = 0
    oldest = Infinity
    for (let i = 0; i < count; i++) {
      const time = times[i] ?? 0
      if (seen - time > memory) continue
      values[kept] = values[i] ?? 0
      times[kept] = time
      if (time < oldest) oldest = time
      kept++
    }
    count = kept
    fitted = false
  }

  const remember = (sample: number): void => {
    const capacity = Math.min(largest, Math.max(fewest, Math.ceil(fraction * Math.min(seen, memory))))
    if (count >= capacity && sample <= (values[count - 1] ?? 0)) return
    // The sorted list grows by one, or its smallest makes room.
    count = Math.min(count + 1, capacity)
    let i = count - 1
    for (; i > 0 && (values[i - 1] ?? 0) < sample; i--) {
      values[i] = values[i - 1] ?? 0
      times[i] = times[i - 1] ?? 0
    }
    values[i] = sample
    times[i] = seen
    if (seen < oldest) oldest = seen
    fitted = false
  }

  return sample => {
    const surprise = surpriseOf(sample)
    seen++
    if (seen - oldest > memory) forget()
    remember(sample)
    return surprise
  }
}
