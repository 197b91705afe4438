import { attack, expect, expectRefusal, test, type Night } from './night.ts'
import { forgeries } from './forgery.ts'

/** D1, developer tools: whatever a browser makes up decides nothing. */

async function admittedPhone(night: Night) {
  const phone = night.device()
  return { phone, admission: await phone.admitted(night.assertion()) }
}

test('a ticket that was made up or altered claims, keeps and gives up nothing', async ({ night }) => {
  const phone = night.device()
  const ticket = await phone.called(night.assertion())
  const forged = forgeries(ticket, {
    c: 'c55',
    i: 54_321,
    g: 7,
    p: 'A'.repeat(22),
    k: 'A'.repeat(11),
    aud: 'admission',
  })
  const asks = ['/v1/claim', '/v1/heartbeat', '/v1/leave']
  await attack(night, { D1: forged.length * asks.length }, async () => {
    for (const path of asks)
      await Promise.all(
        forged.map(async ([name, token]) =>
          expectRefusal(await phone.ask('POST', path, undefined, token), 'ticket-invalid', name),
        ),
      )
  })
  // The genuine one holds still.
  expect((await phone.ask('POST', '/v1/heartbeat', undefined, ticket)).status).toBe(204)
})

test('an admission that was made up or altered books and prolongs nothing', async ({ night }) => {
  const { phone, admission } = await admittedPhone(night)
  const fields = {
    c: 'c55',
    i: 54_321,
    g: 7,
    p: 'A'.repeat(22),
    k: 'A'.repeat(11),
    n: 54_321,
    x: 9e15,
    d: ['A'.repeat(22)],
  }
  const forged = forgeries(admission, { ...fields, aud: 'ticket' })
  await attack(night, { D1: forged.length * 2 }, async () => {
    await Promise.all(
      forged.map(async ([name, token]) => {
        expectRefusal(await phone.ask('POST', '/v1/bookings', { slot: 1 }, token), 'admission-invalid', name)
        expectRefusal(await phone.ask('POST', '/v1/extend', undefined, token), 'admission-invalid', name)
      }),
    )
  })
  expect((await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission)).status).toBe(200)
})

test('an admission is no ticket', async ({ night }) => {
  const { phone, admission } = await admittedPhone(night)
  await attack(night, { D1: 2 }, async () => {
    for (const path of ['/v1/claim', '/v1/leave'])
      expectRefusal(await phone.ask('POST', path, undefined, admission), 'ticket-invalid')
  })
})

test('an identity that the issuer did not vouch for takes no place', async ({ night }) => {
  const forged = forgeries(night.assertion(), {
    sub: night.subject(),
    birthdate: '1967-07-07',
    aud: 'elsewhere',
    iss: 'me',
    exp: 9e9,
    jti: 'another-nonce',
  }).filter(([, token]) => token.length >= 16)
  const phone = night.device()
  await attack(night, { D1: forged.length }, async () => {
    await Promise.all(
      forged.map(async ([name, assertion]) =>
        expectRefusal(await phone.ask('POST', '/v1/cohorts/c53/join', { assertion }), 'identity-invalid', name),
      ),
    )
  })
  // Nobody has a place by it: an ineligible person who wrote another birth date over their own has none either.
  const child = night.assertion('c53', 'synthetic-2009-05-05-1')
  const [head = '', payload = '', tag = ''] = child.split('.')
  const older = Buffer.from(payload, 'base64url').toString().replaceAll('2009', '1967')
  await attack(night, { D1: 1, D5: 1 }, async () => {
    const aged = [head, Buffer.from(older).toString('base64url'), tag].join('.')
    expectRefusal(await phone.ask('POST', '/v1/cohorts/c53/join', { assertion: aged }), 'identity-invalid')
    expectRefusal(await phone.ask('POST', '/v1/cohorts/c53/join', { assertion: child }), 'not-eligible')
  })
})

test('an assertion that is too old is refused, and no attempt', async ({ night }) => {
  const old = night.assertion('c53', night.subject(), Date.now() - 3_600_000)
  await attack(night, {}, async () => {
    expectRefusal(await night.device().ask('POST', '/v1/cohorts/c53/join', { assertion: old }), 'identity-expired')
  })
})

test('a number that was not called claims no seat, however often it asks', async ({ tightNight: night }) => {
  const phones = Array.from({ length: 40 }, () => night.device())
  const joined = await Promise.all(
    phones.map(phone => phone.ask('POST', '/v1/cohorts/c53/join', { assertion: night.assertion() })),
  )
  const last = joined.reduce((back, one) => (Number(one.body['number']) > Number(back.body['number']) ? one : back))
  const phone = phones[joined.indexOf(last)]
  await attack(night, { D1: 12 }, async () => {
    for (let tries = 0; tries < 12; tries++) {
      const claimed = await phone?.ask('POST', '/v1/claim', undefined, String(last.body['ticket']))
      if (claimed) expectRefusal(claimed, 'not-called')
    }
  })
})

test('a guardian books for nobody who was not named', async ({ night }) => {
  const phone = night.device()
  const admission = await phone.admitted(night.assertion(), [night.assertion()])
  await attack(night, { D1: 4 }, async () => {
    for (const dependent of [1, 2, 3, 4])
      expectRefusal(await phone.ask('POST', '/v1/bookings', { slot: 1, dependent }, admission), 'not-yours')
  })
})
