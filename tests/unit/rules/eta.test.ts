import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LineStatus } from '../../../src/rules/eta.ts'
import { estimateWait, peopleAhead, pollAfter, pollBudget } from '../../../src/rules/eta.ts'
import { watchLine } from './line.ts'
import type { Night } from './line.ts'

const night: LineStatus = {
  state: 'open',
  serverTime: 14_580_000,
  opensAt: 0,
  serving: 0,
  issued: 370_000,
  callsPerSecond: 3.92,
  admissionsPerSecond: 3.92,
  showRatio: 1,
  slotsLeft: 300_000,
  pollAfterMs: 74_000,
}

const statuses: fc.Arbitrary<LineStatus> = fc.record({
  state: fc.constantFrom('scheduled', 'prequeue', 'open', 'paused', 'closed'),
  serverTime: fc.integer({ min: 0, max: 2 ** 41 }),
  opensAt: fc.integer({ min: 0, max: 2 ** 41 }),
  serving: fc.integer({ min: 0, max: 10_000_000 }),
  issued: fc.integer({ min: 0, max: 10_000_000 }),
  callsPerSecond: fc.double({ min: 0, max: 1e5, noNaN: true }),
  admissionsPerSecond: fc.double({ min: 0, max: 1e5, noNaN: true }),
  showRatio: fc.double({ min: 0, max: 1, noNaN: true }),
  slotsLeft: fc.nat(),
  pollAfterMs: fc.integer({ min: 2_000, max: 120_000 }),
  draw: fc.record({ n: fc.option(fc.nat(10_000_000)) }),
  abandonPerSecond: fc.option(fc.double({ min: 0, max: 0.01, noNaN: true }), { nil: undefined }),
  entered: fc.option(
    fc
      .array(fc.tuple(fc.nat(10_000_000), fc.double({ min: 0, max: 2e5, noNaN: true })), { maxLength: 12 })
      .map(knots => {
        const times = knots.map(([, at]) => at).sort((a, b) => a - b)
        const numbers = knots.map(([number]) => number).sort((a, b) => a - b)
        return numbers.map((number, at) => [number, times[at] ?? 0] as const)
      }),
    { nil: undefined },
  ),
})

