/**
 * Pools the surprises of several statistics into one: the largest counts in full, the second by `weight`, the third by
 * `weight`², and so on. The plain sum would let many statistics of the same event shout down one that is sure; the
 * largest alone would waste that they agree. A geometric series lets a further statistic be added at little noise.
 */
export class Pool {
  readonly #weight: number
  readonly #order: Uint8Array

  constructor(size: number, weight: number) {
    this.#weight = weight
    this.#order = new Uint8Array(size)
  }

  /**
   * The pooled surprise (decades, like its input). Writes each statistic's share of it (0 to 1, together 1, or all 0 when
   * nothing is surprising) into `shares`.
   */
  of(surprises: Float64Array, shares: Float64Array): number {
    const order = this.#order
    const size = order.length
    for (let i = 0; i < size; i++) {
      const surprise = surprises[i] ?? 0
      let place = i
      for (; place > 0 && (surprises[order[place - 1] ?? 0] ?? 0) < surprise; place--)
        order[place] = order[place - 1] ?? 0
      order[place] = i
    }
    let pooled = 0
    let worth = 1
    for (let place = 0; place < size; place++) {
      const index = order[place] ?? 0
      const part = worth * (surprises[index] ?? 0)
      shares[index] = part
      pooled += part
      worth *= this.#weight
    }
    if (pooled > 0) for (let i = 0; i < size; i++) shares[i] = (shares[i] ?? 0) / pooled
    return pooled
  }
}
