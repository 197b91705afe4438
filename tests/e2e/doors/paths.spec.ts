import { raw } from '../../contract/citizen/raw.ts'
import { attack, expect, expectNobodyElse, type Night, test } from './night.ts'

/** Verbs and paths: however an address is spelled, it leads to its one route or to none. */

/** The status of each answer on the connection, and everything that was sent. */
async function send(night: Night, line: string, headers: readonly string[] = [], body = '') {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`, 'Content-Type: application/json']
  const host = line.endsWith('HTTP/1.0') || headers.some(header => /^host:/i.test(header)) ? [] : ['Host: night']
  const head = [line, ...host, 'Connection: close', ...length, ...headers].join('\r\n')
  const answer = await raw(night.url, `${head}\r\n\r\n${body}`)
  return { status: Number(answer.split(' ')[1]), answer }
}

const book = JSON.stringify({ slot: 1 })

test('no spelling of the address books without an admission', async ({ night }) => {
  const spellings = [
    '//v1/bookings',
    '/v1//bookings',
    '/v1/./bookings',
    '/v1/%2e/bookings',
    '/v1/sites/../bookings',
    '/v1/sites/%2e%2e/bookings',
    '/v1/sites/..%2fbookings',
    '/v1%2fbookings',
    '/v1/bookings/',
    '/v1/bookings%00',
    '/v1/bookings;admin=true',
    '/v1/bookings.json',
    '/V1/BOOKINGS',
    '/v1/b%6Fokings%20',
    '\\v1\\bookings',
  ]
  await attack(night, {}, async () => {
    for (const path of spellings) {
      const { status } = await send(night, `POST ${path} HTTP/1.1`, [], book)
      expect([path, [400, 404, 405].includes(status)]).toEqual([path, true])
    }
  })
})

test('a spelling that does lead to booking is refused and counted like any other', async ({ night }) => {
  const { host } = new URL(night.url)
  const spellings = [
    'POST /v1/bookings HTTP/1.1',
    'POST /v1/bookings HTTP/1.0',
    'POST /v1/bookings?x=/v1/sites HTTP/1.1',
    'POST /v1/%62ookings HTTP/1.1',
    'POST /v1/bookings# HTTP/1.1',
    `POST http://${host}/v1/bookings HTTP/1.1`,
    `POST http://elsewhere.example/v1/bookings HTTP/1.1`,
  ]
  const reached: string[] = []
  const before = await night.attempts()
  for (const line of spellings) {
    const { status, answer } = await send(night, line, [], book)
    expect([line, [401, 404].includes(status)]).toEqual([line, true])
    if (answer.includes('admission-missing')) reached.push(line)
  }
  expect(reached).toContain('POST /v1/bookings HTTP/1.1')
  expect(reached).toContain('POST /v1/%62ookings HTTP/1.1')
  const after = await night.attempts()
  expect(after).toEqual({ ...before, D3: before.D3 + reached.length })
  await expectNobodyElse(night)
})

test('a method is the method of the request line, and nothing else', async ({ night }) => {
  const overrides = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override', '_method']
  await attack(night, {}, async () => {
    for (const header of overrides) {
      const { status } = await send(night, 'GET /v1/bookings HTTP/1.1', [`${header}: POST`])
      expect([header, status]).toEqual([header, 405])
      expect((await send(night, 'GET /v1/sites?_method=DELETE HTTP/1.1', [`${header}: DELETE`])).status).toBe(200)
    }
    for (const method of [
      'TRACE',
      'CONNECT',
      'OPTIONS',
      'PUT',
      'PATCH',
      'PROPFIND',
      'PURGE',
      'QUERY',
      'BREW',
      'post',
    ]) {
      const { status, answer } = await send(night, `${method} /v1/bookings HTTP/1.1`, ['X-Secret: do-not-echo'])
      expect([method, [400, 404, 405, NaN].includes(status)]).toEqual([method, true])
      expect(answer).not.toContain('do-not-echo')
    }
    for (const method of ['HEAD', 'GET']) {
      const { status } = await send(night, `${method} /v1/cohorts/c53/join HTTP/1.1`)
      expect([method, status]).toEqual([method, 405])
    }
  })
})

test('what reads changes nothing, whatever is sent along', async ({ night }) => {
  const phone = night.device()
  const admission = await phone.admitted(night.assertion())
  const bearer = [`Authorization: Bearer ${admission}`, `Cookie: ${phone.cookie}`]
  await attack(night, {}, async () => {
    for (const line of [
      'GET /v1/bookings HTTP/1.1',
      'HEAD /v1/bookings HTTP/1.1',
      'GET /v1/bookings?slot=1 HTTP/1.1',
      'OPTIONS /v1/bookings HTTP/1.1',
    ])
      expect((await send(night, line, bearer, book)).status).toBe(405)
    expect((await send(night, 'HEAD /v1/sites HTTP/1.1', bearer)).status).toBe(200)
  })
})

test('requests smuggled inside others are refused with the connection', async ({ night }) => {
  const inner = `POST /v1/bookings HTTP/1.1\r\nHost: x\r\nContent-Length: ${book.length}\r\n\r\n${book}`
  const smuggled = [
    `POST /v1/claim HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
    `POST /v1/claim HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n${inner}`,
    `POST /v1/claim HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n${inner}`,
    `POST /v1/claim HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\n${inner}`,
    `POST /v1/claim HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\n${inner}`,
    `POST /v1/claim HTTP/1.1\nHost: x\n\n${inner}`,
    `POST /v1/claim HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n${inner}`,
    `GET /v1/sites HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n${inner}`,
    `POST /v1/claim HTTP/9.9\r\nHost: x\r\n\r\n${inner}`,
  ]
  await attack(night, {}, async () => {
    for (const bytes of smuggled) {
      const answer = await raw(night.url, bytes)
      expect([bytes.slice(0, 90), answer.split(' ')[1]]).toEqual([bytes.slice(0, 90), '400'])
      // One answer, and the connection is over: what came behind is not read as a request.
      expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    }
  })
})
