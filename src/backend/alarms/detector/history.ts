/** The latest values of a series, in a ring taken at once. */
export interface History {
  /** Adds the newest value. */
  push(value: number): void
  /** The value `ago` samples before the newest (0 is the newest); 0 where there is none yet. `ago` < `capacity`. */
  at(ago: number): number
  /** The mean of the newest `width` values, or of as many as there are. */
  mean(width: number): number
  /** The ring itself, for loops too hot for calls: value number n (from 0) stands at n & `mask`. */
  readonly ring: Float64Array
  readonly mask: number
  /** How many values were ever pushed. */
  readonly length: number
}

/** A history of `capacity` values; `capacity` is a power of two. */
export const createHistory = (capacity: number): History => {
  const ring = new Float64Array(capacity)
  const mask = capacity - 1
  let length = 0
  const at = (ago: number): number => ring[(length - 1 - ago) & mask] ?? 0
  return {
    ring,
    mask,
    push(value) {
      ring[length & mask] = value
      length++
    },
    at,
    // Summed anew each time: a running sum drifts, and a hundred additions cost less than a tenth of a microsecond.
    mean(width) {
      const count = Math.min(width, length)
      let sum = 0
      for (let n = length - count; n < length; n++) sum += ring[n & mask] ?? 0
      return count > 0 ? sum / count : 0
    },
    get length() {
      return length
    },
  }
}
