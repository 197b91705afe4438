import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemSchema } from '../../../src/protocol/citizen.ts'
import { device } from './device.ts'
import { openPlane, type Plane } from './plane.ts'
import { raw } from './raw.ts'

const join = '/v1/cohorts/53-54/join'

const bodyOf = (answer: string) => problemSchema.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)))

describe('bad input', () => {
  let plane: Plane
  beforeAll(async () => {
    plane = await openPlane()
  })
  afterAll(() => plane[Symbol.asyncDispose]())

  test.each([
    ['not JSON', '{"assertion":', 'body: not JSON'],
    ['nothing', '', 'Invalid input'],
    ['an array', '[]', 'Invalid input'],
    ['a field missing', '{}', 'assertion'],
    ['a field of another type', '{"assertion":7}', 'assertion'],
    ['a field too short', '{"assertion":"x"}', 'assertion'],
    [
      'too many dependents',
      JSON.stringify({ assertion: 'x'.repeat(20), dependents: Array(6).fill('y'.repeat(20)) }),
      'dependents',
    ],
    ['a poisoned prototype', '{"__proto__":{"assertion":"x"}}', 'body: not JSON'],
    ['deep nesting', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'Invalid input'],
  ])('%s is a bad request that names the field', async (_, body, detail) => {
    const answer = await device(plane).ask('POST', join, body)
    expect(answer.status).toBe(400)
    const problem = problemSchema.parse(answer.body)
    expect(problem.code).toBe('bad-request')
    expect(problem.detail).toContain(detail)
    expect(plane.errors).toEqual([])
  })

  test.each([
    ['a slot of zero', { slot: 0 }],
    ['a slot and a half', { slot: 1.5 }],
    ['a dependent too far', { slot: 1, dependent: 5 }],
    ['a slot beyond counting', { slot: 1e300 }],
  ])('%s', async (_, body) => {
    const answer = await device(plane).ask('POST', '/v1/bookings', body, 'token')
    expect([answer.status, answer.body['code']]).toEqual([400, 'bad-request'])
  })

  test('a body of 1 MB, of another type, or compressed', async () => {
    const url = plane.url + join
    const huge = await fetch(url, {
      method: 'POST',
      body: JSON.stringify({ assertion: 'x'.repeat(1e6) }),
      headers: { 'content-type': 'application/json' },
    }).catch(() => undefined)
    if (huge) expect([huge.status, problemSchema.parse(await huge.json()).code]).toEqual([413, 'too-large'])
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'x']) {
      const answer = await fetch(url, { method: 'POST', body: 'x', headers: { 'content-type': type } })
      expect([answer.status, problemSchema.parse(await answer.json()).code]).toEqual([415, 'unsupported-media'])
    }
  })

  test('addresses and verbs that are not there', async () => {
    const phone = device(plane)
    const none = [
      '/v1',
      '/v1/claims',
      '/v1/cohorts/53-54/status/',
      '/admin',
      '/v1/../etc/passwd',
      `/${'x'.repeat(5000)}`,
    ]
    for (const path of none) {
      const answer = await phone.ask('GET', path)
      expect([path.slice(0, 40), answer.status, answer.body['code']]).toEqual([path.slice(0, 40), 404, 'not-found'])
    }
    for (const path of ['/v1/%zz', '/v1/cohorts/%E0%A4%A/status'])
      expect((await phone.ask('GET', path)).body['code']).toBe('bad-request')
    for (const [method, path, allow] of [
      ['DELETE', '/v1/cohorts/53-54/status', 'GET, HEAD'],
      ['GET', join, 'POST'],
      ['PUT', '/v1/bookings', 'POST'],
      ['PATCH', '/v1/bookings/K7Q2-M9XR-T4WB', 'GET, HEAD, DELETE'],
      ['OPTIONS', '/v1/claim', 'POST'],
      ['PROPFIND', '/v1/sites', 'GET, HEAD'],
      ['PURGE', '/v1/sites', 'GET, HEAD'],
    ]) {
      const answer = await phone.ask(method!, path!)
      expect([path, answer.status, answer.headers.get('allow')]).toEqual([path, 405, allow])
    }
    const unknown = await phone.ask('GET', '/v1/cohorts/nope/status')
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'cohort-unknown'])
    expect((await phone.ask('GET', '/v1/bookings/XXXX')).body['code']).toBe('booking-unknown')
    expect((await phone.ask('GET', `/v1/bookings/${'X'.repeat(60)}`)).body['code']).toBe('bad-request')
  })

  test('bytes that are no request, and headers without end', async () => {
    const noise = await raw(plane.url, 'hello\r\n\r\n')
    expect(noise).toMatch(/^HTTP\/1\.1 400 /)
    expect(bodyOf(noise).code).toBe('bad-request')
    const headers = await raw(plane.url, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`)
    expect(headers).toMatch(/^HTTP\/1\.1 431 /)
    expect(bodyOf(headers).code).toBe('too-large')
    // What follows the headers of an answer to HEAD would be read as another answer.
    const head = await raw(plane.url, `HEAD /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)
    expect(head).toMatch(/^HTTP\/1\.1 431 [^]*\r\n\r\n$/)
    const smuggled =
      'POST /v1/claim HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
    expect(await raw(plane.url, smuggled)).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('nothing in a header is taken for time, person or address', async () => {
    const assertion = plane.registry.issue('synthetic-1970-05-05-1', plane.clock.real())
    const answer = await fetch(`${plane.url}/v1/cohorts/50-52/join`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        date: 'Tue, 20 Jul 2021 12:00:00 GMT',
        'x-forwarded-proto': 'https',
        'x-http-method-override': 'GET',
      },
      body: JSON.stringify({ assertion }),
    })
    expect(answer.status).toBe(409)
    expect(answer.headers.get('set-cookie')).not.toContain('Secure')
  })
})

test('behind a trusted proxy the cookie is for https alone', async () => {
  await using plane = await openPlane({ trustProxy: true })
  const answer = await fetch(`${plane.url}/v1/cohorts`, { headers: { 'x-forwarded-proto': 'https' } })
  expect(answer.headers.get('set-cookie')).toMatch(/; Secure$/)
})
