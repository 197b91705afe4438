import { attack, expect, expectRefusal, test } from './night.ts'

/** D3, a direct link: no address books without an admission, however it is called. */

test('a device that comes out of nowhere books, claims, prolongs and leaves nothing', async ({ night }) => {
  const stranger = night.device()
  const known = night.device()
  await known.ask('GET', '/v1/cohorts')
  await attack(night, { D3: 10 }, async () => {
    for (const phone of [stranger, known]) {
      expectRefusal(await phone.ask('POST', '/v1/bookings', { slot: 1 }), 'admission-missing')
      expectRefusal(await phone.ask('POST', '/v1/extend'), 'admission-missing')
      for (const path of ['/v1/claim', '/v1/heartbeat', '/v1/leave'])
        expectRefusal(await phone.ask('POST', path), 'ticket-missing')
    }
  })
})

test('an admission counts only where it belongs', async ({ night }) => {
  const phone = night.device()
  const admission = await phone.admitted(night.assertion())
  const smuggled: readonly [string, string, object, object][] = [
    ['in the address', `/v1/bookings?admission=${admission}&token=${admission}`, { slot: 1 }, {}],
    ['in the body', '/v1/bookings', { slot: 1, admission, authorization: `Bearer ${admission}` }, {}],
    ['under another scheme', '/v1/bookings', { slot: 1 }, { authorization: `Basic ${admission}` }],
    ['without a scheme', '/v1/bookings', { slot: 1 }, { authorization: admission }],
    ['as a header of its own', '/v1/bookings', { slot: 1 }, { 'x-admission': admission, 'x-authorization': admission }],
    ['as a cookie', '/v1/bookings', { slot: 1 }, { cookie: `${phone.cookie}; admission=${admission}` }],
    ['for a proxy', '/v1/bookings', { slot: 1 }, { 'proxy-authorization': `Bearer ${admission}` }],
    ['an empty one', '/v1/bookings', { slot: 1 }, { authorization: 'Bearer ' }],
  ]
  await attack(night, { D3: smuggled.length }, async () => {
    for (const [name, path, body, headers] of smuggled)
      expectRefusal(await phone.ask('POST', path, body, undefined, headers), 'admission-missing', name)
  })
})

test('a referrer, an origin and a well-known address open nothing', async ({ night }) => {
  const from = {
    referer: `${night.url}/v1/claim`,
    origin: night.url,
    'x-forwarded-for': '127.0.0.1',
    forwarded: 'for=_admin',
  }
  const phone = night.device()
  await attack(night, { D3: 1 }, async () => {
    expectRefusal(await phone.ask('POST', '/v1/bookings', { slot: 1 }, undefined, from), 'admission-missing')
    for (const path of ['/admin', '/v1/admin', '/v1/bookings/all', '/v1/debug', '/v1/book', '/metrics', '/v1/console'])
      expect((await phone.ask('GET', path, undefined, undefined, from)).status).toBe(404)
  })
})
