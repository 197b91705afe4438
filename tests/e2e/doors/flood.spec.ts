import { openPool } from '../../contract/citizen/pool.ts'
import { expect, expectNobodyElse, expectRefusal, type Night, test } from './night.ts'

/** The same thing asked for thousands of times at once, over a hundred connections. */

const CLAIMS = 3_000
const SOCKETS = 100

/** Answers to one request sent so many times in parallel. */
async function flood(night: Night, times: number, path: string, cookie: string, bearer: string, body?: object) {
  const pool = openPool(night.url, SOCKETS)
  const headers = {
    authorization: `Bearer ${bearer}`,
    ...(cookie === '' ? {} : { cookie }),
    ...(body && { 'content-type': 'application/json' }),
  }
  const sent = { method: 'POST', path, headers, ...(body && { body: JSON.stringify(body) }) }
  const answers = await Promise.all(Array.from({ length: times }, () => pool.ask(sent)))
  pool.close()
  return answers.map(({ status, text }) => ({ status, body: JSON.parse(text) as Record<string, unknown> }))
}

test(`${CLAIMS} parallel claims of one number give one seat`, async ({ night }) => {
  const phone = night.device()
  const ticket = await phone.called(night.assertion())
  const before = await night.attempts()
  const claims = await flood(night, CLAIMS, '/v1/claim', phone.cookie, ticket)
  expect(claims).toHaveLength(CLAIMS)
  expect(new Set(claims.map(({ status, body }) => `${status} ${String(body['admission'])}`)).size).toBe(1)
  // The holder of the seat, who has it once more.
  expect((await phone.ask('POST', '/v1/claim', undefined, ticket)).body).toEqual(claims[0]?.body)
  await expectNobodyElse(night)
  expect(await night.attempts()).toEqual(before)
})

test('a number claimed by a thousand strangers and its holder at once goes to its holder', async ({ night }) => {
  const phone = night.device()
  const ticket = await phone.called(night.assertion())
  const before = await night.attempts()
  const [mine, theirs] = await Promise.all([
    phone.ask('POST', '/v1/claim', undefined, ticket),
    flood(night, 1_000, '/v1/claim', `sluice_client=${'S'.repeat(22)}`, ticket),
  ])
  expect(mine.body).toMatchObject({ state: 'admitted' })
  for (const answer of theirs) expectRefusal(answer, 'wrong-client')
  expect(await night.attempts()).toEqual({ ...before, D7: before.D7 + 1_000 })
  await expectNobodyElse(night)
})

test('one admission used two hundred times in parallel books one dose', async ({ night }) => {
  const phone = night.device()
  const admission = await phone.admitted(night.assertion())
  const answers = (
    await Promise.all([1, 2].map(slot => flood(night, 100, '/v1/bookings', phone.cookie, admission, { slot })))
  ).flat()
  const booked = answers.filter(({ status }) => status === 200)
  expect(new Set(booked.map(({ body }) => body['code'])).size).toBe(1)
  for (const answer of answers) if (answer.status !== 200) expectRefusal(answer, 'already-booked')
  const slot = booked[0]?.body['slot'] as { id: number } | undefined
  expect((await phone.ask('POST', '/v1/bookings', { slot: slot?.id }, admission)).status).toBe(200)
  await expectNobodyElse(night)
})
