import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { subjectOf } from '../../../src/backend/booking/registry.ts'
import { errorCodes, type ErrorCode } from '../../../src/protocol/errors.ts'
import { device } from './device.ts'
import { openPlane, range, type Plane } from './plane.ts'
import { person } from '../booking/plan.ts'

/** Every refusal that the API document names for an operation is one that it gives, and the other way round. */

const LEASE = 300_000
const problemShape = z.object({
  schema: z.object({ properties: z.object({ code: z.object({ enum: z.array(z.string()) }) }) }),
})
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.object({ content: z.unknown().optional() })) })),
  ),
})

/** What any operation may answer: refused before it is reached, or when it fails. The fuzz and other tests meet these. */
const always: ReadonlySet<string> = new Set<ErrorCode>([
  'bad-request',
  'method-not-allowed',
  'too-large',
  'unsupported-media',
  'too-many-requests',
  'unavailable',
  'internal',
])

async function documented(plane: Plane): Promise<string[]> {
  const { paths } = documentSchema.parse((await device(plane).ask('GET', '/v1/openapi.json')).body)
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.values(responses).flatMap(({ content }) => {
        const problem = z.object({ 'application/json': problemShape }).safeParse(content)
        const codes = problem.data?.['application/json'].schema.properties.code.enum ?? []
        return codes.filter(code => !always.has(code)).map(code => `${method.toUpperCase()} ${path} ${code}`)
      }),
    ),
  )
}

/** Devices whose refusals are noted under the operation of the document. */
function witness(plane: Plane) {
  const seen = new Set<string>()
  const templates = [
    [/^\/v1\/cohorts\/[^/]+\/draw\/[^/]+$/, '/v1/cohorts/{cohort}/draw/{index}'],
    [/^\/v1\/cohorts\/[^/]+\/(\w+)$/, '/v1/cohorts/{cohort}/$1'],
    [/^\/v1\/sites\/[^/]+\/slots$/, '/v1/sites/{site}/slots'],
    [/^\/v1\/bookings\/.+$/, '/v1/bookings/{code}'],
  ] as const
  function phone(cookie = '') {
    const base = device(plane, cookie)
    const ask: typeof base.ask = async (method, path, ...rest) => {
      const answer = await base.ask(method, path, ...rest)
      const found = templates.find(([pattern]) => pattern.test(path))
      const template = found ? path.replace(found[0], found[1]) : path
      const { code } = answer.body
      if (typeof code === 'string' && answer.status >= 400 && !always.has(code))
        seen.add(`${method} ${template} ${code}`)
      return answer
    }
    const join = async (serial: number, cohort = '53-54', dependents: number[] = []) => {
      const named = dependents.map(one => plane.assertion(one))
      const body = { assertion: plane.assertion(serial), dependents: named }
      return String((await ask('POST', `/v1/cohorts/${cohort}/join`, body)).body['ticket'])
    }
    const withTicket = async (ticket?: string) => {
      for (const path of ['claim', 'heartbeat', 'leave']) await ask('POST', `/v1/${path}`, undefined, ticket)
    }
    const withAdmission = async (admission?: string, body: object = { slot: 1 }) => {
      await ask('GET', '/v1/seat', undefined, admission)
      await ask('POST', '/v1/extend', undefined, admission)
      await ask('POST', '/v1/bookings', body, admission)
    }
    const seat = async (serial: number, dependents: number[] = []) => {
      const ticket = await join(serial, '53-54', dependents)
      for (;;) {
        const { body } = await base.ask('POST', '/v1/claim', undefined, ticket)
        if (body['state'] === 'admitted')
          return { ticket, admission: String(body['admission']), number: Number(body['number']) }
        await pause(20)
      }
    }
    return {
      ask,
      join,
      seat,
      withTicket,
      withAdmission,
      get cookie() {
        return base.cookie
      },
    }
  }
  return { seen, phone }
}

