import { attack, expect, expectRefusal, test } from './night.ts'

/** D4, early: the clock of the server alone opens a cohort, and nothing that a client says is time. */

const tomorrow = new Date(Date.now() + 36 * 3_600_000)

/** Everything by which a client has ever told a server what time it is, in the future and in the past. */
const clockTricks: readonly (readonly [name: string, headers: Record<string, string>, query: string])[] = [
  ['nothing', {}, ''],
  ['Date', { date: tomorrow.toUTCString() }, ''],
  ['Date in the past', { date: new Date(0).toUTCString() }, ''],
  ['If-Modified-Since', { 'if-modified-since': tomorrow.toUTCString() }, ''],
  ['If-Unmodified-Since', { 'if-unmodified-since': new Date(0).toUTCString() }, ''],
  ['a cached answer', { age: '129600', 'cache-control': 'max-stale=129600' }, ''],
  ['X-Server-Time', { 'x-server-time': String(tomorrow.getTime()), 'x-time': tomorrow.toISOString() }, ''],
  ['X-Client-Time', { 'x-client-time': String(tomorrow.getTime()), 'x-timestamp': String(tomorrow.getTime()) }, ''],
  [
    'X-Forwarded-Time',
    { 'x-forwarded-time': tomorrow.toISOString(), 'x-request-start': `t=${tomorrow.getTime()}` },
    '',
  ],
  [
    'time zones',
    { 'x-timezone': 'Pacific/Kiritimati', timezone: '+14:00', 'accept-datetime': tomorrow.toUTCString() },
    '',
  ],
  ['the address', {}, `?now=${tomorrow.getTime()}&serverTime=${tomorrow.getTime()}&t=${tomorrow.toISOString()}`],
  ['a cookie', { cookie: `serverTime=${tomorrow.getTime()}; opensAt=0` }, ''],
]

test('nobody takes a place before the pre-queue, whatever time they say it is', async ({ night }) => {
  await attack(night, { D4: clockTricks.length }, async () => {
    for (const [name, headers, query] of clockTricks) {
      const phone = night.device()
      const body = { assertion: night.assertion('c40'), now: tomorrow.getTime(), opensAt: 0 }
      const answer = await phone.ask('POST', `/v1/cohorts/c40/join${query}`, body, undefined, headers)
      expectRefusal(answer, 'cohort-not-open', name)
    }
  })
  const { body } = await night.device().ask('GET', '/v1/cohorts/c40/status')
  expect(body).toMatchObject({ state: 'scheduled', issued: 0 })
})

test('nobody claims before the opening, whatever time they say it is', async ({ night }) => {
  const phone = night.device('', 'c50')
  const joined = await phone.ask('POST', '/v1/cohorts/c50/join', { assertion: night.assertion('c50') })
  expect(joined.body['number']).toBeNull()
  await attack(night, { D4: clockTricks.length }, async () => {
    for (const [name, headers, query] of clockTricks) {
      const sent = { ...headers, cookie: [phone.cookie, headers['cookie']].filter(Boolean).join('; ') }
      const answer = await phone.ask('POST', `/v1/claim${query}`, undefined, String(joined.body['ticket']), sent)
      expectRefusal(answer, 'cohort-not-open', name)
    }
  })
  const { body } = await phone.ask('GET', '/v1/cohorts/c50/status')
  expect(body).toMatchObject({ state: 'prequeue', serving: 0 })
})

test('the status document says the same time to whoever tells it another', async ({ night }) => {
  const phone = night.device()
  for (const [name, headers, query] of clockTricks) {
    const asked = Date.now()
    const { status, body } = await phone.ask('GET', `/v1/cohorts/c40/status${query}`, undefined, undefined, headers)
    expect([name, status]).toEqual([name, 200])
    expect(Math.abs(Number(body['serverTime']) - asked)).toBeLessThan(60_000)
  }
})
