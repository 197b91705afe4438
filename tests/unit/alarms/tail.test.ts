import { array, assert, double, integer, oneof, property, record, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Hold } from '../../../src/backend/alarms/detector/hold.ts'
import { Pool } from '../../../src/backend/alarms/detector/pool.ts'
import { Tail, type TailOptions } from '../../../src/backend/alarms/detector/tail.ts'

const OPTIONS = { memory: 4000, fraction: 0.02, fewest: 12, warmUp: 50, ceiling: 6 }

/** Every number of (0, 1) once, in a shuffled order: 1,597 and 4,181 are neighbours in Fibonacci's series. */
const spread = (i: number): number => (((i * 1597) % 4181) + 0.5) / 4181

/** What a tail says of each sample, in the plainest way: all remembered samples are sorted and fitted anew each time. */
const plainly = ({ memory, fraction, fewest, warmUp, ceiling }: TailOptions, samples: readonly number[]): number[] => {
  let kept: readonly { sample: number; time: number }[] = []
  const surpriseOf = (sample: number, seen: number): number => {
    const threshold = kept.at(-1)?.sample ?? Infinity
    const excess = sample - threshold
    const rounding = 1e-9 * Math.abs(threshold)
    if (seen < warmUp || kept.length < fewest || excess <= rounding) return 0
    const excesses = kept.slice(0, -1).map(({ sample }) => sample - threshold)
    const mean = excesses.reduce((sum, each) => sum + each, 0) / excesses.length
    const variance = excesses.reduce((sum, each) => sum + (each - mean) ** 2, 0) / excesses.length
    const shape = variance > 0 ? Math.min(0.5, Math.max(0, (1 - mean ** 2 / variance) / 2)) : 0
    const z = excess / (mean * (1 - shape) + rounding)
    const fitted = (shape > 0 ? Math.log1p(shape * z) / shape : z) / Math.LN10
    const watched = Math.min(seen, memory)
    const met = kept.filter(({ sample }) => sample >= threshold + 0.75 * excess).length
    const familiar = met >= 3 ? Math.log10(watched / met) : Infinity
    return Math.min(ceiling, fitted + Math.log10(watched / kept.length), familiar)
  }
  return samples.map((sample, seen) => {
    const surprise = surpriseOf(sample, seen)
    const time = seen + 1
    const capacity = Math.max(fewest, Math.ceil(fraction * Math.min(time, memory)))
    kept = [...kept.filter(({ time: then }) => time - then <= memory), { sample, time }]
      .sort((one, other) => other.sample - one.sample)
      .slice(0, capacity)
    return surprise
  })
}

describe('the tail of a stream', () => {
  it('says what sorting and fitting all it remembers would say', () => {
    const settings = record({
      memory: integer({ min: 20, max: 150 }),
      fraction: double({ min: 0.02, max: 0.3, noNaN: true }),
      fewest: integer({ min: 3, max: 12 }),
      warmUp: integer({ min: 0, max: 30 }),
      ceiling: integer({ min: 2, max: 300 }),
    })
    // In steps, as a square of less than 1e-308 has no digits left to compare.
    const digits = integer({ min: -1e9, max: 1e9 }).map(steps => steps / 1e9)
    const anything = tuple(digits, integer({ min: -20, max: 90 }))
    const sample = oneof(
      { weight: 3, arbitrary: digits },
      { weight: 2, arbitrary: integer({ min: -3, max: 3 }) },
      { weight: 1, arbitrary: anything.map(([digits, power]) => digits * 10 ** power) },
    )
    assert(
      property(settings, array(sample, { minLength: 50, maxLength: 400, size: 'max' }), (options, samples) => {
        const tail = new Tail(options)
        const expected = plainly(options, samples)
        const worst = samples.map((each, i) => {
          const plain = expected[i] ?? NaN
          return Math.abs(tail.judge(each) - plain) / Math.max(1, plain)
        })
        expect(Math.max(...worst)).toBeLessThan(1e-9)
      }),
      { numRuns: 200 },
    )
  })

  it('estimates the surprise of exponential extremes to a tenth of a decade or so', () => {
    const tail = new Tail({ ...OPTIONS, ceiling: 20 })
    for (let i = 0; i < 4181; i++) tail.judge(-Math.log(spread(i)))
    // P(X > x) = exp(−x): four decades lie at 4 ln 10.
    expect(tail.judge(4 * Math.LN10)).toBeGreaterThan(3.6)
    expect(tail.judge(3 * Math.LN10)).toBeLessThan(3.4)
  })

  it('says nothing in the body, nothing before its warm-up and never more than its ceiling', () => {
    const tail = new Tail(OPTIONS)
    for (let i = 0; i < 49; i++) expect(tail.judge(i === 48 ? 1e9 : spread(i))).toBe(0)
    for (let i = 0; i < 3000; i++) tail.judge(spread(i))
    expect(tail.judge(0.5)).toBe(0)
    expect(tail.judge(1e30)).toBe(6)
  })

  it('believes the count of what it has met before rather than the fit', () => {
    const tail = new Tail(OPTIONS)
    const surprises: number[] = []
    for (let i = 1; i <= 3200; i++) {
      const surprise = tail.judge(i % 400 === 0 ? 50 : spread(i))
      if (i % 400 === 0) surprises.push(surprise)
    }
    // The first is news; the eighth has come seven times in 3,200 samples.
    expect(surprises[0]).toBe(6)
    expect(surprises[7]).toBeCloseTo(Math.log10(3199 / 7), 9)
  })

  it('forgets extremes older than its memory', () => {
    const tail = new Tail({ ...OPTIONS, memory: 1000 })
    for (let i = 0; i < 200; i++) tail.judge(100 + spread(i))
    for (let i = 0; i < 1100; i++) tail.judge(spread(i))
    expect(tail.judge(2)).toBeGreaterThan(1.5)
  })

  it('is not surprised by what it has always seen', () => {
    const tail = new Tail(OPTIONS)
    for (let i = 0; i < 5000; i++) expect(tail.judge(3)).toBe(0)
    expect(tail.judge(4)).toBe(6)
  })
})

describe('the pool', () => {
  it('counts the largest in full and each further one by a lesser weight', () => {
    const shares = new Float64Array(3)
    const pooled = new Pool(3, 0.5).of(new Float64Array([1, 4, 2]), shares)
    expect(pooled).toBe(4 + 1 + 0.25)
    expect([...shares]).toEqual([0.25 / 5.25, 4 / 5.25, 1 / 5.25])
  })

  it('shares nothing when nothing is surprising', () => {
    const shares = new Float64Array([9, 9])
    expect(new Pool(2, 0.5).of(new Float64Array(2), shares)).toBe(0)
    expect([...shares]).toEqual([0, 0])
  })
})

describe('the refractory hold', () => {
  const options = { longest: 3, partOfAge: 0.1, margin: 0.5, floor: 1 }

  it('lets only clearly larger surprises pass until it ends', () => {
    const hold = new Hold(options)
    expect([0.5, 4, 3, 4.2, 5, 5, 4, 4, 4].map(surprise => hold.tell(surprise, 1000))).toEqual([
      0, 4, 0, 0, 5, 0, 0, 0, 4,
    ])
  })

  it('is shorter while the series is young', () => {
    const hold = new Hold(options)
    expect([4, 4, 4].map(surprise => hold.tell(surprise, 10))).toEqual([4, 0, 4])
  })
})
