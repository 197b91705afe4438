import * as fc from 'fast-check'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemSchema } from '../../../src/protocol/citizen.ts'
import { device } from './device.ts'
import { openPlane, type Plane } from './plane.ts'

let plane: Plane

beforeAll(async () => {
  plane = await openPlane({ perMinute: 1_000_000 })
})
afterAll(() => plane[Symbol.asyncDispose]())

const paths = [
  '/v1/cohorts/53-54/status',
  '/v1/cohorts/53-54/join',
  '/v1/cohorts',
  '/v1/claim',
  '/v1/heartbeat',
  '/v1/leave',
  '/v1/extend',
  '/v1/sites',
  '/v1/sites/seoul-1/slots',
  '/v1/bookings',
  '/v1/bookings/K7Q2-M9XR-T4WB',
  '/v1/registry/assertions',
  '/healthz',
]

test('whatever is asked, the answer is never a 5xx, a refusal is a problem, and nothing changes', async () => {
  const before = plane.bookings.stock()
  const field = fc.constantFrom('assertion', 'dependents', 'slot', 'dependent', 'subject', '__proto__', 'constructor')
  const body = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.dictionary(field, fc.oneof(fc.anything({ maxDepth: 2 }), fc.string({ maxLength: 64 }))).map(value => {
      try {
        return JSON.stringify(value)
      } catch {
        return '{}'
      }
    }),
  )
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
    path: fc.oneof(
      fc.constantFrom(...paths),
      fc.tuple(fc.constantFrom(...paths), fc.webPath()).map(parts => parts.join('')),
      fc.webPath().map(path => `/${path}`),
    ),
    query: fc.oneof(
      fc.constant(''),
      fc.webQueryParameters().map(query => `?${query}`),
    ),
    bearer: fc.oneof(fc.constant(undefined), fc.base64String({ minLength: 1, maxLength: 100 })),
    type: fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain', 'x/y'),
    body,
  })
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, query, bearer, type, body }) => {
      const response = await fetch(plane.url + path + query, {
        method,
        headers: { 'content-type': type, ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) },
        ...(method === 'GET' ? {} : { body: body.toWellFormed() }),
      })
      const text = await response.text()
      expect(response.status).toBeLessThan(500)
      if (response.status >= 400) expect(() => problemSchema.parse(JSON.parse(text))).not.toThrow()
    }),
    { numRuns: 1500, endOnFailure: true },
  )
  expect(plane.errors).toEqual([])
  expect(plane.bookings.stock()).toEqual(before)
})

test('slow senders are cut off, and nobody else waits for them', async () => {
  const { hostname, port } = new URL(plane.url)
  const slow = Array.from(
    { length: 50 },
    () =>
      new Promise<string>((resolve, reject) => {
        let answer = ''
        const socket = connect(Number(port), hostname, () =>
          socket.write('POST /v1/claim HTTP/1.1\r\nHost: x\r\nX-Slow: '),
        )
        const drip = setInterval(() => socket.write('y'), 500)
        socket.setEncoding('utf8').on('data', chunk => (answer += chunk))
        socket.on('error', reject).on('close', () => {
          clearInterval(drip)
          resolve(answer)
        })
      }),
  )
  expect((await device(plane).ask('GET', '/v1/sites')).status).toBe(200)
  for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1\.1 408 /)
})
