import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { doors } from '../../../src/protocol/doors.ts'
import { createBackend, type EmbeddedBackend } from '../../../src/backend/backend.ts'
import { systemClock } from '../../../src/backend/clock.ts'
import { serveCitizens, type CitizenPlane } from '../../../src/backend/http/citizen.ts'
import { launchSchema } from '../../../src/backend/launch.ts'
import type { AttackerShares } from '../../../src/simulator/attacks/table.ts'
import { launchOf } from '../../../src/simulator/launch.ts'
import { startLiveNight } from '../../../src/simulator/live.ts'
import { loadScenario, type Scenario } from '../../../src/simulator/scenario.ts'
import { startTrickle } from '../../../src/simulator/trickle.ts'

const SPEED = 40
const MINUTE = 60_000
const calm = loadScenario('calm')
const scenario: Scenario = {
  ...calm,
  end: calm.start + 60 * MINUTE,
  launch: {
    ...calm.launch,
    pollBudget: 60,
    cohorts: calm.launch.cohorts.map(cohort => ({ ...cohort, opensAt: calm.start + MINUTE })),
  },
  arrivals: [{ cohort: 'ages-60-64', from: calm.start, to: calm.start + 4 * MINUTE, people: 1500 }],
  attackers: { devtools: 0.1, airplaneMode: 0.1, tokenSharing: 0.05, sixDevices: 0.05 },
}
/** All that does not hang on the moment when a request arrives: here a real second is more than a minute. */
const attackers: AttackerShares = {
  devtools: 0.1,
  notYours: 0.1,
  airplaneMode: 0.1,
  directLink: 0.1,
  ineligible: 0.1,
  replay: 0.1,
  tokenSharing: 0.1,
  identityReplay: 0.1,
  sixDevices: 0.1,
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
    attackers,
    onError,
  })
  const hasAttacked = () => {
    const { D1, D3, D5, D7, D8 } = trickle.performed()
    return Math.min(D1, D3 + D5, D7, D8) > 0
  }
  const booked = () => backend.bookings.total() > 300 && trickle.counts.booked > 3
  await expect
    .poll(() => [night.reading().arrived, booked(), hasAttacked(), errors.length > 0], { timeout: 200_000 })
    .toEqual([1500, true, true, false])
  // Whoever attacked, in process or over HTTP, did so in vain, and each attempt stands under its door: seen between requests.
  const differences = () => {
    const counted = backend.telemetry.sample(true).labels['bypass.attempts'] ?? {}
    const [inProcess, overHttp] = [night.reading().performed, trickle.performed()]
    return doors.filter(door => (counted[door] ?? 0) !== inProcess[door] + overHttp[door])
  }
  await expect.poll(differences, { timeout: 60_000 }).toEqual([])
  leaving.abort()
  await trickle.ended
  night.stop()
  // Refused is only who was late, which hangs on how busy the machine is.
  expect(trickle.counts.failed).toBe(0)
  expect(trickle.counts.refused).toBeLessThanOrEqual(trickle.performed().D6)
  expect(trickle.counts.admitted).toBeGreaterThanOrEqual(trickle.counts.booked)
}, 300_000)