describe('the estimate', () => {
  it('is the division nobody could see on 2021-07-19: 370,000 people at 3.92/s are 26 h 13 min', () => {
    expect(estimateWait(night, 370_000)?.likelySeconds).toBeCloseTo(94_388, 0)
  })

  it('is zero for who was called, even during a pause', () => {
    const zeros = { lowSeconds: 0, likelySeconds: 0, highSeconds: 0 }
    expect(estimateWait({ ...night, serving: 7 }, 7)).toEqual(zeros)
    expect(estimateWait({ ...night, serving: 7, state: 'paused' }, 7)).toEqual(zeros)
  })

  it.each(['scheduled', 'prequeue', 'paused', 'closed'] as const)('says nothing while %s', state => {
    expect(estimateWait({ ...night, state }, 100)).toBeUndefined()
  })

  it('says nothing at rate 0, nor when the seats let nobody through', () => {
    expect(estimateWait({ ...night, admissionsPerSecond: 0, callsPerSecond: 0 }, 100)).toBeUndefined()
    expect(estimateWait({ ...night, callsPerSecond: 0 }, 100)).toBeUndefined()
  })

  it('follows a new setting at once, but believes a measurement that seats hold down', () => {
    expect(estimateWait({ ...night, admissionsPerSecond: 1.96 }, 3_920)?.likelySeconds).toBeCloseTo(2_000, 6)
    expect(estimateWait({ ...night, admissionsPerSecond: 100 }, 3_920)?.likelySeconds).toBeCloseTo(1_000, 6)
  })

  it('does not mistake a short line, where few are called because few are there, for a slow one', () => {
    const idle = { ...night, serving: 999, issued: 1_000, admissionsPerSecond: 50, callsPerSecond: 0 }
    expect(estimateWait(idle, 1_000)?.likelySeconds).toBeCloseTo(0.02, 6)
  })

  it('counts no-shows ahead as the shorter wait that they are', () => {
    const half = { ...night, showRatio: 0.5, callsPerSecond: 7.84 }
    expect(estimateWait(half, 7_840)?.likelySeconds).toBeCloseTo(1_000, 6)
  })

  it('is shorter when people ahead give up, and tends to the plain division as they give up less', () => {
    const plain = estimateWait(night, 300_000)?.likelySeconds ?? 0
    const thinned = estimateWait({ ...night, abandonPerSecond: 1 / 36_000 }, 300_000)?.likelySeconds ?? 0
    expect(thinned).toBeLessThan(plain * 0.8)
    expect(estimateWait({ ...night, abandonPerSecond: 1e-13 }, 300_000)?.likelySeconds).toBeCloseTo(plain, 0)
  })

  it('in a line of constant length equals the wait of those called now, however many give up', () => {
    const steady = { ...night, showRatio: 0.5, callsPerSecond: 10, admissionsPerSecond: 5, issued: 20_000 }
    for (const abandonPerSecond of [0, 1e-5, 1e-3]) {
      const entered = [[0, 12_580] as const, [20_000, 14_580] as const]
      const wait = estimateWait({ ...steady, abandonPerSecond, entered }, 20_000)
      expect(wait?.likelySeconds).toBeCloseTo(2_000, 6)
    }
  })

  it('is an ordered, finite range that grows with the number, whatever the document says', () => {
    fc.assert(
      fc.property(statuses, fc.integer({ min: 1, max: 10_000_000 }), (status, number) => {
        const wait = estimateWait(status, number)
        const next = estimateWait(status, number + 1)
        if (wait === undefined || next === undefined) return
        expect(wait.lowSeconds).toBeLessThanOrEqual(wait.likelySeconds)
        expect(wait.likelySeconds).toBeLessThanOrEqual(wait.highSeconds)
        expect(wait.lowSeconds).toBeGreaterThanOrEqual(0)
        expect(wait.likelySeconds).toBeLessThanOrEqual(next.likelySeconds * (1 + 1e-9))
        expect(Number.isFinite(wait.highSeconds)).toBe(true)
      }),
      { seed: 20_210_719, numRuns: 3_000 },
    )
  })
})

const nights: Record<string, Night> = {
  /** Nobody gives up, three in ten never come. */
  plain: {
    seed: 1,
    hours: 9,
    prequeue: 20_000,
    surge: 60_000,
    surgeMean: 900,
    trickle: 3,
    rates: [{ from: 0, rate: 8 }],
    noShow: 0.3,
    patience: 1e9,
  },
  /** The great surge on too small a capacity, raised after two hours. */
  surge: {
    seed: 2,
    hours: 14,
    prequeue: 40_000,
    surge: 80_000,
    surgeMean: 2_400,
    trickle: 2,
    rates: [
      { from: 0, rate: 2 },
      { from: 7_200, rate: 6 },
    ],
    noShow: 0.3,
    patience: 43_200,
  },
  /** Half the crowd goes home before its turn. */
  weary: {
    seed: 3,
    hours: 12,
    prequeue: 30_000,
    surge: 60_000,
    surgeMean: 900,
    trickle: 4,
    rates: [{ from: 0, rate: 6 }],
    noShow: 0.1,
    patience: 21_600,
  },
  calm: {
    seed: 4,
    hours: 2,
    prequeue: 500,
    surge: 6_000,
    surgeMean: 600,
    trickle: 8,
    rates: [{ from: 0, rate: 7.3 }],
    noShow: 0.05,
    patience: 3_600,
  },
}
const waits = Object.entries(nights).map(([name, night]) => ({ name, sample: watchLine(night) }))
const quantile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN

