import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { bookingSchema, claimAnswerSchema, statusSchema, ticketAnswerSchema } from '../../../src/protocol/citizen.ts'
import { subjectOf } from '../../../src/backend/booking/registry.ts'
import { device } from './device.ts'
import { openPlane, range } from './plane.ts'

describe('a citizen', () => {
  test('joins, claims, books, looks up and cancels', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const joined = await phone.ask('POST', '/v1/cohorts/53-54/join', { assertion: plane.assertion(1) })
    expect(joined.status).toBe(200)
    const { ticket, returned } = ticketAnswerSchema.parse(joined.body)
    expect(returned).toBe(false)
    expect(joined.headers.get('set-cookie')).toMatch(
      /^sluice_client=[\w-]{22}\.[\w-]{11}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    )
    const admission = await phone.admitted(plane.assertion(1))
    const claimed = claimAnswerSchema.parse((await phone.ask('POST', '/v1/claim', undefined, ticket)).body)
    expect(claimed).toMatchObject({ state: 'admitted', admission })
    expect((await phone.ask('POST', '/v1/heartbeat', undefined, ticket)).status).toBe(204)
    expect((await phone.ask('POST', '/v1/extend', undefined, admission)).status).toBe(200)
    const booked = await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission)
    expect(booked.status).toBe(200)
    const booking = bookingSchema.parse(booked.body)
    expect((await phone.ask('GET', `/v1/bookings/${booking.code}`)).body).toEqual(booking)
    const cancelled = await phone.ask('DELETE', `/v1/bookings/${booking.code.toLowerCase()}`)
    expect(cancelled.body).toEqual({ ...booking, state: 'cancelled' })
    expect(plane.bookings.total()).toBe(1)
  })

  test('whose booking is cancelled joins again, at the back of the line, and books', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const admission = await phone.admitted(plane.assertion(1))
    const booking = bookingSchema.parse((await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission)).body)
    await device(plane).ask('POST', '/v1/cohorts/53-54/join', { assertion: plane.assertion(2) })
    const tooEarly = await phone.ask('POST', '/v1/cohorts/53-54/join', { assertion: plane.assertion(1) })
    expect(tooEarly.body['code']).toBe('already-booked')

    await phone.ask('DELETE', `/v1/bookings/${booking.code}`)
    const again = await phone.ask('POST', '/v1/cohorts/53-54/join', { assertion: plane.assertion(1) })
    expect(again.body).toMatchObject({ index: 3, returned: false })
    // The admission that has had its booking lets nobody in a second time.
    const replay = await phone.ask('POST', '/v1/bookings', { slot: 2 }, admission)
    expect(replay.body['code']).toBe('lease-over')
    const second = await phone.admitted(plane.assertion(1))
    const rebooked = await phone.ask('POST', '/v1/bookings', { slot: 2 }, second)
    expect([rebooked.status, rebooked.body['state']]).toEqual([200, 'confirmed'])
    expect(plane.bookings.stock().left).toBe(310)
  })

  test('who loses the answer to booking gets it by asking again, although the lease has ended', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const admission = await phone.admitted(plane.assertion(1))
    const first = await phone.ask('POST', '/v1/bookings', { slot: 2 }, admission)
    const again = await phone.ask('POST', '/v1/bookings', { slot: 2 }, admission)
    expect([again.status, again.body]).toEqual([200, first.body])
    const other = await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission)
    expect([other.status, other.body['code']]).toEqual([409, 'already-booked'])
    expect(plane.bookings.total()).toBe(1)
  })

  test('a guardian books for those named when joining, and for nobody else', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const admission = await phone.admitted(plane.assertion(1), [plane.assertion(2), plane.assertion(3)])
    const book = (dependent: number | null) => phone.ask('POST', '/v1/bookings', { slot: 2, dependent }, admission)
    expect((await book(2)).body['code']).toBe('not-yours')
    const codes = [(await book(1)).body['code'], (await book(null)).body['code'], (await book(0)).body['code']]
    expect(new Set(codes).size).toBe(3)
    expect(plane.bookings.stock().left).toBe(308)
    // The lease ended with the last of them; the answer to any of them can still be had.
    expect((await book(1)).body['code']).toBe(codes[0])
  })

  test('an answer that is lost before the first cookie came costs a new assertion, not the place', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    await phone.ask('GET', '/v1/cohorts')
    expect(phone.cookie).toMatch(/^sluice_client=/)
    const assertion = plane.assertion(1)
    const first = await phone.ask('POST', '/v1/cohorts/53-54/join', { assertion })
    const retry = await phone.ask('POST', '/v1/cohorts/53-54/join', { assertion })
    expect(retry.body).toMatchObject({ index: first.body['index'], returned: true })
    const stripped = await device(plane).ask('POST', '/v1/cohorts/53-54/join', { assertion })
    expect(stripped.body['code']).toBe('identity-replayed')
    const tablet = await device(plane).ask('POST', '/v1/cohorts/53-54/join', { assertion: plane.assertion(1) })
    expect(tablet.body).toMatchObject({ index: first.body['index'], returned: true })
  })

  test('200 devices race for the ten doses of a slot', async () => {
    await using plane = await openPlane()
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, serial) => {
        const phone = device(plane)
        const admission = await phone.admitted(plane.assertion(serial))
        return phone.ask('POST', '/v1/bookings', { slot: 1 }, admission)
      }),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
    expect(answers.filter(({ body }) => body['code'] === 'slot-full')).toHaveLength(190)
    expect(plane.bookings.stock().left).toBe(301)
  })
})

