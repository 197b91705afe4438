import { test as base, expect } from '@playwright/test'
import { setTimeout as sleep } from 'node:timers/promises'
import { problemSchema } from '../../../src/protocol/citizen.ts'
import { doors, type Door } from '../../../src/protocol/doors.ts'
import type { ErrorCode } from '../../../src/protocol/errors.ts'
import type { Answer } from '../../contract/citizen/device.ts'
import { exchange } from '../../contract/citizen/pool.ts'
import { openNight, type Night } from './openNight.ts'

export { ranges, type Night } from './openNight.ts'

/** Nobody has a seat or a booking but those who were told so. */
export async function expectNobodyElse(night: Night): Promise<void> {
  const held = async () => {
    const all = await night.readings()
    return [all.get('gate_admitted_people_total'), all.get('booking_total_people_total')]
  }
  await expect.poll(held).toEqual(night.given())
}

/**
 * Attacks, and then holds that exactly so many attempts were counted, each at its door and none at another; that nothing was
 * let in, booked or cancelled meanwhile; and that the process still serves.
 */
export async function attack(night: Night, counts: Partial<Record<Door, number>>, attacks: () => Promise<void>) {
  const before = await night.attempts()
  await attacks()
  const after = await night.attempts()
  const risen = Object.fromEntries(doors.map(door => [door, after[door] - before[door]]))
  expect(risen).toEqual({ ...Object.fromEntries(doors.map(door => [door, 0])), ...counts })
  await expectNobodyElse(night)
  expect((await exchange(night.url, { method: 'GET', path: '/healthz' })).status).toBe(200)
}

/** Refused as a problem with this code, which says in both languages what to do next. */
export function expectRefusal({ status, body }: Pick<Answer, 'status' | 'body'>, code: ErrorCode, name = ''): void {
  const problem = problemSchema.parse(body)
  expect([name, problem.code]).toEqual([name, code])
  expect(status).toBeGreaterThanOrEqual(400)
  expect(problem.message.ko).toMatch(/[가-힣].*(요|니다)\.$/)
  expect(problem.message.en).toMatch(/^[A-Z].*\.$/)
}

/** Until every seat of a tight night that was given is over, and the gate has noticed: its clock says so, not ours. */
export async function leasesOver(night: Night): Promise<void> {
  const expired = async () => (await night.readings()).get('lease_expired_people_total')
  await expect.poll(expired).toBe(night.given()[0])
}

/** Samples of the gauges come four times a second: what was let in by the last attack shows after one. */
const SAMPLE_MS = 500

async function during(opening: Promise<Night>, tests: (night: Night) => Promise<void>): Promise<void> {
  const night = await opening
  try {
    await tests(night)
    await sleep(SAMPLE_MS)
    await expectNobodyElse(night)
  } finally {
    await night.close()
  }
}

interface Nights {
  /** Everybody is called at once, and leases last. */
  night: Night
  /** Two people are called in a second, and a lease lasts three. */
  tightNight: Night
}

export const test = base.extend<object, Nights>({
  night: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures needed from the pattern itself
    async ({}, use) => {
      await during(openNight({ rate: 1000, leaseMs: 600_000 }), use)
    },
    { scope: 'worker' },
  ],
  tightNight: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures needed from the pattern itself
    async ({}, use) => {
      await during(openNight({ rate: 2, leaseMs: 3_000 }), use)
    },
    { scope: 'worker' },
  ],
})
export { expect }
