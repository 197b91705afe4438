import { setTimeout as sleep } from 'node:timers/promises'
import { openNight } from '../e2e/doors/openNight.ts'
import type { FuzzReport, State } from './run.ts'
import { fuzz } from './run.ts'

/** Holders of places, seats and bookings, who must notice nothing. */
const HOLDERS = 8

/** A launch night of its own, with people in it, under broken requests. */
export async function fuzzNight(requests: number, seed: number): Promise<FuzzReport> {
  const night = await openNight({ rate: 1000, leaseMs: 3_600_000 })
  try {
    const holders = await Promise.all(
      Array.from({ length: HOLDERS }, async () => {
        const phone = night.device()
        const { ticket, body } = await phone.seated(night.assertion())
        return { phone, ticket, admission: String(body['admission']) }
      }),
    )
    const waiting = night.device('', 'c50')
    const joined = await waiting.ask('POST', '/v1/cohorts/c50/join', { assertion: night.assertion('c50') })
    // Half of those who have a seat are only watched; tokens of the others are broken, also with the right cookie.
    const [known, watched] = [holders.slice(0, HOLDERS / 2), holders.slice(HOLDERS / 2)]
    const material = {
      values: {
        cohort: ['c53', 'c55', 'c50', 'c40', 'nope'],
        site: ['site-1', 'nowhere'],
        code: ['K7Q2-M9XR-T4WB', 'x'],
        index: ['1', '2', '999999'],
        assertion: Array.from({ length: 40 }, (_, at) => night.assertion(at % 2 === 0 ? 'c53' : 'c40')),
        dependents: [[], [night.assertion()], Array.from({ length: 5 }, () => night.assertion())],
        slot: [1, 2, 3, 999],
        dependent: [null, 0, 4],
        subject: ['synthetic-1967-03-01-4', 'synthetic-1967-02-30-1', 'x'],
      },
      tokens: [...known.flatMap(({ ticket, admission }) => [ticket, admission]), String(joined.body['ticket']), 'x'],
      cookies: [...known.map(({ phone }) => phone.cookie), waiting.cookie, `sluice_client=${'F'.repeat(22)}`],
    }
    const held = holders.map(({ admission }) => admission)
    const report = await fuzz({ url: night.url, requests, seed, material, held, state: () => stateOf(night) })
    let lost = 0
    for (const { phone, ticket, admission } of watched) {
      const claimed = await phone.ask('POST', '/v1/claim', undefined, ticket)
      if (claimed.body['admission'] !== admission) lost++
    }
    return { ...report, stateChanges: report.stateChanges + lost }
  } finally {
    await night.close()
  }
}

/** Once two samples of the gauges have passed. */
async function stateOf(night: Awaited<ReturnType<typeof openNight>>): Promise<State> {
  await sleep(2_500)
  const all = await night.readings()
  const issued = [...all].filter(([name]) => name.startsWith('queue_issued')).reduce((sum, [, value]) => sum + value, 0)
  return {
    issued,
    admitted: all.get('gate_admitted_people_total') ?? 0,
    bookings: all.get('booking_total_people_total') ?? 0,
    dosesLeft: all.get('slots_left_doses') ?? 0,
  }
}
