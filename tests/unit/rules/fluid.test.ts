import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrivalsFade, opensIn, projectLine, stillServed } from '../../../src/rules/fluid.ts'
import type { LineInput } from '../../../src/rules/fluid.ts'

/** The night of 2021-07-19 at 00:03, with seats enough. */
const night: LineInput = {
  waiting: 370_000,
  arrivalsPerSecond: 0,
  showRatio: 1,
  bookRatio: 1,
  ratePerSecond: 3.92,
  seats: 2_000,
  meanLeaseSeconds: 240,
  slotsLeft: 1_000_000,
}

const rate = fc.double({ min: 0, max: 5_000, noNaN: true })
const ratio = fc.double({ min: 0, max: 1, noNaN: true })
const inputs: fc.Arbitrary<LineInput> = fc.record({
  waiting: fc.nat(2_000_000),
  arrivalsPerSecond: rate,
  arrivalsFadeSeconds: fc.option(fc.double({ min: 1, max: 1e5, noNaN: true }), { nil: Infinity }),
  arrivalsAtMost: fc.option(fc.nat(1_000_000), { nil: Infinity }),
  abandonPerSecond: rate,
  showRatio: ratio,
  bookRatio: ratio,
  ratePerSecond: rate,
  seats: fc.nat(100_000),
  meanLeaseSeconds: fc.double({ min: 0, max: 3_600, noNaN: true }),
  slotsLeft: fc.nat(2_000_000),
  rampSeconds: fc.nat(1_800),
  rampFrom: ratio,
})

/** The same line in steps of a tenth of a second. */
function stepped(input: LineInput, seconds: number): { waiting: number; slots: number } {
  const dt = 0.1
  let { waiting, slotsLeft: slots } = input
  let toCome = input.arrivalsAtMost ?? Infinity
  const leaving = waiting > 0 ? (input.abandonPerSecond ?? 0) / waiting : 0
  for (let step = 0; step < seconds / dt; step++) {
    const ramp = input.rampSeconds ?? 0
    const from = input.rampFrom ?? 0.1
    const share = step * dt < ramp ? from + (1 - from) * ((step * dt) / ramp) : 1
    const most = Math.min(input.ratePerSecond * share, input.seats / input.meanLeaseSeconds) * dt
    const faded = input.arrivalsFadeSeconds ? Math.exp((-step * dt) / input.arrivalsFadeSeconds) : 1
    const arriving = Math.min(input.arrivalsPerSecond * faded * dt, toCome)
    toCome -= arriving
    const present = waiting + arriving
    const admitted = Math.min(most, present * input.showRatio)
    waiting = Math.max(0, present - admitted / input.showRatio - leaving * waiting * dt)
    slots -= admitted * input.bookRatio
  }
  return { waiting, slots }
}

