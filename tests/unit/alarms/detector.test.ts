import { array, assert, constantFrom, double, oneof, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDetector } from '../../../src/backend/alarms/detector/detector.ts'
import type { Score } from '../../../src/backend/alarms/detector/detector.ts'

/** A small seeded generator (mulberry32), so that every run sees the same noise. */
const randomness = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

const noise = (seed: number): (() => number) => {
  const next = randomness(seed)
  return () => next() + next() + next() + next() - 2
}

/** A message worth telling; NAB's optimum lies about here too. */
const WORTH_TELLING = 0.5

/** Where a series alone, without a second witness, may call a person: about one false message in ten hours. */
const OPERATIONAL = 0.6

const scoresOf = (values: Iterable<number>): number[] => {
  const detector = createDetector()
  return Array.from(values, value => detector.push(value).score)
}

const expectSound = ({ score, surprise, shares }: Score): void => {
  expect(score).toBeGreaterThanOrEqual(0)
  expect(score).toBeLessThanOrEqual(1)
  expect(Number.isFinite(surprise)).toBe(true)
  expect(surprise).toBeGreaterThanOrEqual(0)
  const total = Object.values(shares).reduce((sum, share) => sum + share, 0)
  expect(total).toBeCloseTo(surprise > 0 ? 1 : 0, 9)
}

describe('the generic detector', () => {
  it('gives a sound score for any numbers at all, gaps and extremes included', () => {
    const anything = oneof(double(), constantFrom(NaN, Infinity, -Infinity, 0, 1e308, -1e308, 5e-324))
    assert(
      property(array(anything, { minLength: 80, maxLength: 300 }), values => {
        const detector = createDetector()
        for (const value of values) expectSound(detector.push(value))
      }),
      { numRuns: 60 },
    )
  })

  it.each([0, 0.1, -3.7, 1e12])('is silent on a series that is always %s', value => {
    expect(scoresOf(Array.from({ length: 3000 }, () => value)).every(score => score === 0)).toBe(true)
  })

  it('is silent on a gap and unmoved by it', () => {
    const draw = noise(1)
    const values = Array.from({ length: 1500 }, draw)
    const detector = createDetector()
    const withGaps = values.map((value, i) => {
      if (i % 100 === 0) expect(detector.push(NaN)).toMatchObject({ score: 0, surprise: 0 })
      return detector.push(value).score
    })
    expect(withGaps).toEqual(scoresOf(values))
  })

  it('gives the same scores for the same series', () => {
    const series = (): number[] => Array.from({ length: 2000 }, noise(7))
    expect(scoresOf(series())).toEqual(scoresOf(series()))
  })

  it('does not mind the scale or the origin of the series', () => {
    const draw = noise(3)
    const values = Array.from({ length: 2000 }, (_, i) => Math.round(1024 * draw()) + (i > 1500 ? 4096 : 0))
    const plain = scoresOf(values)
    const scaled = scoresOf(values.map(value => value * 1024 + 1e6))
    scaled.forEach((score, i) => expect(score).toBeCloseTo(plain[i] ?? NaN, 6))
  })

  it.each([
    ['a level shift', (i: number, z: number) => (i < 2000 ? z : z + 4)],
    ['a total loss', (i: number, z: number) => (i < 2000 ? 20 + z : 0)],
    ['a burst of unrest', (i: number, z: number) => (i < 2000 ? z : 6 * z)],
    ['a spike', (i: number, z: number) => (i === 2000 ? z + 12 : z)],
    ['a slow drift', (i: number, z: number) => (i < 2000 ? z : z + (i - 2000) * 0.1)],
    ['a broken rhythm', (i: number, z: number) => (i < 2000 ? 8 * Math.sin((i * Math.PI) / 50) : 0) + 0.3 * z],
  ])('finds %s within a minute', (_, shape) => {
    for (const seed of [11, 12, 13, 14, 15]) {
      const draw = noise(seed)
      const scores = scoresOf(Array.from({ length: 2100 }, (__, i) => shape(i, draw())))
      expect(scores.slice(2000, 2060).some(score => score >= WORTH_TELLING)).toBe(true)
    }
  })

  it('tells a lasting change once, not for as long as it lasts', () => {
    const draw = noise(21)
    const scores = scoresOf(Array.from({ length: 2300 }, (_, i) => draw() + (i < 2000 ? 0 : 5)))
    const told = scores.slice(2000).filter(score => score >= WORTH_TELLING)
    expect(told.length).toBeGreaterThan(0)
    expect(told.length).toBeLessThan(20)
  })

  it('is quiet on noise at the threshold of an operator, set above the optimum of NAB', () => {
    let told = 0
    for (const seed of [31, 32, 33, 34]) {
      told += scoresOf(Array.from({ length: 3600 }, noise(seed))).filter(score => score >= OPERATIONAL).length
    }
    expect(told).toBeLessThanOrEqual(2)
  })

  it('names the statistic that saw it', () => {
    const draw = noise(41)
    const detector = createDetector()
    for (let i = 0; i < 2000; i++) detector.push(draw())
    const { shares } = detector.push(30)
    expect(shares.step + shares.residual).toBeGreaterThan(0.5)
    for (let i = 0; i < 400; i++) detector.push(draw())
    let stillness = 0
    for (let i = 0; i < 60; i++) {
      const { shares: frozen } = detector.push(0)
      stillness = Math.max(stillness, frozen.variance + frozen.roughness)
    }
    expect(stillness).toBeGreaterThan(0.5)
  })

  it('takes its memory at construction and no more: under 128 KB a series', () => {
    const before = process.memoryUsage().arrayBuffers
    const detectors = Array.from({ length: 64 }, () => createDetector())
    const built = process.memoryUsage().arrayBuffers
    expect((built - before) / detectors.length).toBeLessThan(128 * 1024)
    for (const detector of detectors) for (let i = 0; i < 500; i++) detector.push(i % 13)
    expect(process.memoryUsage().arrayBuffers).toBeLessThanOrEqual(built)
  })
})
