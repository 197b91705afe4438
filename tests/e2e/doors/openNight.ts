import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRegistry, subjectOf } from '../../../src/backend/booking/registry.ts'
import { loadSecrets } from '../../../src/backend/secrets.ts'
import { doors, type Door } from '../../../src/protocol/doors.ts'
import { device, type Answer } from '../../contract/citizen/device.ts'
import { exchange } from '../../contract/citizen/pool.ts'
import { startBackend } from '../../contract/kill/process.ts'
import { openLaunch } from '../../contract/operator/fixture.ts'

/** A launch night served by a process of its own, and the eyes of its operators. */

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Open since a minute: `c53` and `c55`; in its pre-queue: `c50`; not yet begun: `c40`. */
export const ranges = {
  c53: { bornFrom: '1967-01-01', bornTo: '1968-12-31' },
  c55: { bornFrom: '1962-01-01', bornTo: '1966-12-31' },
  c50: { bornFrom: '1969-01-01', bornTo: '1971-12-31' },
  c40: { bornFrom: '1979-01-01', bornTo: '1981-12-31' },
} as const
export type CohortId = keyof typeof ranges

const since = { c53: -HOUR, c55: -HOUR, c50: -HOUR, c40: DAY } as const
const opening = { c53: -60_000, c55: -60_000, c50: DAY, c40: DAY + HOUR } as const

interface Manner {
  /** Admissions a second. */
  readonly rate: number
  readonly leaseMs: number
}

export async function openNight({ rate, leaseMs }: Manner) {
  const root = mkdtempSync(join(tmpdir(), 'sluice-doors-'))
  const dir = join(root, 'data')
  const now = Date.now()
  const cohorts = (Object.keys(ranges) as CohortId[]).map(id => ({
    id,
    name: { ko: id, en: id },
    ...ranges[id],
    prequeueAt: now + since[id],
    opensAt: now + opening[id],
    closesAt: now + 7 * DAY,
    weight: 1,
  }))
  const launch = join(root, 'launch.json')
  writeFileSync(
    launch,
    JSON.stringify(openLaunch(now, { cohorts, rate, leaseMs, slots: [slot, { ...slot, time: '11:00' }] })),
  )
  // Parallel attacks from one device and one address are to reach the gate, so that it is the gate that withstands them.
  const args = [`--data=${dir}`, `--launch=${launch}`, '--citizen-port=0', '--operator-port=0', '--per-minute=100000']
  const backend = await startBackend(args, { SLUICE_TOKEN: 'commander-of-the-doors' })
  const operators = backend.operators.replace('ws:', 'http:').replace('/v1/console', '')
  const secrets = loadSecrets(dir, false)
  const registry = createRegistry({
    keySeed: secrets.registryKey.toString('base64url'),
    personKey: secrets.personKey,
  })
  let serial = 0
  /** What the devices of the tests were given: the numbers with a seat, and the codes of bookings. */
  const seats = new Set<string>()
  const codes = new Set<unknown>()

  function note(cohort: CohortId, body: Answer['body']): void {
    if (body['state'] === 'admitted') seats.add(`${cohort} ${String(body['number'])}`)
  }

  /** A device that notes what it is given. */
  function deviceOf(cookie = '', cohort: CohortId = 'c53') {
    const noted = (path: string, answer: Answer) => {
      note(cohort, answer.body)
      if (path === '/v1/bookings' && answer.status === 200) codes.add(answer.body['code'])
    }
    return device({ url: backend.citizens }, cookie, cohort, noted)
  }

  /** Counters and gauges now, by their names on `/metrics` without the prefix. */
  async function readings(): Promise<Map<string, number>> {
    // Over a connection of its own: one that was kept may just be closing after a long attack.
    const { text } = await exchange(operators, { method: 'GET', path: '/metrics' })
    return new Map([...text.matchAll(/^sluice_(\S+) (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]))
  }

  async function attempts(): Promise<Record<Door, number>> {
    const all = await readings()
    const at = (door: Door) => [door, all.get(`bypass_attempts_total{door="${door}"}`) ?? 0] as const
    return Object.fromEntries(doors.map(at)) as Record<Door, number>
  }

  return {
    url: backend.citizens,
    secrets,
    readings,
    attempts,
    /** Who has not been seen before. */
    subject: (cohort: CohortId = 'c53') => subjectOf(++serial, ranges[cohort]),
    /** A new proof of identity, of somebody new unless said otherwise. */
    assertion: (cohort: CohortId = 'c53', subject = subjectOf(++serial, ranges[cohort]), at = Date.now()) =>
      registry.issue(subject, at),
    device: deviceOf,
    /** For who asks without such a device. */
    note,
    /** Seats and bookings that the devices were told of. */
    given: () => [seats.size, codes.size],
    async close() {
      await backend.stop()
      rmSync(root, { recursive: true })
    },
  }
}

const slot = { site: 'site-1', vaccine: 'moderna', date: '2121-07-26', time: '10:00', doses: 1000 }

export type Night = Awaited<ReturnType<typeof openNight>>
