/**
 * The draw: a keyed permutation of [0, n) that anyone can recompute from the revealed seed.
 *
 * A balanced Feistel network of 8 rounds over the smallest domain of 2^(2h) ≥ n values, walked until the value
 * falls below n again (Black & Rogaway, "Ciphers with Arbitrary Finite Domains", CT-RSA 2002).
 *
 * To recompute it elsewhere, exactly:
 * - h = the smallest integer ≥ 1 with 4^h ≥ n.
 * - F(r, x), for r in 0…7 and x in 0…2^h − 1, is SHA-256(seed ‖ r ‖ x), where `seed` is its raw bytes, r is one byte
 *   and x four bytes big-endian; of the digest the first two bytes, read big-endian, modulo 2^h.
 * - One pass: L = value >> h, R = value mod 2^h; for r = 0…7: (L, R) ← (R, L xor F(r, R)); value = L · 2^h + R.
 * - number = the pass applied to the index once, and again as long as the value is ≥ n.
 */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

export interface Permutation {
  /** The number drawn for an index. RangeError unless the index is an integer in [0, n). */
  readonly at: (index: number) => number
  /** The index which drew a number. RangeError unless the number is an integer in [0, n). */
  readonly inverse: (value: number) => number
}

const ROUNDS = 8
const MAX_HALF_BITS = 15

/**
 * @param seed the revealed seed, raw bytes of any length
 * @param n how many entered the draw, 0 … 2^30; RangeError otherwise
 * @param sha256 a synchronous SHA-256; called 8 · 2^h times, here and now (32,768 times for ten million people)
 */
export function createPermutation(seed: Uint8Array, n: number, sha256: Sha256): Permutation {
  const h = halfBitsFor(n)
  const mask = (1 << h) - 1
  const table = roundTable(seed, h, sha256)

  // The table covers every (round, half) pair, so a look-up cannot miss; `?? 0` only satisfies the index check.
  function forward(value: number): number {
    let left = value >> h
    let right = value & mask
    for (let base = 0; base < ROUNDS << h; base += 1 << h) {
      const next = left ^ (table[base | right] ?? 0)
      left = right
      right = next
    }
    return (left << h) | right
  }

  function backward(value: number): number {
    let left = value >> h
    let right = value & mask
    for (let base = (ROUNDS - 1) << h; base >= 0; base -= 1 << h) {
      const previous = right ^ (table[base | left] ?? 0)
      right = left
      left = previous
    }
    return (left << h) | right
  }

  function walk(start: number, pass: (value: number) => number): number {
    if (!Number.isInteger(start) || start < 0 || start >= n) throw new RangeError(`${start} is not in [0, ${n})`)
    let value = pass(start)
    while (value >= n) value = pass(value)
    return value
  }

  return { at: index => walk(index, forward), inverse: value => walk(value, backward) }
}

function halfBitsFor(n: number): number {
  if (!Number.isInteger(n) || n < 0 || n > 4 ** MAX_HALF_BITS) throw new RangeError(`cannot permute ${n} places`)
  let h = 1
  while (4 ** h < n) h++
  return h
}

/** F(r, x) at position r · 2^h + x. */
function roundTable(seed: Uint8Array, h: number, sha256: Sha256): Uint16Array {
  const message = new Uint8Array(seed.length + 5)
  message.set(seed)
  const tail = new DataView(message.buffer, seed.length)
  const table = new Uint16Array(ROUNDS << h)
  for (let entry = 0; entry < table.length; entry++) {
    tail.setUint8(0, entry >> h)
    tail.setUint32(1, entry & ((1 << h) - 1))
    const [first = 0, second = 0] = sha256(message)
    table[entry] = ((first << 8) | second) & ((1 << h) - 1)
  }
  return table
}
