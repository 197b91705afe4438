import { describe, expect, test } from 'vitest'
import { createAuditor } from '../../../src/simulator/auditor.ts'
import { createCrowd } from '../../../src/simulator/crowd.ts'
import { launchOf } from '../../../src/simulator/launch.ts'
import { loadScenario, type Scenario } from '../../../src/simulator/scenario.ts'
import { fakeCitizens } from './fakeCitizens.ts'

const calm = loadScenario('calm')
const MINUTE = 60_000
const small = (behaviour: Partial<Scenario['behaviour']> = {}): Scenario => ({
  ...calm,
  arrivals: [
    { cohort: 'ages-60-64', from: calm.start, to: calm.start + 10 * MINUTE, people: 300 },
    { cohort: 'ages-60-64', from: calm.start + 15 * MINUTE, to: calm.start + 20 * MINUTE, people: 700 },
  ],
  behaviour: { ...calm.behaviour, ...behaviour },
})

async function run(
  scenario: Scenario,
  minutes: number,
  backend = fakeCitizens({ rate: 2, opensAt: calm.start + 15 * MINUTE, leaseMs: 300_000, doses: 5000 }),
) {
  const auditor = createAuditor({ people: 1000, slots: launchOf(scenario).slots, cohorts: scenario.launch.cohorts })
  const crowd = createCrowd({ citizens: backend.citizens, scenario, seed: 1, answers: auditor.answers })
  for (let at = scenario.start; at <= scenario.start + minutes * MINUTE && !crowd.finished; at += 1000) {
    backend.state.now = at
    crowd.step(at)
    await new Promise(setImmediate)
  }
  return { crowd, backend, report: auditor.report() }
}

describe('a crowd in process', () => {
  test('arrives, waits, is called, books and goes', async () => {
    const { crowd, backend, report } = await run(small(), 60)
    expect(crowd.finished).toBe(true)
    const { counts } = backend.state
    expect(crowd.reading()).toMatchObject({ arrived: 1000, inFlight: 0, visiting: 0, refusals: {} })
    expect(report.placesLost).toBe(0)
    // 70 % show up, some give up before, few never finish; dependents come on top.
    expect(report.booked).toBeGreaterThan(560)
    expect(report.booked).toBeLessThan(720)
    expect(counts.joins).toBeGreaterThan(1000)
    expect(counts.heartbeats).toBeGreaterThan(10)
    expect(counts.extensions).toBeGreaterThan(0)
    expect(counts.claims).toBeGreaterThan(report.booked)
    // One read of the document serves everybody for a second.
    expect(counts.reads).toBeLessThan(60 * 60 + 100)
  })

  test('equal seeds give equal nights', async () => {
    const [one, other] = [await run(small(), 40), await run(small(), 40)]
    expect(one.backend.state.counts).toEqual(other.backend.state.counts)
    expect(one.report).toEqual(other.report)
  })

  test('a backend that forgets places is found out', async () => {
    const backend = fakeCitizens({ rate: 2, opensAt: calm.start + 15 * MINUTE, leaseMs: 300_000, doses: 5000 })
    backend.state.forgetful = true
    const { report } = await run(small({ reconnectPerHour: 10, otherDeviceShare: 1 }), 30, backend)
    expect(report.placesLost).toBeGreaterThan(10)
    expect(backend.state.clients.size).toBeGreaterThan(1000)
  })

  test('attackers keep a record of what they try, and are found out where the doors stand open', async () => {
    const attackers = {
      notYours: 0.1,
      airplaneMode: 0.1,
      directLink: 0.1,
      ineligible: 0.1,
      replay: 0.1,
      tokenSharing: 0.1,
    }
    const { crowd, report } = await run({ ...small(), attackers: { ...attackers, sixDevices: 0.1 } }, 60)
    expect(crowd.finished).toBe(true)
    const { performed, arrived } = crowd.reading()
    expect(arrived).toBe(1000)
    for (const door of ['D1', 'D2', 'D3', 'D5', 'D6', 'D7', 'D8'] as const)
      expect(performed[door], door).toBeGreaterThan(10)
    expect(performed.D4).toBe(0)
    // The fake books for whoever asks, and gives everybody a place; only the same place once more gains nothing.
    const open = performed.D2 + performed.D3 + performed.D5
    expect(report.bypassSucceeded).toBeGreaterThan(open / 2)
    expect(report.bypassSucceeded).toBeLessThanOrEqual(open + performed.D1 + performed.D6 + performed.D7)
    expect(report.placesLost).toBe(0)
  })

  test('full slots are tried again, then given up', async () => {
    const backend = fakeCitizens({ rate: 2, opensAt: calm.start + 15 * MINUTE, leaseMs: 300_000, doses: 100 })
    const { crowd, report } = await run(small({ cancelShare: 0 }), 60, backend)
    expect(crowd.finished).toBe(true)
    expect(report.booked).toBe(200)
    expect(crowd.reading().refusals['slot-full']).toBeGreaterThan(0)
    expect(backend.state.counts.leaves).toBeGreaterThan(100)
  })

  test('a failure that is no refusal stops the crowd', async () => {
    const backend = fakeCitizens({ rate: 2, opensAt: calm.start + 15 * MINUTE, leaseMs: 300_000, doses: 100 })
    const citizens = { ...backend.citizens, claim: () => Promise.reject(new Error('the gate is broken')) }
    await expect(run(small(), 20, { ...backend, citizens })).rejects.toThrow('the gate is broken')
  })

  test('stops at its budget and at its limit of answers in flight', async () => {
    const backend = fakeCitizens({ rate: 2, opensAt: calm.start, leaseMs: 300_000, doses: 100 })
    const crowd = createCrowd({ citizens: backend.citizens, scenario: small(), seed: 1, maxInFlight: 5 })
    expect(crowd.step(calm.start + 10 * MINUTE)).toBe(false)
    expect(crowd.inFlight).toBeLessThan(10)
    await new Promise(setImmediate)
    expect(crowd.inFlight).toBe(0)
    expect(crowd.step(calm.start + 20 * MINUTE, 0)).toBe(false)
  })
})
