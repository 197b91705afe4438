import { expect, test } from 'vitest'
import type { StatusDocument } from '../../../src/protocol/citizen.ts'
import { createPeakWatch } from '../../../src/simulator/peak.ts'
import { fakeCitizens } from './fakeCitizens.ts'

test('the peak is what the last in the longest line was told, whatever was said before and after', () => {
  const { citizens, state } = fakeCitizens({ rate: 1, opensAt: 0, leaseMs: 1, doses: 1 })
  state.now = 3_600_000
  let line: Partial<StatusDocument> = {}
  const status = (cohort: string) => ({ ...citizens.status(cohort), serving: 0, showRatio: 1, ...line })
  const peak = createPeakWatch({ status }, ['c'])
  const look = (waiting: number, rate: number, open = true) => {
    line = {
      waiting,
      issued: waiting,
      callsPerSecond: rate,
      admissionsPerSecond: rate,
      state: open ? 'open' : 'prequeue',
    }
    peak.look()
  }
  expect(peak.eta()).toBeUndefined()
  look(2000, 4, false)
  expect(peak.eta()).toBeUndefined()
  for (let second = 0; second < 5000; second++) look(1000, 1)
  look(9999, 5)
  look(9950, 4)
  look(10_000, 40)
  look(5000, 1)
  expect(peak.eta()).toBeCloseTo(2000, -1)
})
