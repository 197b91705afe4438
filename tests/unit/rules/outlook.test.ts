import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOf, judge, prospects, type LineDemand, type Sale, type Supply } from '../../../src/rules/outlook.ts'

const line = (changes: Partial<LineDemand> = {}): LineDemand => ({
  weight: 1,
  serving: 1000,
  issued: 11_000,
  waiting: 10_000,
  called: 0,
  ...changes,
})
const supply = (left: number, changes: Partial<Supply> = {}): Supply => ({
  left,
  seated: 0,
  show: { mean: 0.7, cases: 1000 },
  taken: { mean: 0.9, cases: 1000 },
  ...changes,
})
const fresh: Sale = { outlook: 'enough', joining: true }
const only = (one: LineDemand, of: Supply) => {
  const [prospect] = prospects([one], of)
  if (!prospect) throw new Error('no prospect')
  return prospect
}

describe('how far the doses go', () => {
  test('is people waiting × share who come × doses each takes, against the doses left', () => {
    const { demand, share, lastsTo } = only(line(), supply(3150))
    expect(demand.likely).toBeCloseTo(6300)
    expect(share.likely).toBeCloseTo(3150)
    expect(lastsTo.likely).toBe(6000)
    expect(lastsTo.low).toBeLessThan(5600)
    expect(lastsTo.low).toBeGreaterThan(5000)
    expect(lastsTo.high).toBeGreaterThan(6400)
    expect(lastsTo.high).toBeLessThan(7000)
  })

  test('counts those who have been called and those who sit before anybody who waits', () => {
    expect(only(line({ called: 500 }), supply(3150, { seated: 500 })).share.likely).toBeCloseTo(3150 - 900)
    // Not even they can all be served: the last number lies among those called.
    expect(only(line({ called: 2000 }), supply(900)).lastsTo.likely).toBeLessThan(1000)
  })

  test('passes over the numbers of those who have left', () => {
    expect(only(line({ waiting: 5000 }), supply(3150)).lastsTo.likely).toBe(11_000)
  })

  test('shares the doses by weight, and what one line does not want goes to the others', () => {
    const [small, large] = prospects([line({ waiting: 1000, weight: 1 }), line({ weight: 3 })], supply(4000))
    expect(small?.share.likely).toBeCloseTo(630)
    expect(large?.share.likely).toBeCloseTo(3370)
    const [a, b] = prospects([line({ weight: 1 }), line({ weight: 3 })], supply(4000))
    expect(a?.share.likely).toBeCloseTo(1000)
    expect(b?.share.likely).toBeCloseTo(3000)
  })

  test('never promises doses twice, and lets more doses or fewer people never make it worse', () => {
    const lines = fc.array(
      fc.record({
        weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
        serving: fc.nat(1000),
        issued: fc.integer({ min: 1000, max: 500_000 }),
        waiting: fc.nat(500_000),
        called: fc.nat(2000),
      }),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(lines, fc.nat(400_000), fc.nat(5000), (lines, left, more) => {
        const given = prospects(lines, supply(left))
        const promised = given.reduce((sum, { share, demand }) => sum + Math.min(share.likely, demand.likely), 0)
        expect(promised).toBeLessThanOrEqual(left + 1e-6)
        const richer = prospects(lines, supply(left + more))
        for (const [at, { share, lastsTo }] of given.entries()) {
          expect(lastsTo.low).toBeLessThanOrEqual(lastsTo.likely)
          expect(lastsTo.likely).toBeLessThanOrEqual(lastsTo.high)
          expect(richer[at]?.share.likely).toBeGreaterThanOrEqual(share.likely - 1e-6)
        }
      }),
    )
  })
})

describe('joining', () => {
  const at = (left: number, before: Sale = fresh, one = line()) => judge(only(one, supply(left)), left, before)

  test('closes when nine in ten would say that the line is too long, and opens when doses are enough for all', () => {
    expect(at(6400)).toEqual({ outlook: 'enough', joining: true })
    expect(at(6000)).toEqual({ outlook: 'short', joining: true })
    const closed = at(5000)
    expect(closed).toEqual({ outlook: 'short', joining: false })
    // In between nothing turns back and forth.
    for (const left of [5500, 6000, 6400, 6600]) expect(at(left, closed).joining).toBe(false)
    expect(at(6700, closed)).toEqual({ outlook: 'enough', joining: true })
  })

  test('does not refuse on a guess: while nothing was measured it takes a far longer line', () => {
    const guess = { show: { mean: 0.8, cases: 10 }, taken: { mean: 0.9, cases: 20 } }
    const [prospect] = prospects([line()], supply(6400, guess))
    if (!prospect) throw new Error('no prospect')
    expect(judge(prospect, 6400, fresh)).toEqual({ outlook: 'short', joining: true })
  })

  test('is closed while nothing is left, whoever waits, and open again with one dose that nobody asks for', () => {
    expect(at(0)).toEqual({ outlook: 'gone', joining: false })
    const nobody = line({ issued: 1000, waiting: 0 })
    expect(at(0, fresh, nobody)).toEqual({ outlook: 'gone', joining: false })
    expect(at(1, { outlook: 'gone', joining: false }, nobody)).toEqual({ outlook: 'enough', joining: true })
  })

  test('is not closed by people on the booking page who may yet leave a dose', () => {
    const nobody = line({ issued: 1000, waiting: 0 })
    const seated = (count: number) => judge(only(nobody, supply(100, { seated: count })), 100, fresh)
    expect(seated(105).joining).toBe(true)
    expect(seated(200)).toEqual({ outlook: 'short', joining: false })
  })
})

test('what the holder of a number is told', () => {
  const short = { outlook: 'short', lastsTo: { low: 50, likely: 60, high: 70 } } as const
  expect([50, 51, 70, 71, null].map(number => chanceOf(short, number))).toEqual([
    'likely',
    'uncertain',
    'uncertain',
    'unlikely',
    'uncertain',
  ])
  expect(chanceOf({ outlook: 'enough', lastsTo: null }, 9)).toBe('likely')
  expect(chanceOf({ outlook: 'gone', lastsTo: null }, 1)).toBe('none')
})
