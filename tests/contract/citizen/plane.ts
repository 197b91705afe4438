import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBackend } from '../../../src/backend/backend.ts'
import { createRegistry, subjectOf } from '../../../src/backend/booking/registry.ts'
import type { Backend } from '../../../src/backend/contract.ts'
import { manualClock } from '../../../src/backend/clock.ts'
import { serveCitizens, type CitizenPlaneOptions } from '../../../src/backend/http/citizen.ts'
import { launchSchema } from '../../../src/backend/launch.ts'
import { seed } from '../booking/plan.ts'

export const opensAt = Date.parse('2021-07-19T20:00:00+09:00')

const cohort = (id: string, bornFrom: string, bornTo: string, offset: number) => ({
  id,
  name: { ko: id, en: id },
  bornFrom,
  bornTo,
  prequeueAt: opensAt + offset - 600_000,
  opensAt: opensAt + offset,
  closesAt: opensAt + offset + 86_400_000,
  weight: 1,
})

export const range = { bornFrom: '1967-01-01', bornTo: '1968-12-31' }

export const launchOf = (mode: 'LIVE' | 'DRILL') =>
  launchSchema.parse({
    ...seed,
    id: 'citizen-tests',
    name: { ko: '시험', en: 'Test' },
    mode,
    cohorts: [
      cohort('53-54', range.bornFrom, range.bornTo, 0),
      cohort('50-52', '1969-01-01', '1971-12-31', 86_400_000),
    ],
    rate: 1000,
    workers: [{ id: 'w1', seats: 500 }],
  })

/** Over the opening: the draw, its reveal and the first calls. */
export async function open(backend: Pick<Backend, 'flush'>, pass: (ms: number) => void): Promise<void> {
  for (const ms of [59_000, 1_000, 100, 100, 1_000]) {
    pass(ms)
    await backend.flush()
  }
}

export type Overrides = Partial<CitizenPlaneOptions> & { live?: boolean; prequeue?: boolean }

/** The whole citizen plane over real sockets and a real backend, in a time of our own that passes five times as fast. */
export async function openPlane({ live = false, prequeue = false, ...overrides }: Overrides = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-citizen-'))
  const clock = manualClock(opensAt - 60_000)
  const backend = await createBackend({ dir, clock, launch: launchOf(live ? 'LIVE' : 'DRILL'), thread: false })
  const pass = (ms: number) => {
    clock.advance(ms)
    backend.tick()
  }
  let ticking: NodeJS.Timeout | undefined
  const begin = async () => {
    await open(backend, pass)
    ticking = setInterval(() => pass(100), 20)
  }
  if (!prequeue) await begin()
  // A real provider signs by itself; in these tests the registry's key stands for it.
  const registry = createRegistry({ keySeed: 'tests', personKey: backend.personKey })
  const errors: unknown[] = []
  const plane = await serveCitizens({
    citizens: backend.citizens,
    identity: registry.identity,
    cohorts: backend.cohorts,
    attempts: backend.attempts,
    clientKey: backend.clientKey,
    clock,
    meter: backend.telemetry.meter,
    ...(live ? {} : { registry }),
    port: 0,
    host: '127.0.0.1',
    onError: error => errors.push(error),
    ...overrides,
  })
  return {
    ...plane,
    clock,
    registry,
    errors,
    /** With `prequeue` the cohort has not opened yet. */
    open: begin,
    bookings: backend.bookings,
    gate: backend.gate,
    /** Attempts counted so far at a door. */
    attempts: (door: string) => backend.telemetry.sample(true).labels['bypass.attempts']?.[door] ?? 0,
    refused: () => backend.telemetry.sample(true).values['gate.refused'] ?? 0,
    assertion: (serial: number) => registry.issue(subjectOf(serial, range), clock.real()),
    async [Symbol.asyncDispose]() {
      clearInterval(ticking)
      await plane.close()
      await backend.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export type Plane = Awaited<ReturnType<typeof openPlane>>
