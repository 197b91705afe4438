import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/rules/random.ts'

const DRAWS = 200_000

function moments(draw: () => number): { mean: number; variance: number } {
  const values = Array.from({ length: DRAWS }, draw)
  const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS }
}

describe('chance from a seed', () => {
  it('is the same for the same seed, and for no other', () => {
    const [one, same, other] = [createRandom(53), createRandom(53), createRandom(54)]
    const run = (): number[] => Array.from({ length: 20 }, () => one.next())
    const first = run()
    expect(Array.from({ length: 20 }, () => same.next())).toEqual(first)
    expect(Array.from({ length: 20 }, () => other.next())).not.toEqual(first)
    expect(run()).not.toEqual(first)
  })

  it('uses the whole of a seed, above 32 bits and below zero', () => {
    const firsts = [0, 1, -1, 2 ** 32, 2 ** 32 + 1, 2 ** 52, -(2 ** 52)].map(seed => createRandom(seed).next())
    expect(new Set(firsts).size).toBe(7)
    expect(() => createRandom(0.5)).toThrow(RangeError)
  })

  it('is uniform in [0, 1)', () => {
    const random = createRandom(1)
    const { mean, variance } = moments(() => random.next())
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.003)
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001)
  })

  it('chooses among n evenly', () => {
    const random = createRandom(2)
    const counts = Array.from({ length: 37 }, () => 0)
    for (let draw = 0; draw < DRAWS; draw++) {
      const at = random.int(37)
      counts[at] = (counts[at] ?? Number.NaN) + 1
    }
    const expected = DRAWS / 37
    // Chi-square with 36 degrees of freedom exceeds 67.98 once in a thousand.
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(67.98)
  })

  it.each([0, -1, 1.5, Number.NaN, Infinity])('cannot choose among %d', n => {
    expect(() => createRandom(1).int(n)).toThrow(RangeError)
  })

  it('has normal deviates of mean 0 and deviation 1, a tenth of them above 1.2816', () => {
    const random = createRandom(3)
    const { mean, variance } = moments(() => random.normal())
    expect(Math.abs(mean)).toBeLessThan(0.01)
    expect(Math.abs(variance - 1)).toBeLessThan(0.02)
    const tail = Array.from({ length: DRAWS }, () => random.normal()).filter(value => value > 1.2816).length
    expect(Math.abs(tail / DRAWS - 0.1)).toBeLessThan(0.003)
  })

  it('has exponential times of the mean it is given', () => {
    const random = createRandom(4)
    const { mean, variance } = moments(() => random.exponential(90))
    expect(Math.abs(mean / 90 - 1)).toBeLessThan(0.01)
    expect(Math.abs(Math.sqrt(variance) / 90 - 1)).toBeLessThan(0.02)
  })

  it.each([0.05, 1, 9.99, 10, 37, 400, 25_000])('has Poisson counts of mean %d', mean => {
    const random = createRandom(5)
    const counted = moments(() => random.poisson(mean))
    expect(Math.abs(counted.mean - mean)).toBeLessThan(4 * Math.sqrt(mean / DRAWS))
    expect(Math.abs(counted.variance / mean - 1)).toBeLessThan(0.03)
  })

  it('has whole Poisson counts with the right share of each', () => {
    const random = createRandom(6)
    const counts = new Map<number, number>()
    for (let draw = 0; draw < DRAWS; draw++) {
      const count = random.poisson(12)
      counts.set(count, (counts.get(count) ?? 0) + 1)
    }
    let share = Math.exp(-12)
    for (let count = 0; count <= 30; count++) {
      expect(Math.abs((counts.get(count) ?? 0) / DRAWS - share)).toBeLessThan(5 * Math.sqrt(share / DRAWS) + 1e-5)
      share *= 12 / (count + 1)
    }
  })

  it('counts nothing at mean 0 and refuses what is no mean', () => {
    expect(createRandom(7).poisson(0)).toBe(0)
    for (const mean of [-1, Number.NaN, Infinity]) expect(() => createRandom(7).poisson(mean)).toThrow(RangeError)
  })
})
