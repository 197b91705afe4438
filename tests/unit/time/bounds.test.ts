import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsOf, majority, narrow, widen, type Bounds } from '../../../src/backend/time/bounds.ts'

const around = (lead: number, within = 10): Bounds => ({ from: lead - within, to: lead + within })

describe('an exchange with another clock', () => {
  it('never excludes the truth, however long either way takes and however coarse the answer is', () => {
    const trip = fc.record({ there: fc.nat(900), back: fc.nat(900), sent: fc.nat(1_000_000) })
    fc.assert(
      fc.property(
        fc.integer({ min: 1e12, max: 2e12 }),
        fc.constantFrom(1, 1_000),
        fc.array(trip),
        (lead, grain, trips) => {
          let known: Bounds | undefined
          for (const { there, back, sent } of trips) {
            const time = sent + there + lead
            known = narrow(known, boundsOf(sent, sent + there + back, time - (time % grain), grain))
            if (lead < known.from || lead > known.to) expect.fail(`${lead} is not in ${known.from} … ${known.to}`)
          }
        },
      ),
      { seed: 1984, numRuns: 500 },
    )
  })

  it('is narrowed by the next ones: whole seconds come down to less than a tenth', () => {
    let known: Bounds | undefined
    for (let asked = 0; asked < 40; asked++) {
      const sent = asked * 5_137
      const time = sent + 10 + 1_626_692_400_456
      known = narrow(known && widen(known, 5_137), boundsOf(sent, sent + 20, time - (time % 1_000), 1_000))
    }
    expect((known?.to ?? 0) - (known?.from ?? 0)).toBeLessThan(100)
  })

  it('begins anew when the other clock was set', () => {
    expect(narrow(around(0), around(5_000))).toEqual(around(5_000))
    expect(widen(around(0), 100_000)).toEqual(around(0, 20))
  })
})

describe('the majority', () => {
  it('decides, and a liar does not move it', () => {
    expect(majority([around(0), around(180_000), around(30, 5)], 500)).toEqual({ lead: 30, within: 5 })
    expect(majority([around(180_000)], 500)).toEqual({ lead: 180_000, within: 10 })
  })

  it('is none where they differ', () => {
    expect(majority([], 500)).toBeUndefined()
    expect(majority([around(0), around(180_000)], 500)).toBeUndefined()
    expect(majority([around(0), around(600), around(1_200), around(180_000)], 500)).toBeUndefined()
  })
})