describe('the range, measured at joining over four nights', () => {
  const told = { measured: (status: LineStatus) => status, supposed: withoutMeasurement }

  it.each(['measured', 'supposed'] as const)('holds 75 to 85 % of true waits, abandonment %s', how => {
    const inside: boolean[] = []
    const widths: number[] = []
    for (const { name, sample } of waits) {
      const errors: number[] = []
      for (const { status, number, seconds, joinedAt } of sample) {
        const wait = estimateWait(told[how](status), number)
        if (wait === undefined || seconds < 30) continue
        inside.push(seconds >= wait.lowSeconds && seconds <= wait.highSeconds)
        widths.push((wait.highSeconds - wait.lowSeconds) / seconds)
        if (joinedAt > 3_600) errors.push(Math.abs(wait.likelySeconds / seconds - 1))
      }
      if (errors.length > 100) expect(quantile(errors, 0.5), name).toBeLessThanOrEqual(0.1)
    }
    const coverage = inside.filter(Boolean).length / inside.length
    expect(coverage).toBeGreaterThanOrEqual(0.75)
    expect(coverage).toBeLessThanOrEqual(0.85)
    expect(quantile(widths, 0.5)).toBeLessThanOrEqual(0.4)
  })

  it('is better told when giving up is measured', () => {
    const errors = (tell: (status: LineStatus) => LineStatus): number[] =>
      waits.flatMap(({ sample }) =>
        sample.flatMap(({ status, number, seconds }) => {
          const wait = estimateWait(tell(status), number)
          return wait === undefined || seconds < 30 ? [] : [Math.abs(Math.log(wait.likelySeconds / seconds))]
        }),
      )
    expect(quantile(errors(told.measured), 0.9)).toBeLessThan(quantile(errors(told.supposed), 0.9))
  })
})

function withoutMeasurement(status: LineStatus): LineStatus {
  return { ...status, abandonPerSecond: undefined, entered: undefined }
}

describe('asking again', () => {
  it('comes within a tenth of the wait near the front, never under a second', () => {
    expect(pollAfter(night, 392)).toBe(10_000)
    expect(pollAfter(night, 1)).toBe(1_000)
    expect(pollAfter({ ...night, serving: 5 }, 5)).toBe(1_000)
  })

  it('comes when the whole line does for everybody else', () => {
    expect(pollAfter(night, undefined)).toBe(74_000)
    expect(pollAfter({ ...night, state: 'paused' }, 5)).toBeLessThanOrEqual(74_000)
  })

  it('is never later than the line is asked to, nor sooner than nine tenths of it far from the front', () => {
    fc.assert(
      fc.property(statuses, fc.integer({ min: 1, max: 10_000_000 }), (status, number) => {
        const after = pollAfter(status, number)
        expect(after).toBe(pollAfter(status, number))
        expect(after).toBeGreaterThanOrEqual(1_000)
        expect(after).toBeLessThanOrEqual(status.pollAfterMs)
        if (estimateWait(status, number) === undefined)
          expect(after).toBeGreaterThanOrEqual(status.pollAfterMs * 0.9 - 1)
      }),
      { seed: 20_210_720, numRuns: 2_000 },
    )
  })

  it('spreads a crowd in step evenly over the last tenth', () => {
    const tenths = Array.from({ length: 10 }, () => 0)
    for (let number = 200_001; number <= 210_000; number++) {
      const early = 1 - pollAfter(night, number) / night.pollAfterMs
      const at = Math.min(9, Math.floor(early * 100))
      tenths[at] = (tenths[at] ?? 0) + 1
    }
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(50)
  })

  it('keeps the line within its budget, between 2 and 120 s', () => {
    expect(pollBudget(370_000, 5_000)).toBe(74_000)
    expect(pollBudget(10, 5_000)).toBe(2_000)
    expect(pollBudget(0, 0)).toBe(120_000)
    expect(pollBudget(10_000_000, 5_000)).toBe(120_000)
  })
})

it('counts the people ahead, which is none for the next and for who was called', () => {
  expect(peopleAhead(night, 1)).toBe(0)
  expect(peopleAhead(night, 370_000)).toBe(369_999)
  expect(peopleAhead({ ...night, serving: 10 }, 3)).toBe(0)
})
