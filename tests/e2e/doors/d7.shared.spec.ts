import { attack, expect, expectRefusal, test } from './night.ts'

/** D7: what was given to one device is of no use on another. */

test('an admission and a ticket passed on are refused, with the cookie of another or with none', async ({ night }) => {
  const phone = night.device()
  const { ticket, body } = await phone.seated(night.assertion())
  const admission = String(body['admission'])
  const friend = night.device()
  await friend.ask('GET', '/v1/cohorts')
  const stripped = night.device()
  const others = [
    friend,
    stripped,
    night.device('sluice_client='),
    night.device('sluice_client=short'),
    night.device(`sluice_client=${'A'.repeat(22)}`),
    night.device(phone.cookie.toUpperCase()),
    night.device(`${phone.cookie}x`),
    night.device(`other=1; x${phone.cookie}`),
  ]
  await attack(night, { D7: others.length * 5 }, async () => {
    for (const [at, other] of others.entries()) {
      const name = String(at)
      expectRefusal(await other.ask('POST', '/v1/bookings', { slot: 1 }, admission), 'wrong-client', name)
      expectRefusal(await other.ask('POST', '/v1/extend', undefined, admission), 'wrong-client', name)
      for (const path of ['/v1/claim', '/v1/heartbeat', '/v1/leave'])
        expectRefusal(await other.ask('POST', path, undefined, ticket), 'wrong-client', name)
    }
  })
  expect((await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission)).status).toBe(200)
})

test('one admission sold to fifty people books for one, the one who waited', async ({ night }) => {
  const phone = night.device()
  const admission = await phone.admitted(night.assertion())
  const buyers = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const buyer = night.device()
      await buyer.ask('GET', '/v1/cohorts')
      return buyer
    }),
  )
  await attack(night, { D7: buyers.length }, async () => {
    const answers = await Promise.all(buyers.map(buyer => buyer.ask('POST', '/v1/bookings', { slot: 1 }, admission)))
    for (const answer of answers) expectRefusal(answer, 'wrong-client')
  })
  expect((await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission)).status).toBe(200)
})

test('an identity assertion serves the client that brought it, and no other', async ({ night }) => {
  const phone = night.device()
  await phone.ask('GET', '/v1/cohorts')
  const assertion = night.assertion()
  const mine = await phone.ask('POST', '/v1/cohorts/c53/join', { assertion })
  const eavesdropper = night.device()
  await attack(night, { D7: 2 }, async () => {
    for (const other of [eavesdropper, night.device(`sluice_client=${'B'.repeat(22)}`)])
      expectRefusal(await other.ask('POST', '/v1/cohorts/c53/join', { assertion }), 'identity-replayed')
  })
  const again = await phone.ask('POST', '/v1/cohorts/c53/join', { assertion })
  expect(again.body).toMatchObject({ index: mine.body['index'], returned: true, moved: false })
})