test('the refusals that are documented are those that are given', { timeout: 240_000 }, async () => {
  await using plane = await openPlane({ prequeue: true, perMinute: 100_000 })
  const { seen, phone } = witness(plane)
  const { gate, bookings, clock } = plane

  // Nothing at all, and what nobody signed.
  const stranger = phone()
  await stranger.withTicket()
  await stranger.withTicket('x'.repeat(40))
  await stranger.withAdmission()
  await stranger.withAdmission('x'.repeat(40))
  for (const [method, path] of [
    ['GET', '/v1/cohorts/nope/status'],
    ['GET', '/v1/cohorts/nope/draw'],
    ['GET', '/v1/cohorts/nope/draw/1'],
    ['GET', '/v1/cohorts/53-54/draw/999'],
    ['GET', '/v1/sites/nowhere/slots'],
    ['GET', '/v1/bookings/XXXX'],
    ['DELETE', '/v1/bookings/XXXX'],
  ] as const)
    await stranger.ask(method, path)

  // Who asks to join.
  const join = '/v1/cohorts/53-54/join'
  const old = plane.registry.issue(subjectOf(90, range), clock.real() - 86_400_000)
  const once = plane.assertion(91)
  await stranger.ask('POST', join, { assertion: 'x'.repeat(40) })
  await stranger.ask('POST', join, { assertion: old })
  await phone().ask('POST', join, { assertion: once })
  await phone().ask('POST', join, { assertion: once })
  await stranger.ask('POST', join, { assertion: plane.registry.issue('synthetic-1950-01-01-1', clock.real()) })
  await stranger.join(92, 'nope')
  await stranger.join(92, '50-52')

  // Before the opening; then a place that is not called.
  const early = phone()
  await early.withTicket(await early.join(1))
  await plane.open()

  const late = phone()
  const booked = await late.seat(2, [3])
  await late.ask('POST', '/v1/bookings', { slot: 999 }, booked.admission)
  await late.ask('POST', '/v1/bookings', { slot: 1, dependent: 4 }, booked.admission)
  await bookings.book(person('the last dose'), 3, clock.event())
  await late.ask('POST', '/v1/bookings', { slot: 3 }, booked.admission)
  for (const dependent of [null, 0]) await late.ask('POST', '/v1/bookings', { slot: 1, dependent }, booked.admission)
  await late.withTicket(booked.ticket)
  await late.withAdmission(booked.admission, { slot: 2 })
  await late.join(2)

  const leaving = phone()
  const left = await leaving.seat(4)
  await leaving.ask('POST', '/v1/leave', undefined, left.ticket)
  await leaving.withAdmission(left.admission)

  const [first, second] = [phone(), phone()]
  const moved = await first.seat(5)
  await second.withTicket(moved.ticket)
  await second.withAdmission(moved.admission)
  await second.join(5)
  await first.withTicket(moved.ticket)
  await first.withAdmission(moved.admission)

  const hit = phone()
  const revoked = await hit.seat(6)
  const { person: whose } = gate.placeOfToken(revoked.ticket)
  await gate.revoke({ what: 'person', person: Buffer.from(whose).toString('hex') })
  await hit.withTicket(revoked.ticket)
  await hit.withAdmission(revoked.admission)
  await hit.join(6)

  const slow = phone()
  const expired = await slow.seat(7)
  gate.setIntake({ rate: 0, paused: false, ramp: null, revision: 9 })
  const waiting = phone()
  const ticket = await waiting.join(8)
  await waiting.withAdmission(ticket)
  await waiting.ask('POST', '/v1/claim', undefined, ticket)
  clock.advance(LEASE)
  await pause(100)
  await slow.withAdmission(expired.admission)
  await slow.ask('POST', '/v1/claim', undefined, expired.ticket)

  for (const { id, left } of bookings.sites().flatMap(({ id }) => bookings.slots(id)))
    await Promise.all(Array.from({ length: left }, (_, n) => bookings.book(person(`${id} ${n}`), id, clock.event())))
  await pause(100)
  await waiting.ask('POST', '/v1/claim', undefined, ticket)
  await waiting.join(9)
  gate.closeCohort('53-54')
  await waiting.ask('POST', '/v1/claim', undefined, ticket)
  await waiting.join(9)

  expect([...seen].toSorted()).toEqual((await documented(plane)).toSorted())
})

test('every refusal of this plane is documented somewhere, but for those of pages', async () => {
  await using plane = await openPlane({ prequeue: true })
  const named = new Set((await documented(plane)).map(line => line.split(' ')[2]))
  const citizens = errorCodes.slice(0, errorCodes.indexOf('frame-invalid'))
  expect(citizens.filter(code => !named.has(code) && !always.has(code))).toEqual([
    'cross-site',
    'identity-missing',
  ] satisfies ErrorCode[])
})