describe('what everybody reads', () => {
  test('the status document can be cached, and a copy that is current is not sent again', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const answer = await phone.ask('GET', '/v1/cohorts/53-54/status')
    expect(statusSchema.parse(answer.body).cohort).toBe('53-54')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=1')
    expect(answer.headers.get('set-cookie')).toBeNull()
    const url = `${plane.url}/v1/cohorts/53-54/status`
    const other = await fetch(url, { headers: { 'if-none-match': '"other"' } })
    expect(other.status).toBe(200)
    let etag = other.headers.get('etag') ?? ''
    // A query is no way around the cache.
    for (const address of [url, `${url}?${'x'.repeat(50)}`])
      for (const form of [(current: string) => current, (current: string) => `W/"x", ${current}`])
        for (;;) {
          // Renewed four times a second: a copy that has just become old is answered with a new one.
          const again = await fetch(address, { headers: { 'if-none-match': form(etag) } })
          if (again.status === 304) break
          expect(again.headers.get('etag')).not.toBe(etag)
          etag = again.headers.get('etag') ?? ''
        }
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200)
  })

  test('sites, slots and cohorts', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const sites = await phone.ask('GET', '/v1/sites')
    expect(sites.body).toMatchObject([
      { id: 'busan-1', left: 1 },
      { id: 'seoul-1', left: 310 },
    ])
    expect((await phone.ask('GET', '/v1/sites/busan-1/slots')).body).toMatchObject([{ id: 3, left: 1 }])
    expect((await phone.ask('GET', '/v1/cohorts')).body).toHaveLength(2)
    expect((await phone.ask('GET', '/healthz')).status).toBe(200)
  })

  test('the API document names every route and its refusals', async () => {
    await using plane = await openPlane()
    const { body } = await device(plane).ask('GET', '/v1/openapi.json')
    const paths = body['paths'] as Record<
      string,
      Record<string, { responses: Record<string, { description: string }> }>
    >
    expect(Object.keys(paths)).toContain('/v1/cohorts/{cohort}/join')
    const { responses } = paths['/v1/bookings']!['post']!
    expect(responses['409']?.description).toContain('slot-full')
    expect(responses['401']?.description).toContain('admission-missing')
    expect(JSON.stringify(body)).not.toContain('$schema')
    // Held against the schema of OpenAPI itself.
    expect(await new Validator().validate(body)).toMatchObject({ valid: true })
  })
})

describe('the registry of synthetic people', () => {
  test('says what it is, and is there in a drill alone', async () => {
    const subject = subjectOf(7, range)
    {
      await using plane = await openPlane()
      const answer = await device(plane).ask('POST', '/v1/registry/assertions', { subject })
      expect(answer.body).toMatchObject({ synthetic: true })
      const assertion = answer.body['assertion']
      const joined = await device(plane).ask('POST', '/v1/cohorts/53-54/join', { assertion })
      expect(joined.status).toBe(200)
      const wrong = await device(plane).ask('POST', '/v1/registry/assertions', { subject: 'synthetic-1967-02-30-1' })
      expect(wrong.body['code']).toBe('bad-request')
    }
    await using plane = await openPlane({ live: true })
    const answer = await device(plane).ask('POST', '/v1/registry/assertions', { subject })
    expect([answer.status, answer.body['code']]).toEqual([404, 'not-found'])
    const { body } = await device(plane).ask('GET', '/v1/openapi.json')
    expect(Object.keys(body['paths'] as object)).not.toContain('/v1/registry/assertions')
  })
})
