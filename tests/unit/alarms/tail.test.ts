import { describe, expect, it } from 'vitest'
import { Hold } from '../../../src/backend/alarms/detector/hold.ts'
import { Pool } from '../../../src/backend/alarms/detector/pool.ts'
import { Tail } from '../../../src/backend/alarms/detector/tail.ts'

const OPTIONS = { memory: 4000, fraction: 0.02, fewest: 12, warmUp: 50, ceiling: 6 }

/** Every number of (0, 1) once, in a shuffled order: 1,597 and 4,181 are neighbours in Fibonacci's series. */
const spread = (i: number): number => (((i * 1597) % 4181) + 0.5) / 4181

describe('the tail of a stream', () => {
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
