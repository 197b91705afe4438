import { openFixture } from '../booking/fixture.ts'
import { createRegistry, subjectOf } from '../../../src/backend/booking/registry.ts'
import type { BookingStore } from '../../../src/backend/booking/store.ts'
import { createCitizens } from '../../../src/backend/citizens.ts'
import { manualClock } from '../../../src/backend/clock.ts'
import { serveCitizens, type CitizenPlaneOptions } from '../../../src/backend/http/citizen.ts'
import type { Meter } from '../../../src/backend/telemetry/contract.ts'
import type { Cohort } from '../../../src/protocol/nouns.ts'
import { tinyGate } from './tinyGate.ts'

export const opensAt = Date.parse('2021-07-19T20:00:00+09:00')

const cohort = (id: string, bornFrom: string, bornTo: string, offset: number): Cohort => ({
  id,
  name: { ko: id, en: id },
  bornFrom,
  bornTo,
  prequeueAt: opensAt + offset - 600_000,
  opensAt: opensAt + offset,
  closesAt: opensAt + offset + 86_400_000,
  weight: 1,
  state: 'open',
  revision: 0,
})

export const range = { bornFrom: '1967-01-01', bornTo: '1968-12-31' }
export const cohorts = [
  cohort('53-54', range.bornFrom, range.bornTo, 0),
  cohort('50-52', '1969-01-01', '1971-12-31', 86_400_000),
]

/** Counts like telemetry does, into a plain object: `id` or `id/label`. */
export function countingMeter() {
  const counts: Record<string, number> = {}
  const meter: Meter = {
    add(id, by = 1, label) {
      const key = label === undefined ? id : `${id}/${label}`
      counts[key] = (counts[key] ?? 0) + by
    },
    set(id, value) {
      counts[id] = value
    },
    observe: () => undefined,
  }
  return { meter, counts }
}

export type Overrides = Partial<CitizenPlaneOptions> & { live?: boolean }

/** The whole citizen plane over real sockets and a real booking store. */
export async function openPlane({ live = false, ...overrides }: Overrides = {}) {
  const fixture = await openFixture()
  const clock = manualClock(opensAt + 1000)
  const { meter, counts } = countingMeter()
  const registry = createRegistry({ keySeed: 'tests', personKey: Buffer.alloc(32, 1) })
  const bookings: BookingStore = fixture.bookings
  const citizens = createCitizens({
    gate: tinyGate(cohorts, clock),
    bookings,
    clock,
    cohorts: () => cohorts,
    meter,
    clientKey: Buffer.alloc(32, 2),
  })
  const errors: unknown[] = []
  const plane = await serveCitizens({
    citizens,
    identity: registry.identity,
    cohorts: () => cohorts,
    clock,
    meter,
    ...(live ? {} : { registry }),
    port: 0,
    host: '127.0.0.1',
    onError: error => errors.push(error),
    ...overrides,
  })
  return {
    ...plane,
    citizens,
    bookings,
    clock,
    registry,
    counts,
    errors,
    assertion: (serial: number) => registry.issue(subjectOf(serial, range), clock.real()),
    async [Symbol.asyncDispose]() {
      await plane.close()
      await fixture[Symbol.asyncDispose]()
    },
  }
}

export type Plane = Awaited<ReturnType<typeof openPlane>>

export interface Answer {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

/** One device: keeps its cookie as a browser does. */
export function device(plane: { url: string }, cookie = '') {
  async function ask(method: string, path: string, body?: unknown, bearer?: string): Promise<Answer> {
    const headers: Record<string, string> = {}
    if (cookie !== '') headers['cookie'] = cookie
    if (bearer !== undefined) headers['authorization'] = `Bearer ${bearer}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(plane.url + path, { method, headers, ...(body === undefined ? {} : { body: text }) })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    const answer = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: (answer === '' ? {} : JSON.parse(answer)) as Record<string, unknown>,
    }
  }
  return {
    ask,
    get cookie() {
      return cookie
    },
    /** Joins and claims: the admission. */
    async admitted(assertion: string, dependents: string[] = []): Promise<string> {
      const joined = await ask('POST', '/v1/cohorts/53-54/join', { assertion, dependents })
      const claimed = await ask('POST', '/v1/claim', undefined, String(joined.body['ticket']))
      return String(claimed.body['admission'])
    },
  }
}
