import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  bookingSchema,
  bookRequestSchema,
  citizenRoutes,
  claimAnswerSchema,
  extensionSchema,
  joinRequestSchema,
  seatAnswerSchema,
  siteSchema,
  slotSchema,
  statusSchema,
  ticketAnswerSchema,
} from '../../protocol/citizen.ts'
import { cohortSchema, type Cohort } from '../../protocol/nouns.ts'
import type { Citizens } from '../citizens.contract.ts'
import { bearerOf, clientOf, ensureClient } from './citizenClient.ts'
import { examples, shown } from './citizenExamples.ts'
import type { Join } from './citizenJoin.ts'
import { codeParams, cohortParams, givesClient, responses, siteParams } from './citizenSchemas.ts'
import type { StatusAnswers } from './citizenStatus.ts'

export interface CitizenRoutesOptions {
  readonly citizens: Citizens
  readonly join: Join
  readonly cohorts: () => readonly Cohort[]
  readonly statusAnswers: StatusAnswers
  /** Route options that limit the rate of what changes or looks something up, and of what checks an identity. */
  readonly limited: object
  readonly costly: object
}

const ticketBearer = [{ ticket: [], device: [] }]
const admissionBearer = [{ admission: [], device: [] }]

/** Every route of the citizen plane: read the request, ask `Citizens`, answer. Nothing is decided here. */
export function addCitizenRoutes(app: FastifyInstance, options: CitizenRoutesOptions): void {
  const { citizens, join, cohorts, statusAnswers, limited, costly } = options
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const shareable = sharedListings()

  routes.get(
    citizenRoutes.status,
    {
      schema: {
        summary: 'The state of a cohort, the same for everybody',
        description:
          'The one document to poll while waiting: ask again after `pollAfterMs`. It is the same for everybody and may be cached for a second; a request with If-None-Match is answered 304. Before `state` is open there is nothing to do but wait; then learn the number (from joining, or /draw/{index}), and claim once `serving` has reached it. How long that takes: see the top of this document.',
        params: cohortParams,
        response: responses(shown(statusSchema, examples.status), 'cohort-unknown'),
      },
    },
    (request, reply) => {
      statusAnswers.answer(request.params.cohort, request.raw, reply.raw)
      return reply.hijack()
    },
  )

  routes.get(
    citizenRoutes.cohorts,
    {
      schema: {
        summary: 'Cohorts, with who may book and when',
        description:
          'The first thing to ask: it gives the device its secret as the cookie `sluice_client`, without which no ticket counts, and says which cohorts there are.',
        response: responses(
          givesClient(shown(z.array(cohortSchema).describe('All cohorts of the launch.'), examples.cohorts)),
        ),
      },
    },
    (request, reply) => {
      // The first thing a device asks: it gets its secret here, so that a lost answer to joining costs nothing.
      ensureClient(request, reply)
      return reply.header('cache-control', 'no-store').send(cohorts())
    },
  )

  routes.post(
    citizenRoutes.join,
    {
      ...costly,
      schema: {
        summary: 'Take a place, or get the one this person has',
        description:
          'From `prequeueAt` until the cohort closes. Before the opening everybody gets a place for the draw, and who comes first gains nothing; afterwards the number is the index. Safe to repeat: the same person gets the same place back, on this device; another device that held it loses it (`moved`). An assertion counts for the first device that uses it.',
        params: cohortParams,
        body: shown(joinRequestSchema, examples.join),
        response: responses(
          givesClient(shown(ticketAnswerSchema, examples.place)),
          'identity-invalid',
          'identity-expired',
          'identity-replayed',
          'not-eligible',
          'cohort-unknown',
          'cohort-not-open',
          'cohort-closed',
          'sold-out',
          'already-booked',
          'joining-barred',
        ),
      },
    },
    async (request, reply) => (await join(request, reply, request.params.cohort, request.body)).answer,
  )

  const ticketRefusals = [
    'ticket-missing',
    'ticket-invalid',
    'ticket-superseded',
    'wrong-client',
    'admission-revoked',
  ] as const

  routes.post(
    citizenRoutes.claim,
    {
      ...limited,
      schema: {
        summary: 'Take the seat of a number that has been called',
        description:
          'Ask once `serving` of the status is at or above the number. `waiting` and `parked` say to ask again after `retryAfterMs`: `waiting` while the draw is not revealed, `parked` while every seat is taken. `admitted` gives the admission to book with, and asking again gives it again. Who asks too early is refused `not-called`, which is counted as an attempt to get past the queue. A call is not lost by coming late, as long as the cohort is open and doses are left.',
        security: ticketBearer,
        response: responses(
          shown(claimAnswerSchema, examples.claimed),
          ...ticketRefusals,
          'not-called',
          'cohort-not-open',
          'cohort-closed',
          'sold-out',
          'already-booked',
          'lease-over',
        ),
      },
    },
    request => citizens.claim(bearerOf(request), clientOf(request)),
  )

  routes.post(
    citizenRoutes.heartbeat,
    {
      ...limited,
      schema: {
        summary: 'Still waiting: asked of one client in 64',
        description:
          'Send it with each poll of the status, but only where the number is known, not called yet and divisible by 64; of everybody else it is taken and changes nothing. From this sample the backend estimates how many have gone.',
        security: ticketBearer,
        response: responses(null, ...ticketRefusals),
      },
    },
    async (request, reply) => {
      await citizens.heartbeat(bearerOf(request), clientOf(request))
      return done(reply)
    },
  )

  routes.post(
    citizenRoutes.leave,
    {
      ...limited,
      schema: {
        summary: 'Give the place up',
        description:
          'The place, or the seat if there is one, is free for others. It cannot be taken back: who joins again gets a new place, at the back.',
        security: ticketBearer,
        response: responses(null, ...ticketRefusals, 'already-booked'),
      },
    },
    async (request, reply) => {
      await citizens.leave(bearerOf(request), clientOf(request))
      return done(reply)
    },
  )

  const admissionRefusals = [
    'admission-missing',
    'admission-invalid',
    'not-admitted',
    'ticket-superseded',
    'admission-expired',
    'admission-revoked',
    'wrong-client',
    'lease-over',
  ] as const

  routes.get(
    citizenRoutes.seat,
    {
      ...limited,
      schema: {
        summary: 'Until when one holds the seat: what a booking page asks first',
        description: 'Changes nothing. Ask it when a booking page is shown or shown again.',
        security: admissionBearer,
        response: responses(shown(seatAnswerSchema, examples.seat), ...admissionRefusals, 'already-booked'),
      },
    },
    (request, reply) => {
      reply.header('cache-control', 'no-store')
      return citizens.session(bearerOf(request), clientOf(request))
    },
  )

  routes.post(
    citizenRoutes.extend,
    {
      ...limited,
      schema: {
        summary: 'More time to book',
        description:
          'Each request adds the extension of the launch to the lease, until `extendableUntil`; a later one is answered with the lease as it stands.',
        security: admissionBearer,
        response: responses(shown(extensionSchema, examples.extended), ...admissionRefusals, 'already-booked'),
      },
    },
    request => citizens.extend(bearerOf(request), clientOf(request)),
  )

  routes.get(
    citizenRoutes.sites,
    {
      schema: {
        summary: 'Sites, and the doses each has left',
        description: 'For who chooses where to book. May be a second old.',
        response: responses(shown(z.array(siteSchema).describe('All sites of the launch.'), examples.sites)),
      },
    },
    (_request, reply) => shareable(reply, citizens.sites()),
  )

  routes.get(
    citizenRoutes.slots,
    {
      schema: {
        summary: 'Slots of a site, and the doses each has left',
        description:
          'For who chooses when to book. May be a second old: a slot that has filled up meanwhile is refused `slot-full`, and another can be chosen under the same lease.',
        params: siteParams,
        response: responses(shown(z.array(slotSchema).describe('All slots of the site.'), examples.slots), 'not-found'),
      },
    },
    (request, reply) => shareable(reply, citizens.slots(request.params.site)),
  )

  routes.post(
    citizenRoutes.book,
    {
      ...limited,
      schema: {
        summary: 'Book a dose; asking again returns the same booking',
        description:
          'One booking for the person of the place, one for each dependent. The admission is spent when everybody named has a booking, and cancelling one later does not give it back: who wants another then joins again, at the back. The same slot asked for again is answered with the same booking, also after the lease has ended, so that a lost answer costs nothing; any other is `already-booked`.',
        security: admissionBearer,
        body: shown(bookRequestSchema, examples.book),
        response: responses(
          shown(bookingSchema, examples.booking),
          ...admissionRefusals,
          'slot-unknown',
          'slot-full',
          'not-yours',
          'already-booked',
        ),
      },
    },
    request => {
      const { slot, dependent } = request.body
      return citizens.book(bearerOf(request), clientOf(request), slot, dependent)
    },
  )

  routes.get(
    citizenRoutes.booking,
    {
      ...limited,
      schema: {
        summary: 'Look a booking up by its code',
        description: 'Needs no ticket: the code is enough, so keep it secret.',
        params: codeParams,
        response: responses(shown(bookingSchema, examples.booking), 'booking-unknown'),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return citizens.booking(request.params.code)
    },
  )

  routes.delete(
    citizenRoutes.booking,
    {
      ...limited,
      schema: {
        summary: 'Cancel a booking; asking again changes nothing',
        description:
          'Needs no ticket. The dose goes to somebody who waits. It does not give back the admission that the booking was made with: another booking takes joining and waiting anew, if the admission is spent.',
        params: codeParams,
        response: responses(shown(bookingSchema, examples.cancelled), 'booking-unknown'),
      },
    },
    request => citizens.cancel(request.params.code),
  )
}

function done(reply: FastifyReply): FastifyReply {
  return reply.code(204).send()
}

/** Availability is the same for everybody and its lists stay the same object until a booking changes them: written out once. */
function sharedListings() {
  const written = new WeakMap<readonly object[], string>()
  return (reply: FastifyReply, list: readonly object[]): FastifyReply => {
    let text = written.get(list)
    if (text === undefined) written.set(list, (text = JSON.stringify(list)))
    return reply
      .header('cache-control', 'public, max-age=1')
      .header('content-type', 'application/json; charset=utf-8')
      .send(text)
  }
}
