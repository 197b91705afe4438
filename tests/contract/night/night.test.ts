import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createAuditor } from '../../../src/simulator/auditor.ts'
import { runNight } from '../../../src/simulator/night.ts'
import { loadScenario, type Scenario } from '../../../src/simulator/scenario.ts'

const calm = loadScenario('calm')
const MINUTE = 60_000
const opensAt = calm.start + 2 * MINUTE

/** A night of a few minutes on the production store: too few seats at first, then relief by the script. */
const short: Scenario = {
  ...calm,
  end: calm.start + 35 * MINUTE,
  launch: {
    ...calm.launch,
    rate: 4,
    workers: { count: 2, seatsEach: 30 },
    cohorts: calm.launch.cohorts.map(cohort => ({ ...cohort, opensAt })),
  },
  arrivals: [
    { cohort: 'ages-60-64', from: calm.start, to: opensAt, people: 600 },
    { cohort: 'ages-60-64', from: opensAt, to: opensAt + 6 * MINUTE, people: 3400, halvesEverySeconds: 90 },
  ],
  behaviour: { ...calm.behaviour, reconnectPerHour: 4, losePageShare: 0.2, walkAwayShare: 0.1, cancelShare: 0.05 },
  script: [
    {
      at: opensAt + 5 * MINUTE,
      order: { kind: 'add-capacity', args: { workers: 4, seatsEach: 200 } },
      reason: 'More seats',
    },
    { at: opensAt + 5.5 * MINUTE, order: { kind: 'set-rate', args: { rate: 5 } }, reason: 'Drain the line' },
    { at: opensAt + 12 * MINUTE, order: { kind: 'pause', args: {} }, reason: 'A look at the booking servers' },
    { at: opensAt + 13 * MINUTE, order: { kind: 'resume', args: { rampSeconds: 30 } }, reason: 'All well' },
  ],
}

/** Few doses: four sites on one day. */
const sparse = { sites: 4, days: 1, doses: 10 }

describe('a night on the production store', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-night-test-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  test('is fair, keeps to its seats and its rate, and loses nobody', async () => {
    const seen: number[] = []
    const result = await runNight({ scenario: short, speed: 'max', dir, onProgress: ({ at }) => seen.push(at) })
    expect(result).toMatchObject({
      scenario: 'calm',
      arrived: 4000,
      brokenRecord: null,
      capacityExceededSeconds: 0,
      orderInversions: 0,
      unledgeredAdmissions: 0,
      overbooked: 0,
      doubleBooked: 0,
      placesLost: 0,
      earlyBookings: 0,
      refusedEligible: 0,
    })
    expect(result.peakWaiting).toBeGreaterThan(1000)
    expect(result.etaAtPeakSeconds).toBeGreaterThan(300)
    expect(result.rateErrorPercent).not.toBeNull()
    expect(result.rateErrorPercent).toBeLessThanOrEqual(5)
    expect(result.booked).toBeGreaterThan(1400)
    expect(result.admitted).toBeGreaterThanOrEqual(result.booked * 0.95)
    expect(seen.length).toBeGreaterThan(10)
  }, 240_000)

  test('leaves a ledger behind that another auditor finds the same in', async () => {
    const { createBackend } = await import('../../../src/backend/backend.ts')
    const { manualClock } = await import('../../../src/backend/clock.ts')
    const backend = await createBackend({ dir, clock: manualClock(short.end), manual: true })
    const auditor = createAuditor({ people: 4000, slots: [], cohorts: short.launch.cohorts })
    auditor.read(backend.ledger)
    await backend.close()
    const report = auditor.report()
    expect(report).toMatchObject({ brokenRecord: null, orderInversions: 0, capacityExceededSeconds: 0 })
    expect(report.admitted).toBeGreaterThan(1400)
  })

  test('sells out honestly: every dose goes, joining closes by itself, and hardly anybody has waited for nothing', async () => {
    const doses = 4 * 8 * 10
    const scenario: Scenario = {
      ...short,
      launch: { ...short.launch, workers: { count: 2, seatsEach: 300 }, slots: { ...calm.launch.slots, ...sparse } },
      arrivals: [
        { cohort: 'ages-60-64', from: calm.start, to: opensAt, people: 350 },
        { cohort: 'ages-60-64', from: opensAt, to: opensAt + 8 * MINUTE, people: 1000 },
      ],
      behaviour: calm.behaviour,
      script: [],
    }
    const result = await runNight({ scenario, speed: 'max' })
    expect(result).toMatchObject({ brokenRecord: null, orderInversions: 0, overbooked: 0, placesLost: 0 })
    // Somebody may cancel after the last have gone home.
    expect(result.booked).toBeGreaterThan(doses * 0.97)
    expect(result.refusals['sold-out']).toBeGreaterThan(500)
    expect(result.joined - result.called).toBeLessThan(doses * 0.3)
    expect(result.admitted).toBeLessThan(doses * 1.15)
  }, 240_000)

  test('runs at a set pace on the clock of the machine too', async () => {
    const scenario = { ...short, end: calm.start + 3 * MINUTE, script: [] }
    const result = await runNight({ scenario, speed: 60 })
    expect(result).toMatchObject({ brokenRecord: null, orderInversions: 0, placesLost: 0, capacityExceededSeconds: 0 })
    // How many come within the time says how fast the machine is; that they come and are served says that it runs.
    expect(result.arrived).toBeGreaterThan(0)
    expect(result.joined).toBeGreaterThan(0)
    expect(result.nightSeconds).toBeGreaterThanOrEqual(180)
  }, 240_000)
})