describe('the projection', () => {
  it('says 26 h 13 min for 370,000 people at 3.92 a second, and half of it at twice the rate', () => {
    expect(projectLine(night).lastPersonWaitSeconds).toBeCloseTo(94_388, 0)
    expect(projectLine({ ...night, ratePerSecond: 7.84 }).lastPersonWaitSeconds).toBeCloseTo(47_194, 0)
  })

  it('names what limits: the rate, the seats, nobody, a pause or an opening to come', () => {
    expect(projectLine(night)).toMatchObject({ limiting: 'rate', effectiveRate: 3.92 })
    expect(projectLine({ ...night, ratePerSecond: 20 })).toMatchObject({
      limiting: 'seats',
      effectiveRate: 2_000 / 240,
    })
    expect(projectLine({ ...night, waiting: 0, arrivalsPerSecond: 1 }).limiting).toBe('nobody')
    expect(projectLine({ ...night, waiting: 0, arrivalsPerSecond: 9 }).limiting).toBe('rate')
    expect(projectLine({ ...night, ratePerSecond: 0 }).limiting).toBe('paused')
    expect(projectLine({ ...night, opensInSeconds: 1 }).limiting).toBe('opening')
  })

  it('admits nobody before the opening, and then as if it had opened now', () => {
    const later = projectLine({ ...night, opensInSeconds: 1_800, rampSeconds: 600 })
    const now = projectLine({ ...night, rampSeconds: 600 })
    expect(later.lastPersonWaitSeconds).toBeCloseTo(1_800 + (now.lastPersonWaitSeconds ?? 0), 6)
    expect(later.effectiveRate).toBe(now.effectiveRate)
    const short = projectLine({ ...night, waiting: 100, arrivalsPerSecond: 1, opensInSeconds: 1_800, slotsLeft: 1e9 })
    const opening = short.curve.findLast(({ t }) => t <= 1_800)
    expect(opening?.waiting).toBeCloseTo(100 + (opening?.t ?? 0), -1)
  })

  it('knows when somebody can be admitted', () => {
    const at = (...states: [string, number][]) =>
      opensIn(
        states.map(([state, opensAt]) => ({ state, opensAt })),
        10_000,
      )
    expect(at(['prequeue', 70_000], ['scheduled', 40_000], ['closed', 20_000])).toBe(30)
    expect(at(['prequeue', 70_000], ['open', 5_000])).toBe(0)
    expect([at(), at(['closed', 20_000]), at(['scheduled', 5_000])]).toEqual([0, 0, 0])
  })

  it('shows the load that a rate would be, over 1 when it is too much', () => {
    expect(projectLine({ ...night, ratePerSecond: 5 }).seatLoad).toBeCloseTo(0.6, 9)
    expect(projectLine({ ...night, ratePerSecond: 20 }).seatLoad).toBeCloseTo(2.4, 9)
  })

  it('counts who would have waited for nothing when slots run out before the line', () => {
    const projection = projectLine({ ...night, slotsLeft: 100_000, bookRatio: 0.5 })
    expect(projection.slotsOutSeconds).toBeCloseTo(200_000 / 3.92, 6)
    expect(projectLine({ ...night, slotsLeft: 100_000 }).waitedForNothing).toBe(270_000)
    expect(projectLine({ ...night, slotsLeft: 400_000 })).toMatchObject({
      slotsOutSeconds: undefined,
      waitedForNothing: 0,
    })
    expect(projectLine({ ...night, slotsLeft: 0 })).toMatchObject({ slotsOutSeconds: 0, waitedForNothing: 370_000 })
  })

  it('never gets to who waits while nothing moves', () => {
    for (const still of [{ ratePerSecond: 0 }, { seats: 0 }]) {
      const projection = projectLine({ ...night, ...still })
      expect(projection).toMatchObject({
        lastPersonWaitSeconds: undefined,
        slotsOutSeconds: undefined,
        effectiveRate: 0,
      })
      expect(projection.curve.at(-1)).toEqual({ t: 3_600, waiting: 370_000 })
    }
  })

  it('calls past the no-shows, and past those who give up', () => {
    expect(projectLine({ ...night, showRatio: 0.5 }).lastPersonWaitSeconds).toBeCloseTo(47_194, 0)
    const tired = projectLine({ ...night, abandonPerSecond: 3.92 })
    expect(tired.lastPersonWaitSeconds).toBeCloseTo(94_388 * Math.log(2), 0)
  })

  it('adds to a resumed line what the ramp holds back: 45 % of its length when it starts at a tenth', () => {
    const ramped = projectLine({ ...night, rampSeconds: 600 })
    expect(ramped.lastPersonWaitSeconds).toBeCloseTo(94_388 + 0.45 * 600, 0)
    const halved = projectLine({ ...night, rampSeconds: 600, rampFrom: 0.5 })
    expect(halved.lastPersonWaitSeconds).toBeCloseTo(94_388 + 0.25 * 600, 0)
  })

  it('lets nobody who comes later lengthen the wait of who is last now', () => {
    const joined = projectLine({ ...night, arrivalsPerSecond: 50 })
    expect(joined.lastPersonWaitSeconds).toBe(projectLine(night).lastPersonWaitSeconds)
    expect(joined.curve.at(-1)?.waiting).toBeGreaterThan(4_000_000)
  })

  it('draws the line down to its end, or to the last slot', () => {
    const { curve } = projectLine(night)
    expect(curve).toHaveLength(60)
    expect(curve[0]).toEqual({ t: 0, waiting: 370_000 })
    expect(curve.at(-1)?.waiting).toBe(0)
    const short = projectLine({ ...night, slotsLeft: 100_000 })
    expect(short.curve.at(-1)).toEqual({ t: short.slotsOutSeconds, waiting: short.waitedForNothing })
  })

  it('agrees with the same line taken in steps of a tenth of a second', () => {
    const cases: LineInput[] = [
      {
        ...night,
        waiting: 5_000,
        arrivalsPerSecond: 4,
        ratePerSecond: 10,
        showRatio: 0.7,
        bookRatio: 0.9,
        slotsLeft: 3_000,
      },
      { ...night, waiting: 5_000, arrivalsPerSecond: 2, abandonPerSecond: 3, ratePerSecond: 12, slotsLeft: 6_000 },
      { ...night, waiting: 900, arrivalsPerSecond: 6, ratePerSecond: 8, rampSeconds: 300, slotsLeft: 4_000 },
      {
        ...night,
        waiting: 3_000,
        arrivalsPerSecond: 1,
        ratePerSecond: 30,
        showRatio: 0.8,
        rampSeconds: 400,
        slotsLeft: 2_500,
      },
      { ...night, waiting: 2_000, arrivalsPerSecond: 20, arrivalsFadeSeconds: 300, ratePerSecond: 8, slotsLeft: 6_000 },
      { ...night, waiting: 100, arrivalsPerSecond: 9, arrivalsFadeSeconds: 900, ratePerSecond: 8, slotsLeft: 7_000 },
      { ...night, waiting: 500, arrivalsPerSecond: 9, arrivalsAtMost: 1_800, ratePerSecond: 6, slotsLeft: 2_100 },
      {
        ...night,
        waiting: 900,
        arrivalsPerSecond: 12,
        arrivalsFadeSeconds: 600,
        arrivalsAtMost: 3_000,
        rampSeconds: 300,
        ratePerSecond: 8,
        slotsLeft: 3_000,
      },
    ]
    for (const input of cases) {
      const { slotsOutSeconds = 0, waitedForNothing, curve } = projectLine(input)
      const end = stepped(input, slotsOutSeconds)
      expect(Math.abs(end.slots)).toBeLessThan(input.slotsLeft * 0.005)
      expect(Math.abs(end.waiting - waitedForNothing)).toBeLessThan(15)
      for (const point of curve.filter((_, at) => at % 10 === 0)) {
        // Steps of a fading rate are at most half a step of people beside it.
        const slack = 15 + ((input.arrivalsFadeSeconds ?? 0) * input.arrivalsPerSecond) / 48
        expect(Math.abs(stepped(input, point.t).waiting - point.waiting)).toBeLessThan(slack)
      }
    }
  })

  it('lets as many come as fade out of the present rate, and no more than may', () => {
    const still = { ...night, ratePerSecond: 0, waiting: 0, arrivalsPerSecond: 10, arrivalsFadeSeconds: 600 }
    const within = (input: LineInput, seconds: number) =>
      projectLine({ ...input, waiting: 1, ratePerSecond: 1e-9, slotsLeft: seconds * 1e-9 * input.bookRatio }).curve.at(
        -1,
      )
    expect(within(still, 600)?.waiting).toBeCloseTo(1 + 6_000 * (1 - Math.exp(-1)), -3)
    expect(within(still, 100_000)?.waiting).toBeCloseTo(6_001, -1)
    expect(within({ ...still, arrivalsAtMost: 2_500 }, 100_000)?.waiting).toBeCloseTo(2_501, -1)
    expect(within({ ...still, arrivalsFadeSeconds: Infinity, arrivalsAtMost: 2_500 }, 100_000)?.waiting).toBeCloseTo(
      2_501,
      -1,
    )
  })

  it('takes the arrivals of the youngest opening to fade in as long as they have come, five minutes at the least', () => {
    const opened = (minutesAgo: number, state = 'open') => ({ state, opensAt: 1e12 - minutesAgo * 60_000 })
    expect(arrivalsFade([], 1e12)).toBe(300)
    expect(arrivalsFade([opened(2)], 1e12)).toBe(300)
    expect(arrivalsFade([opened(90), opened(20), opened(1, 'closed'), opened(-5, 'prequeue')], 1e12)).toBe(1_200)
    // Of an evening whose arrivals halve every seven minutes, as many are still to come as it says, within a factor of two and a half.
    for (const minutes of [8, 12, 20, 25]) {
      const rate = 330 * 2 ** (-minutes / 7)
      const left = (rate * 420) / Math.LN2
      const said = rate * arrivalsFade([opened(minutes)], 1e12)
      expect(Math.max(said / left, left / said)).toBeLessThan(2.5)
    }
  })

  it('ends arrivals where joining closes: with as many as doses are left for', () => {
    expect(stillServed({ ...night, waiting: 1_000, slotsLeft: 900, showRatio: 0.5, bookRatio: 0.9 })).toBe(1_000)
    expect(stillServed({ ...night, waiting: 3_000, slotsLeft: 900 })).toBe(0)
    const input = { ...night, waiting: 1_000, slotsLeft: 1_500, arrivalsPerSecond: 50 }
    const endless = projectLine(input)
    const ended = projectLine({ ...input, arrivalsAtMost: stillServed(input) })
    expect(endless.waitedForNothing).toBeGreaterThan(18_000)
    expect(ended.waitedForNothing).toBe(0)
  })

  it('is finite, ordered and never negative, whatever goes in', () => {
    fc.assert(
      fc.property(inputs, input => {
        const projection = projectLine(input)
        const { curve, ...rest } = projection
        for (const value of Object.values(rest)) {
          if (typeof value === 'number') expect(Number.isFinite(value) && value >= 0).toBe(true)
        }
        expect(curve.length).toBeLessThanOrEqual(60)
        const sound = curve.every(
          ({ t, waiting }, at) => t >= (curve[at - 1]?.t ?? 0) && waiting >= 0 && Number.isFinite(t + waiting),
        )
        expect(sound).toBe(true)
        expect(projection.effectiveRate).toBeLessThanOrEqual(input.ratePerSecond)
        expect(structuredClone(projection)).toEqual(projection)
      }),
      { seed: 2_612, numRuns: 2_000 },
    )
  })

  it('never promises a longer wait for a higher rate, nor a shorter one for a longer line', () => {
    fc.assert(
      fc.property(inputs, fc.double({ min: 1, max: 4, noNaN: true }), (input, factor) => {
        const alone = { ...input, abandonPerSecond: 0 }
        const wait = projectLine(alone).lastPersonWaitSeconds ?? Infinity
        const faster = projectLine({ ...alone, ratePerSecond: alone.ratePerSecond * factor })
        const longer = projectLine({ ...alone, waiting: Math.ceil(alone.waiting * factor) })
        expect(faster.lastPersonWaitSeconds ?? Infinity).toBeLessThanOrEqual(wait * (1 + 1e-9))
        expect(longer.lastPersonWaitSeconds ?? Infinity).toBeGreaterThanOrEqual(wait * (1 - 1e-9))
      }),
      { seed: 1_234, numRuns: 2_000 },
    )
  })
})
