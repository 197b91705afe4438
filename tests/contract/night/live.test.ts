import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBackend, type EmbeddedBackend } from '../../../src/backend/backend.ts'
import { systemClock } from '../../../src/backend/clock.ts'
import { serveCitizens, type CitizenPlane } from '../../../src/backend/http/citizen.ts'
import { launchSchema } from '../../../src/backend/launch.ts'
import { launchOf } from '../../../src/simulator/launch.ts'
import { startLiveNight } from '../../../src/simulator/live.ts'
import { loadScenario, type Scenario } from '../../../src/simulator/scenario.ts'
import { startTrickle } from '../../../src/simulator/trickle.ts'

const SPEED = 100
const MINUTE = 60_000
const calm = loadScenario('calm')
const scenario: Scenario = {
  ...calm,
  end: calm.start + 60 * MINUTE,
  launch: {
    ...calm.launch,
    cohorts: calm.launch.cohorts.map(cohort => ({ ...cohort, opensAt: calm.start + MINUTE })),
  },
  arrivals: [{ cohort: 'ages-60-64', from: calm.start, to: calm.start + 4 * MINUTE, people: 1500 }],
}
/** People who always see it through, so that a few seconds suffice. */
const resolute = { noShowShare: 0, walkAwayShare: 0, losePageShare: 0.5, lateShare: 0, giveUpPerHour: 0 }

let dir: string
let backend: EmbeddedBackend
let plane: CitizenPlane
let ticking: NodeJS.Timeout

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sluice-live-'))
  const clock = systemClock({ eventStart: scenario.start, speed: SPEED })
  backend = await createBackend({ dir, launch: launchSchema.parse(launchOf(scenario)), clock })
  const { registry } = backend
  if (registry === undefined) throw new Error('a drill has a registry')
  const { meter } = backend.telemetry
  plane = await serveCitizens({ ...backend, identity: registry.identity, registry, meter, port: 0, host: '127.0.0.1' })
  ticking = setInterval(() => backend.tick(), 20)
})

afterEach(async () => {
  clearInterval(ticking)
  await plane.close()
  await backend.close()
  rmSync(dir, { recursive: true, force: true })
})

test('a crowd in process and a trickle over HTTP share one line', async () => {
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  const night = startLiveNight({ backend, scenario, onError })
  const leaving = new AbortController()
  const { signal } = leaving
  const trickle = startTrickle({
    url: plane.url,
    cohort: 'ages-60-64',
    perMinute: 300,
    signal,
    speed: SPEED,
    behaviour: { ...resolute, reconnectPerHour: 10, bookingMedianSeconds: 60 },
    onError,
  })
  await expect
    .poll(() => [backend.bookings.total() > 500, trickle.counts.booked > 3, errors.length > 0], { timeout: 45_000 })
    .toEqual([true, true, false])
  leaving.abort()
  await trickle.ended
  night.stop()
  expect(night.reading().arrived).toBe(1500)
  expect(trickle.counts).toMatchObject({ refused: 0, failed: 0 })
  expect(trickle.counts.admitted).toBeGreaterThanOrEqual(trickle.counts.booked)
}, 60_000)
