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
 * All memory is taken at once. A class like all of the detector, see there.
 */
export class Tail {
  readonly #options: TailOptions
  /** The remembered samples, the largest first, and of those that are equal the oldest; and when each came. */
  readonly #values: Float64Array
  readonly #times: Float64Array
  #count = 0
  #seen = 0
  /** No remembered sample is older; the one that was may have made room for a larger. */
  #oldest = Infinity
  #fitted = false
  #shape = 0
  #scale = 0

  constructor(options: TailOptions) {
    const largest = Math.max(options.fewest, Math.ceil(options.fraction * options.memory))
    this.#options = options
    this.#values = new Float64Array(largest)
    this.#times = new Float64Array(largest)
  }

  /**
   * Takes the next sample and gives −log10 P(as large as this), judged by the samples before it: 0 in the body of the
   * distribution, from −log10(fraction) up to `ceiling` in the tail.
   */
  judge(sample: number): number {
    const surprise = this.#surpriseOf(sample)
    this.#seen++
    if (this.#seen - this.#oldest > this.#options.memory) this.#forget()
    this.#remember(sample)
    return surprise
  }

  #fit(): void {
    const values = this.#values
    const excesses = this.#count - 1
    const threshold = values[excesses] ?? 0
    let sum = 0
    let squares = 0
    for (let i = 0; i < excesses; i++) {
      const excess = (values[i] ?? 0) - threshold
      sum += excess
      squares += excess * excess
    }
    const mean = sum / excesses
    // What one pass loses against two when the variance is small is never seen: the shape is then 0 anyway.
    const variance = squares / excesses - mean * mean
    const moment = variance > 0 ? (1 - (mean * mean) / variance) / 2 : 0
    this.#shape = Math.min(HEAVIEST_SHAPE, Math.max(0, moment))
    this.#scale = mean * (1 - this.#shape)
    this.#fitted = true
  }

  /** How many are remembered of at least this size, by bisection. */
  #atLeast(size: number): number {
    const values = this.#values
    let low = 0
    let high = this.#count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((values[middle] ?? 0) >= size) low = middle + 1
      else high = middle
    }
    return low
  }

  #surpriseOf(sample: number): number {
    const { memory, fewest, warmUp, ceiling } = this.#options
    const count = this.#count
    if (this.#seen < warmUp || count < fewest) return 0
    const threshold = this.#values[count - 1] ?? 0
    const excess = sample - threshold
    const rounding = ROUNDING * Math.abs(threshold)
    if (!(excess > rounding)) return 0
    if (!this.#fitted) this.#fit()
    const shape = this.#shape
    const z = excess / (this.#scale + rounding)
    // The second is the limit of the first; log1p, so that a shape of almost nothing comes close to it.
    const decades = (shape > 0 ? Math.log1p(shape * z) / shape : z) / Math.LN10
    const watched = Math.min(this.#seen, memory)
    // A scale of 0 divides by 0: everything was equal until now, and then any difference is beyond measure.
    const surprise = Math.min(ceiling, decades + Math.log10(watched / count))
    const met = this.#atLeast(threshold + (1 - LIKENESS) * excess)
    return met >= FAMILIAR ? Math.min(surprise, Math.log10(watched / met)) : surprise
  }

  /** Drops the sample that is now older than the memory: never more than one, as one comes at a time. */
  #forget(): void {
    const values = this.#values
    const times = this.#times
    let expired = this.#count
    let oldest = Infinity
    for (let i = 0; i < this.#count; i++) {
      const time = times[i] ?? 0
      if (time === this.#oldest) expired = i
      else if (time < oldest) oldest = time
    }
    this.#oldest = oldest
    if (expired === this.#count) return
    this.#count--
    for (let i = expired; i < this.#count; i++) {
      values[i] = values[i + 1] ?? 0
      times[i] = times[i + 1] ?? 0
    }
    this.#fitted = false
  }

  #remember(sample: number): void {
    const { memory, fraction, fewest } = this.#options
    const values = this.#values
    const times = this.#times
    const seen = this.#seen
    const capacity = Math.min(values.length, Math.max(fewest, Math.ceil(fraction * Math.min(seen, memory))))
    if (this.#count >= capacity && sample <= (values[this.#count - 1] ?? 0)) return
    // The sorted list grows by one, or its smallest makes room.
    this.#count = Math.min(this.#count + 1, capacity)
    let i = this.#count - 1
    for (; i > 0 && (values[i - 1] ?? 0) < sample; i--) {
      values[i] = values[i - 1] ?? 0
      times[i] = times[i - 1] ?? 0
    }
    values[i] = sample
    times[i] = seen
    if (seen < this.#oldest) this.#oldest = seen
    this.#fitted = false
  }
}
