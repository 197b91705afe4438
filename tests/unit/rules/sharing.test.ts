import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateWait, type LineStatus } from '../../../src/rules/eta.ts'
import { paceAhead, type SharingLine } from '../../../src/rules/sharing.ts'

const alone: SharingLine = { weight: 2, demand: Infinity, opensIn: 0 }
const line = (changes: Partial<SharingLine> = {}): SharingLine => ({ weight: 1, demand: 600, opensIn: 0, ...changes })

describe('the pace of a line', () => {
  it('stays as it is where nobody else comes or goes', () => {
    expect(paceAhead(alone, [], 12)).toEqual([])
    expect(paceAhead(alone, [line({ demand: 0 })], 12)).toEqual([])
    expect(paceAhead(alone, [line()], 0)).toEqual([])
  })

  it('falls when another line opens, and rises again when that has run out', () => {
    const pace = paceAhead(alone, [line({ opensIn: 100, demand: 400 })], 12)
    // A third of 12 a second is 4: four hundred take a hundred seconds.
    expect(pace.map(([at, times]) => [at, Number(times.toFixed(3))])).toEqual([
      [100, 0.667],
      [200, 1],
    ])
  })

  it('rises when one that is open runs out, and shares what that leaves', () => {
    const pace = paceAhead(line({ demand: Infinity }), [line({ weight: 2, demand: 800 }), line({ demand: 800 })], 12)
    // 3, 6 and 3 a second; then 6 and 6.
    expect(pace.map(([at, times]) => [Math.round(at), Number(times.toFixed(3))])).toEqual([
      [133, 2],
      [200, 4],
    ])
  })

  it('never gives all lines together more than there is, for any of them', () => {
    const lines = fc.array(
      fc.record({
        weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
        demand: fc.oneof(fc.constant(Infinity), fc.double({ min: 0, max: 1e5, noNaN: true })),
        opensIn: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e5, noNaN: true })),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(lines, fc.double({ min: 0.1, max: 100, noNaN: true }), (others, rate) => {
        const pace = paceAhead(alone, others, rate)
        const now = others.reduce(
          (sum, { demand, opensIn, weight }) => sum + (opensIn <= 0 && demand > 0 ? weight : 0),
          2,
        )
        for (const [at, times] of pace) {
          expect(at).toBeGreaterThanOrEqual(0)
          // Alone it has the whole rate, and never more.
          expect(times).toBeLessThanOrEqual(now / 2 + 1e-9)
        }
        expect(pace.map(([at]) => at)).toEqual(pace.map(([at]) => at).toSorted((a, b) => a - b))
      }),
    )
  })
})

describe('an estimate that foresees it', () => {
  const status: LineStatus = {
    state: 'open',
    serverTime: 600_000,
    opensAt: 0,
    serving: 1_000,
    issued: 9_000,
    callsPerSecond: 4,
    admissionsPerSecond: 4,
    showRatio: 1,
    slotsLeft: 50_000,
    pollAfterMs: 5_000,
  }
  const likely = (changes: Partial<LineStatus>, number: number) =>
    estimateWait({ ...status, ...changes }, number)?.likelySeconds ?? NaN

  it('takes each stretch of the wait at its own pace', () => {
    const pace = [[500, 0.5]] as const
    expect(likely({ pace }, 2_000)).toBeCloseTo(250)
    expect(likely({ pace }, 3_000)).toBeCloseTo(500)
    expect(likely({ pace }, 4_000)).toBeCloseTo(1_000)
    expect(
      likely(
        {
          pace: [
            [500, 0.5],
            [700, 2],
          ],
        },
        4_000,
      ),
    ).toBeCloseTo(700 + 600 / 8)
  })

  it('is the same when the pace is said to stay, however many give up', () => {
    for (const abandonPerSecond of [undefined, 0, 1e-4, 1e-2])
      expect(likely({ abandonPerSecond, pace: [[100, 1]] }, 8_000)).toBeCloseTo(likely({ abandonPerSecond }, 8_000), 6)
  })

  it('goes on from where it was when a step lies within the wait of those who give up', () => {
    const changes = {
      abandonPerSecond: 1e-4,
      entered: [
        [1_000, 0],
        [9_000, 600],
      ] as const,
    }
    const before = likely(changes, 6_000)
    for (const at of [before + 1, before * 0.999_999])
      expect(likely({ ...changes, pace: [[at, 0.5]] }, 6_000)).toBeCloseTo(before, 1)
    expect(likely({ ...changes, pace: [[0, 0.5]] }, 6_000)).toBeCloseTo(
      likely({ ...changes, callsPerSecond: 2, admissionsPerSecond: 2 }, 6_000),
      6,
    )
  })
})
