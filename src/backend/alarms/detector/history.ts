/** Values are summed in blocks of 2 ** 4. */
const BLOCK_BITS = 4
const IN_BLOCK = (1 << BLOCK_BITS) - 1

/**
 * The latest values of a series, in a ring of `capacity` values taken at once; `capacity` is a power of two. Beside the
 * values it keeps the sum of each block of sixteen and its squared distance from the block's mean, so that a window is read
 * from a few blocks and one torn one. Sums that run along with the window would be cheaper still, but they drift: after a
 * spike a series of zeros would not be 0 again.
 */
export class History {
  /** The ring itself, for loops too hot for calls: value number n (from 0) stands at n & `mask`. */
  readonly ring: Float64Array
  readonly mask: number
  readonly #sums: Float64Array
  readonly #squares: Float64Array
  #length = 0

  constructor(capacity: number) {
    this.ring = new Float64Array(capacity)
    this.mask = capacity - 1
    this.#sums = new Float64Array(capacity >> BLOCK_BITS)
    this.#squares = new Float64Array(capacity >> BLOCK_BITS)
  }

  /** Adds the newest value. */
  push(value: number): void {
    const sums = this.#sums
    const squares = this.#squares
    const place = this.#length & this.mask
    const block = place >> BLOCK_BITS
    const before = place & IN_BLOCK
    const sum = before === 0 ? 0 : (sums[block] ?? 0)
    this.ring[place] = value
    sums[block] = sum + value
    // Welford's update: what the value adds to the squares about a mean that it moves.
    squares[block] =
      before === 0 ? 0 : (squares[block] ?? 0) + (value - sum / before) * (value - (sum + value) / (before + 1))
    this.#length++
  }

  /** The value `ago` samples before the newest (0 is the newest); 0 where there is none yet. `ago` < `capacity`. */
  at(ago: number): number {
    return this.ring[(this.#length - 1 - ago) & this.mask] ?? 0
  }

  /** The mean of the newest `width` values, or of as many as there are. */
  mean(width: number): number {
    const count = Math.min(width, this.#length)
    return count > 0 ? this.#sumFrom(this.#length - count) / count : 0
  }

  /** Their mean squared distance from it. */
  variance(width: number): number {
    const { ring, mask } = this
    const sums = this.#sums
    const squares = this.#squares
    const length = this.#length
    const count = Math.min(width, length)
    if (count === 0) return 0
    const first = length - count
    const mean = this.#sumFrom(first) / count
    const whole = Math.min(length, (first + IN_BLOCK) & ~IN_BLOCK)
    let sum = 0
    for (let n = first; n < whole; n++) {
      const distance = (ring[n & mask] ?? 0) - mean
      sum += distance * distance
    }
    for (let n = whole; n < length; n += IN_BLOCK + 1) {
      const block = (n & mask) >> BLOCK_BITS
      const size = Math.min(IN_BLOCK + 1, length - n)
      const distance = (sums[block] ?? 0) / size - mean
      sum += (squares[block] ?? 0) + size * distance * distance
    }
    return sum / count
  }

  /** The sum of the values from number `first` on: one by one up to the next whole block, then by blocks. */
  #sumFrom(first: number): number {
    const { ring, mask } = this
    const sums = this.#sums
    const length = this.#length
    const whole = Math.min(length, (first + IN_BLOCK) & ~IN_BLOCK)
    let sum = 0
    for (let n = first; n < whole; n++) sum += ring[n & mask] ?? 0
    for (let n = whole; n < length; n += IN_BLOCK + 1) sum += sums[(n & mask) >> BLOCK_BITS] ?? 0
    return sum
  }
}
