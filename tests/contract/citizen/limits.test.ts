import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { IdentityProvider } from '../../../src/backend/booking/identity.ts'
import { device } from './device.ts'
import { openPlane, type Plane } from './plane.ts'
import { exchange } from './pool.ts'

const join = '/v1/cohorts/53-54/join'
const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status)
const made = () => `sluice_client=${randomBytes(16).toString('base64url')}`

/** Asks for a place so many times with an identity that nobody vouched for, each time as another device. */
async function forge(plane: Plane, times: number, cookie: () => string, from?: string) {
  const answers = []
  for (let at = 0; at < times; at++)
    answers.push(
      await device(plane, cookie()).ask('POST', join, { assertion: 'x'.repeat(40) }, undefined, {
        ...(from !== undefined && { 'x-forwarded-for': from }),
      }),
    )
  return answers
}

describe('a device', () => {
  test('that hammers is slowed down over all routes together, and another is not', async () => {
    await using plane = await openPlane({ perMinute: 6 })
    const phone = device(plane)
    await phone.ask('GET', '/v1/cohorts')
    const answers = []
    for (const path of ['/v1/claim', '/v1/leave', '/v1/bookings', '/v1/extend'])
      for (let at = 0; at < 2; at++)
        answers.push(await phone.ask('POST', path, path === '/v1/bookings' ? { slot: 1 } : undefined))
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401, 401, 429, 429])
    const last = answers.at(-1)
    expect(last?.body).toMatchObject({ code: 'too-many-requests' })
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
    const other = device(plane)
    await other.ask('GET', '/v1/cohorts')
    expect((await other.ask('POST', '/v1/claim')).status).toBe(401)
    // What everybody reads stays free.
    expect((await phone.ask('GET', '/v1/cohorts/53-54/status')).status).toBe(200)
    expect((await phone.ask('GET', '/v1/sites')).status).toBe(200)
  })

  test('that drops its cookie, or makes up a new one, at each request has its network’s share and no more', async () => {
    for (const cookie of [() => '', made]) {
      await using plane = await openPlane({ perMinute: 1 })
      const answers = await forge(plane, 30, cookie)
      expect(statuses(answers)).toEqual(Array.from({ length: 30 }, (_, at) => (at < 25 ? 401 : 429)))
      // Its identity checks are used up; the rest has a share of its own, ten times as large.
      expect((await device(plane, cookie()).ask('POST', '/v1/claim')).status).toBe(401)
    }
  })

  test('whose user has proved who they are is not held back by its neighbours', async () => {
    await using plane = await openPlane({ perMinute: 1 })
    const phone = device(plane)
    await phone.ask('POST', join, { assertion: plane.assertion(1) })
    const mark = phone.cookie.split('.')[1] ?? ''
    expect(mark).toHaveLength(11)
    // One verified device earns its network ten.
    expect(statuses(await forge(plane, 36, made)).slice(-3)).toEqual([401, 429, 429])
    expect((await phone.ask('POST', join, { assertion: plane.assertion(1) })).status).toBe(200)
    // The mark is of that device: it is of no use on another, nor is one made up.
    for (const cookie of [`${made()}.${mark}`, `${made()}.${'A'.repeat(11)}`])
      expect((await device(plane, cookie).ask('POST', join, { assertion: plane.assertion(2) })).status).toBe(429)
  })

  test('is the same device with its mark and without', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const joined = await phone.ask('POST', join, { assertion: plane.assertion(1) })
    const bare = device(plane, phone.cookie.split('.')[0])
    expect((await bare.ask('POST', '/v1/heartbeat', undefined, String(joined.body['ticket']))).status).toBe(204)
  })
})

describe('a network', () => {
  test('from which people join never runs dry, however many share its address', async () => {
    await using plane = await openPlane({ perMinute: 1 })
    const answers = []
    for (let serial = 0; serial < 120; serial++)
      answers.push(await device(plane).ask('POST', join, { assertion: plane.assertion(serial) }))
    expect(new Set(statuses(answers))).toEqual(new Set([200]))
  })

  test('is an IPv4 address or an IPv6 /64, as the proxy in front has seen it', async () => {
    await using plane = await openPlane({ perMinute: 1, trustProxy: true })
    const one = (from: string) => forge(plane, 1, made, from).then(([answer]) => answer?.status)
    await forge(plane, 25, made, '2001:db8:1:2:aaaa::1')
    expect(await one('2001:db8:1:2:bbbb:cccc:dddd:eeee')).toBe(429)
    expect(await one('2001:0DB8:0001:0002::9')).toBe(429)
    expect(await one('2001:db8:1:3::1')).toBe(401)
    await forge(plane, 25, made, '203.0.113.7')
    expect(await one('203.0.113.7')).toBe(429)
    expect(await one('::ffff:203.0.113.7')).toBe(429)
    expect(await one('203.0.113.8')).toBe(401)
    // Whoever writes the header themselves only adds to what the proxy appends.
    expect(await one('198.51.100.1, 203.0.113.7')).toBe(429)
    expect(await one('203.0.113.7, 198.51.100.1')).toBe(401)
  })
})

test('an identity is checked last: after limits, form and whether anybody can join at all', async () => {
  const checked: string[] = []
  const counting: IdentityProvider = {
    verify(assertion) {
      checked.push(assertion)
      throw new Error('not to be asked')
    },
  }
  await using plane = await openPlane({ identity: counting, perMinute: 1 })
  const assertion = 'x'.repeat(40)
  const ask = (path: string, body: unknown) => device(plane, made()).ask('POST', path, body)
  expect((await ask(join, { assertion: 7 })).body['code']).toBe('bad-request')
  expect((await ask('/v1/cohorts/nope/join', { assertion })).body['code']).toBe('cohort-unknown')
  expect((await ask('/v1/cohorts/50-52/join', { assertion })).body['code']).toBe('cohort-not-open')
  expect(plane.attempts('D4')).toBe(1)
  for (let at = 0; at < 25; at++) await ask(join, { assertion: 7 })
  expect((await ask(join, { assertion })).body['code']).toBe('too-many-requests')
  expect(checked).toEqual([])
})

describe('the status document', () => {
  const url = '/v1/cohorts/53-54/status'

  test.each([
    ['the tag', (etag: string) => etag],
    ['a weak one', (etag: string) => `W/${etag}`],
    ['a list', (etag: string) => `"a", W/"b,c" , W/${etag},"d"`],
    ['any', () => '*'],
  ])('is not sent again to whoever has it: %s', async (_name, form) => {
    await using plane = await openPlane()
    const first = await exchange(plane.url, { method: 'GET', path: url })
    let etag = first.headers.get('etag') ?? ''
    for (;;) {
      const again = await exchange(plane.url, { method: 'GET', path: url, headers: { 'if-none-match': form(etag) } })
      expect(again.headers.get('cache-control')).toBe('public, max-age=1')
      // Renewed four times a second: a copy that has just become old is answered with a new one.
      if (again.status === 304) {
        expect(again.text).toBe('')
        break
      }
      etag = again.headers.get('etag') ?? ''
    }
  })

  test.each(['', '"', 'W/', '"other"', 'W/"other", "another"', ',,,', '"*"'])(
    'is sent to whoever has another, or says something else: %s',
    async header => {
      await using plane = await openPlane()
      const sent = { method: 'GET', path: url, headers: { 'if-none-match': header } }
      expect((await exchange(plane.url, sent)).status).toBe(200)
    },
  )
})
