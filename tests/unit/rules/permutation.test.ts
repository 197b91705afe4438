import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createPermutation } from '../../../src/rules/permutation.ts'
import type { Sha256 } from '../../../src/rules/permutation.ts'
import { createRandom } from '../../../src/rules/random.ts'
import { sha256 } from './sha256.ts'

// Millions of steps: minutes at worst on a busy machine, never a failure.
vi.setConfig({ testTimeout: 120_000 })

const seed = sha256(new TextEncoder().encode('the draw of 2021-07-19'))

/** Each round function is asked for the same digests whatever n is, so that ten thousand draws share them. */
function remembered(seedLength: number): Sha256 {
  const known = new Map<number, Uint8Array>()
  return message => {
    const view = new DataView(message.buffer, message.byteOffset + seedLength, 5)
    const key = view.getUint8(0) * 2 ** 32 + view.getUint32(1)
    const digest = known.get(key) ?? sha256(message)
    known.set(key, digest)
    return digest
  }
}

/** Sum of (observed − expected)² / expected for counts that should be equal. */
function chiSquare(counts: number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

/** The value that chi-square exceeds by chance once in a thousand (Wilson & Hilferty, 1931). */
function limit(degrees: number): number {
  const step = 2 / (9 * degrees)
  return degrees * (1 - step + 3.09 * Math.sqrt(step)) ** 3
}

describe('the permutation', () => {
  it('gives every place exactly one number, for every n up to 10,000', () => {
    const hash = remembered(seed.length)
    const takenBy = new Uint32Array(10_000)
    for (let n = 1; n <= 10_000; n++) {
      const { at } = createPermutation(seed, n, hash)
      for (let index = 0; index < n; index++) {
        const number = at(index)
        if (!(number >= 0 && number < n) || takenBy[number] === n) expect.fail(`n ${n}, index ${index}: ${number}`)
        takenBy[number] = n
      }
    }
  })

  it('is undone by its inverse, for every n up to 1,000', () => {
    const hash = remembered(seed.length)
    for (let n = 1; n <= 1_000; n++) {
      const { at, inverse } = createPermutation(seed, n, hash)
      for (let index = 0; index < n; index++) {
        if (inverse(at(index)) !== index) expect.fail(`n ${n}, index ${index}`)
      }
    }
  })

  it('gives every place exactly one number for ten million people', () => {
    const n = 10_000_000
    const { at } = createPermutation(seed, n, sha256)
    const taken = new Uint8Array(n)
    for (let index = 0; index < n; index++) taken[at(index)] = 1
    expect(taken.every(mark => mark === 1)).toBe(true)
  })

  it('stays in range and is undone by its inverse, sampled to ten million and beyond', () => {
    const sizes = fc.oneof(
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.integer({ min: 1, max: 11 }).chain(h => fc.integer({ min: 4 ** h - 1, max: 4 ** h + 1 })),
    )
    fc.assert(
      fc.property(sizes, fc.uint8Array({ maxLength: 64 }), fc.noShrink(fc.integer()), (n, key, pick) => {
        const { at, inverse } = createPermutation(key, n, sha256)
        const random = createRandom(pick)
        for (let sample = 0; sample < 200; sample++) {
          const index = random.int(n)
          const number = at(index)
          if (!(number < n) || inverse(number) !== index || at(inverse(index)) !== index)
            expect.fail(`n ${n}, index ${index}: ${number}`)
        }
      }),
      { seed: 53, numRuns: 40 },
    )
  })

  it('can be recomputed from its documentation alone', () => {
    const n = 1_000
    const h = 5
    const digest = (round: number, x: number): number =>
      createHash('sha256')
        .update(Buffer.concat([seed, Buffer.from([round, 0, 0, 0, x])]))
        .digest()
        .readUInt16BE(0) % 32
    const recomputed = (index: number): number => {
      let value = index
      do {
        let [left, right] = [value >> h, value % 32]
        for (let round = 0; round < 8; round++) [left, right] = [right, left ^ digest(round, right)]
        value = left * 32 + right
      } while (value >= n)
      return value
    }
    const { at } = createPermutation(seed, n, sha256)
    for (const index of [0, 1, 2, 31, 32, 500, 998, 999]) expect(at(index)).toBe(recomputed(index))
  })

  it('never changes: a draw of years ago still verifies', () => {
    const { at } = createPermutation(new Uint8Array(32), 370_000, sha256)
    expect([0, 1, 2, 369_999].map(index => at(index))).toEqual([351_053, 314_434, 160_011, 15_064])
    const million = createPermutation(new TextEncoder().encode('sluice'), 10_000_000, sha256)
    expect([0, 1, 9_999_999].map(index => million.at(index))).toEqual([4_560_901, 3_521_145, 9_146_199])
  })

  it('computes its tables once: 8 · 4096 hashes for ten million people', () => {
    let hashes = 0
    const counting: Sha256 = bytes => {
      hashes++
      return sha256(bytes)
    }
    const { at } = createPermutation(seed, 10_000_000, counting)
    at(1)
    expect(hashes).toBe(32_768)
  })

  it('knows the smallest draws', () => {
    expect(() => createPermutation(seed, 0, sha256).at(0)).toThrow(RangeError)
    expect(createPermutation(seed, 1, sha256).at(0)).toBe(0)
    const { at } = createPermutation(seed, 2, sha256)
    expect(new Set([at(0), at(1)])).toEqual(new Set([0, 1]))
  })

  it.each([-1, 10, 0.5, Number.NaN, Infinity])('refuses the place %d of ten', index => {
    const { at, inverse } = createPermutation(seed, 10, sha256)
    expect(() => at(index)).toThrow(RangeError)
    expect(() => inverse(index)).toThrow(RangeError)
  })

  it.each([-1, 0.5, Number.NaN, Infinity, 2 ** 30 + 1])('refuses a draw among %d', n => {
    expect(() => createPermutation(seed, n, sha256)).toThrow(RangeError)
  })
})

describe('nobody is favoured', () => {
  it.each([2, 3, 5, 7, 16, 17, 100])('each of %d places draws each number equally often over 4,000 seeds', n => {
    const counts = Array.from({ length: n * n }, () => 0)
    for (let draw = 0; draw < 4_000; draw++) {
      const { at } = createPermutation(Uint8Array.of(n, draw >> 8, draw), n, sha256)
      for (let index = 0; index < n; index++) counts[index * n + at(index)]! += 1
    }
    expect(chiSquare(counts)).toBeLessThan(limit((n - 1) ** 2))
  })

  it('the first tenth of a line of 370,000 draws from the whole of it', () => {
    const n = 370_000
    const { at } = createPermutation(seed, n, sha256)
    const counts = Array.from({ length: 100 }, () => 0)
    for (let index = 0; index < n / 10; index++) counts[Math.floor((at(index) / n) * 100)]! += 1
    expect(chiSquare(counts)).toBeLessThan(limit(99))
  })

  it('neighbours do not draw neighbouring numbers', () => {
    const n = 100_000
    const { at } = createPermutation(seed, n, sha256)
    const counts = Array.from({ length: 100 }, () => 0)
    for (let index = 1; index < n; index++) counts[Math.floor((((at(index) - at(index - 1) + n) % n) / n) * 100)]! += 1
    expect(chiSquare(counts)).toBeLessThan(limit(99))
  })

  it('seeds that differ in one bit share no more than chance', () => {
    const n = 10_000
    const other = Uint8Array.from(seed)
    other[31]! ^= 1
    const [one, two] = [createPermutation(seed, n, sha256), createPermutation(other, n, sha256)]
    let same = 0
    for (let index = 0; index < n; index++) if (one.at(index) === two.at(index)) same++
    expect(same).toBeLessThan(6)
  })
})
