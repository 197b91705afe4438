import { createHmac, createSecretKey } from 'node:crypto'
import { RefusalError, type ErrorCode } from '../protocol/errors.ts'
import type { Cohort } from '../protocol/nouns.ts'
import { isEligible } from '../rules/eligibility.ts'
import type { Bookings } from './booking/contract.ts'
import { doorOf } from './booking/doors.ts'
import type { Citizens, Identity } from './citizens.contract.ts'
import type { Clock } from './clock.ts'
import type { Admission, ClientHash, Gate } from './gate/contract.ts'
import { createRecentAdmissions } from './recentAdmissions.ts'
import type { Meter } from './telemetry/contract.ts'

export interface CitizensOptions {
  readonly gate: Gate
  readonly bookings: Bookings
  readonly clock: Clock
  readonly cohorts: () => readonly Cohort[]
  readonly meter: Meter
  /** Keys the hash of a client's secret; any length. */
  readonly clientKey: Uint8Array
}

/** Where the gate and the bookings meet: eligibility at the door, booking with an admission, each refusal counted. */
export function createCitizens({ gate, bookings, clock, cohorts, meter, clientKey }: CitizensOptions): Citizens {
  const key = createSecretKey(clientKey)
  const recent = createRecentAdmissions()
  meter.add('booking.total', bookings.total())

  function hashOf(client: string): ClientHash {
    const digest = createHmac('sha256', key).update(client).digest()
    return new Uint8Array(digest.buffer, digest.byteOffset, 8)
  }

  /** Refuses at the door, before the gate is asked, which counts its own refusals. */
  function refuse(code: ErrorCode, detail?: string): never {
    meter.add('gate.refused')
    throw new RefusalError(code, detail)
  }

  /** Counts an attempt to get past the line, once, under its door. */
  async function counted<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const door = error instanceof RefusalError && doorOf(error.code)
      if (door) meter.add('bypass.attempts', 1, door)
      throw error
    }
  }

  /** Everybody named must be in the cohort's range: who is not never joins the line. */
  function checkDoor(cohortId: string, named: readonly Identity[]): void {
    const cohort = cohorts().find(({ id }) => id === cohortId)
    if (!cohort) return refuse('cohort-unknown')
    for (const { birthDate } of named) if (!isEligible(birthDate, cohort)) refuse('not-eligible')
    if (named.length > 1 && new Set(named.map(({ person }) => Buffer.from(person).toString('hex'))).size < named.length)
      refuse('bad-request', 'dependents: named twice')
    if (named.every(({ person }) => bookings.hasBooking(person))) refuse('already-booked')
  }

  /** The admission of a booking request; also one whose lease has ended by booking, so that a lost answer can be had again. */
  function admissionOf(token: string, client: ClientHash): Admission {
    try {
      return gate.verify(token, client)
    } catch (error) {
      const settled = error instanceof RefusalError && recent.find(token, client)
      if (settled) return settled
      throw error
    }
  }

  async function book(token: string, clientSecret: string, slot: number, dependent: number | null) {
    const started = performance.now()
    if (token === '') refuse('admission-missing')
    const client = hashOf(clientSecret)
    const admission = admissionOf(token, client)
    const person = dependent === null ? admission.person : admission.dependents[dependent]
    if (!person) return refuse('not-yours')
    const held = bookings.hasBooking(person)
    const booking = await bookings.book(person, slot, clock.event())
    if (!held) meter.add('booking.total')
    meter.observe('booking.latencyP95', performance.now() - started)
    if ([admission.person, ...admission.dependents].every(named => bookings.hasBooking(named))) {
      gate.release(admission, 'booked')
      recent.add(token, client, admission)
    }
    return booking
  }

  const ticketOf = (ticket: string) => {
    return ticket === '' ? refuse('ticket-missing') : ticket
  }

  return {
    status: cohort => gate.status(cohort),
    join: (cohort, identity, dependents, client) =>
      counted(() => {
        checkDoor(cohort, [identity, ...dependents])
        const named = dependents.map(({ person }) => person)
        return gate.join(cohort, identity.person, hashOf(client), named)
      }),
    claim: (ticket, client) => counted(() => gate.claim(ticketOf(ticket), hashOf(client))),
    heartbeat: (ticket, client) => counted(() => gate.heartbeat(ticketOf(ticket), hashOf(client))),
    leave: (ticket, client) => counted(() => gate.leave(ticketOf(ticket), hashOf(client))),
    extend: (admission, client) =>
      counted(() => {
        if (admission === '') refuse('admission-missing')
        return gate.extend(admission, hashOf(client))
      }),
    sites: () => bookings.sites(),
    slots: site => bookings.slots(site),
    book: (admission, client, slot, dependent) => counted(() => book(admission, client, slot, dependent)),
    booking: async code => {
      const booking = await bookings.find(code)
      if (!booking) throw new RefusalError('booking-unknown')
      return booking
    },
    cancel: code => bookings.cancel(code, clock.event()),
  }
}
