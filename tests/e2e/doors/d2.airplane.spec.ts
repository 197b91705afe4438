import { attack, expect, expectRefusal, test } from './night.ts'

/** D2, airplane mode: a page that takes a failed network for success lets itself in, and gets nowhere. */

const ways = [
  ['/v1/bookings', { slot: 1 }],
  ['/v1/extend', undefined],
] as const

test('a ticket in the place of an admission books nothing, before the call and after it', async ({ night }) => {
  const waiting = night.device('', 'c50')
  const joined = await waiting.ask('POST', '/v1/cohorts/c50/join', { assertion: night.assertion('c50') })
  const called = night.device()
  const ticket = await called.called(night.assertion())
  await attack(night, { D2: 4 }, async () => {
    for (const [path, body] of ways) {
      expectRefusal(await waiting.ask('POST', path, body, String(joined.body['ticket'])), 'not-admitted')
      expectRefusal(await called.ask('POST', path, body, ticket), 'not-admitted')
    }
  })
  // Nothing is gained by it, and nothing lost: the place is where it was, and claiming works.
  const again = await waiting.ask('POST', '/v1/cohorts/c50/join', { assertion: night.assertion('c50') })
  expect(again.status).toBe(200)
  expect((await called.ask('POST', '/v1/claim', undefined, ticket)).body).toMatchObject({ state: 'admitted' })
})

test('answers that are lost on the way cost nothing and give nothing', async ({ night }) => {
  const phone = night.device()
  await phone.ask('GET', '/v1/cohorts')
  const subject = night.subject()
  // The network breaks off after each request: what was asked is done, and asking again gives the same.
  const lose = (path: string, body: unknown, bearer?: string) =>
    fetch(night.url + path, {
      method: 'POST',
      signal: AbortSignal.timeout(1),
      headers: {
        cookie: phone.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => undefined)
  for (let flap = 0; flap < 5; flap++)
    await lose('/v1/cohorts/c53/join', { assertion: night.assertion('c53', subject) })
  const ticket = await phone.called(night.assertion('c53', subject))
  for (let flap = 0; flap < 5; flap++) await lose('/v1/claim', undefined, ticket)
  const seats = new Set<unknown>()
  for (let tries = 0; tries < 5; tries++)
    seats.add((await phone.ask('POST', '/v1/claim', undefined, ticket)).body['admission'])
  expect(seats.size).toBe(1)
  const [admission] = seats
  for (let flap = 0; flap < 5; flap++) await lose('/v1/bookings', { slot: 1 }, String(admission))
  const codes = new Set<unknown>()
  for (let tries = 0; tries < 5; tries++)
    codes.add((await phone.ask('POST', '/v1/bookings', { slot: 1 }, String(admission))).body['code'])
  expect(codes.size).toBe(1)
})

test('a ticket of somebody else is that, and no airplane', async ({ night }) => {
  const ticket = await night.device().called(night.assertion())
  const thief = night.device()
  await attack(night, { D7: 2 }, async () => {
    for (const [path, body] of ways) expectRefusal(await thief.ask('POST', path, body, ticket), 'wrong-client')
  })
})
