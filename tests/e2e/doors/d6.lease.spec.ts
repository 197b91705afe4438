import { setTimeout as sleep } from 'node:timers/promises'
import { attack, expect, expectRefusal, leasesOver, test } from './night.ts'

/** D6: a seat is held for as long as its lease, and given back once; the gate knows it, whatever a token says. */

test('a seat is over when its lease is: for booking, for more time and for claiming again', async ({
  tightNight: night,
}) => {
  const phone = night.device()
  const { ticket, body } = await phone.seated(night.assertion())
  const admission = String(body['admission'])
  // A page that says that it is there keeps nothing by it.
  expect((await phone.ask('POST', '/v1/heartbeat', undefined, ticket)).status).toBe(204)
  await leasesOver(night)
  await attack(night, { D6: 6 }, async () => {
    for (let tries = 0; tries < 2; tries++) {
      expectRefusal(await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission), 'admission-expired')
      expectRefusal(await phone.ask('POST', '/v1/extend', undefined, admission), 'admission-expired')
      expectRefusal(await phone.ask('POST', '/v1/claim', undefined, ticket), 'lease-over')
    }
  })
})

test('a seat given up is not taken back, and its admission is void', async ({ night }) => {
  const phone = night.device()
  const { ticket, body } = await phone.seated(night.assertion())
  const admission = String(body['admission'])
  expect((await phone.ask('POST', '/v1/leave', undefined, ticket)).status).toBe(204)
  await attack(night, { D6: 3 }, async () => {
    expectRefusal(await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission), 'lease-over')
    expectRefusal(await phone.ask('POST', '/v1/extend', undefined, admission), 'lease-over')
    expectRefusal(await phone.ask('POST', '/v1/claim', undefined, ticket), 'lease-over')
  })
})

test('an admission books once; replayed, it books nothing more, also after cancelling', async ({ night }) => {
  const phone = night.device()
  const admission = await phone.admitted(night.assertion())
  const booked = await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission)
  const code = String(booked.body['code'])
  await attack(night, { D6: 12 }, async () => {
    // At once, as a script would.
    const slots = await Promise.all(
      Array.from({ length: 10 }, () => phone.ask('POST', '/v1/bookings', { slot: 2 }, admission)),
    )
    for (const answer of slots) expectRefusal(answer, 'already-booked')
    expectRefusal(await phone.ask('POST', '/v1/extend', undefined, admission), 'already-booked')
    await phone.ask('DELETE', `/v1/bookings/${code}`)
    await sleep(1)
    expectRefusal(await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission), 'lease-over')
  })
  expect((await phone.ask('GET', `/v1/bookings/${code}`)).body).toMatchObject({ state: 'cancelled' })
})

test('asking again for the answer that was lost is no attempt', async ({ night }) => {
  const phone = night.device()
  const { ticket, body } = await phone.seated(night.assertion())
  const first = await phone.ask('POST', '/v1/bookings', { slot: 1 }, String(body['admission']))
  await attack(night, {}, async () => {
    const again = await phone.ask('POST', '/v1/bookings', { slot: 1 }, String(body['admission']))
    expect(again.body).toEqual(first.body)
    // A page that is loaded again after booking claims with what it has.
    expectRefusal(await phone.ask('POST', '/v1/claim', undefined, ticket), 'already-booked')
  })
})
