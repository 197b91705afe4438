import { describe, expect, test } from 'vitest'
import { device, openPlane } from './plane.ts'

const join = '/v1/cohorts/53-54/join'

describe('a request that does not come from waiting is refused and counted under its door', () => {
  test('D1: made up or altered tokens', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const admission = await phone.admitted(plane.assertion(1))
    const [head = '', payload = '', tag = ''] = admission.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
    const altered = [head, Buffer.from(JSON.stringify({ ...claims, n: 2 })).toString('base64url'), tag].join('.')
    const truncated = admission.slice(0, -3)
    const none = 'eyJhbGciOiJub25lIn0.eyJudW1iZXIiOjF9.'
    for (const token of [altered, truncated, none, 'x']) {
      const answer = await phone.ask('POST', '/v1/bookings', { slot: 1 }, token)
      expect([answer.status, answer.body['code']]).toEqual([401, 'admission-invalid'])
    }
    expect((await phone.ask('POST', '/v1/claim', undefined, 'made.up.ticket')).body['code']).toBe('ticket-invalid')
    expect(plane.attempts('D1')).toBe(5)
    expect(plane.bookings.stock().left).toBe(311)
  })

  test('D1: assertions signed by nobody, or by somebody else', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const assertion = plane.assertion(1)
    const [header = '', payload = '', signature = ''] = assertion.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const forged = [
      `${header}.${encode({ ...claims, sub: 'synthetic-1967-01-01-2' })}.${signature}`,
      `${encode({ alg: 'none' })}.${payload}.`,
      `${encode({ alg: 'HS256' })}.${payload}.${signature}`,
      `${header}.${payload}.${'A'.repeat(86)}`,
      `${assertion}.${assertion}`,
    ]
    for (const one of forged) {
      const answer = await phone.ask('POST', join, { assertion: one })
      expect([answer.status, answer.body['code']]).toEqual([401, 'identity-invalid'])
    }
    expect(plane.attempts('D1')).toBe(forged.length)
  })

  test('D3: a direct link to booking, with no admission at all', async () => {
    await using plane = await openPlane()
    const answer = await device(plane).ask('POST', '/v1/bookings', { slot: 1 })
    expect([answer.status, answer.body['code']]).toEqual([401, 'admission-missing'])
    expect(answer.body['message']).toMatchObject({ ko: expect.any(String) as string })
    expect((await device(plane).ask('POST', '/v1/claim')).body['code']).toBe('ticket-missing')
    expect((await device(plane).ask('POST', '/v1/extend')).body['code']).toBe('admission-missing')
    expect(plane.attempts('D3')).toBe(3)
  })

  test('D4: before the cohort opens', async () => {
    await using plane = await openPlane()
    const assertion = plane.registry.issue('synthetic-1970-05-05-1', plane.clock.real())
    const answer = await device(plane).ask('POST', '/v1/cohorts/50-52/join', { assertion })
    expect([answer.status, answer.body['code']]).toEqual([409, 'cohort-not-open'])
    expect(plane.attempts('D4')).toBe(1)
  })

  test('D7: an admission or a ticket used by a second device, with or without a cookie', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const admission = await phone.admitted(plane.assertion(1))
    const thief = device(plane)
    await thief.ask('GET', '/v1/cohorts')
    for (const other of [thief, device(plane), device(plane, 'sluice_client=short'), device(plane, 'x=y; z')]) {
      const answer = await other.ask('POST', '/v1/bookings', { slot: 1 }, admission)
      expect([answer.status, answer.body['code']]).toEqual([403, 'wrong-client'])
    }
    expect(plane.attempts('D7')).toBe(4)
    expect(plane.refused()).toBe(4)
    expect((await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission)).status).toBe(200)
  })
})

describe('eligibility at the door', () => {
  test.each([
    ['1966-12-31', 'not-eligible'],
    ['1967-01-01', undefined],
    ['1968-02-29', undefined],
    ['1968-12-31', undefined],
    ['1969-01-01', 'not-eligible'],
  ])('born %s: %s', async (birth, code) => {
    await using plane = await openPlane()
    const assertion = plane.registry.issue(`synthetic-${birth}-1`, plane.clock.real())
    const answer = await device(plane).ask('POST', join, { assertion })
    expect(answer.body['code']).toBe(code)
    expect(plane.attempts('D1')).toBe(0)
  })

  test('a dependent is judged too, and nobody is named twice', async () => {
    await using plane = await openPlane()
    const young = plane.registry.issue('synthetic-1999-01-01-9', plane.clock.real())
    const answer = await device(plane).ask('POST', join, { assertion: plane.assertion(1), dependents: [young] })
    expect(answer.body['code']).toBe('not-eligible')
    const twice = await device(plane).ask('POST', join, {
      assertion: plane.assertion(1),
      dependents: [plane.assertion(1)],
    })
    expect(twice.body).toMatchObject({ code: 'bad-request', detail: 'dependents: named twice' })
  })

  test('who has a booking does not take a place again', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const admission = await phone.admitted(plane.assertion(1))
    await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission)
    const answer = await phone.ask('POST', join, { assertion: plane.assertion(1) })
    expect([answer.status, answer.body['code']]).toEqual([409, 'already-booked'])
  })
})
