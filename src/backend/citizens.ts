import { createHmac, createSecretKey } from 'node:crypto'
import type { Booking } from '../protocol/citizen.ts'
import { RefusalError, type ErrorCode } from '../protocol/errors.ts'
import type { Cohort } from '../protocol/nouns.ts'
import { isEligible } from '../rules/eligibility.ts'
import type { Bookings } from './booking/contract.ts'
import { doorOf } from './booking/doors.ts'
import type { Citizens, Identity } from './citizens.contract.ts'
import type { Clock } from './clock.ts'
import type { Admission, ClientHash, Gate, PersonHash } from './gate/contract.ts'
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

  const personOf = ({ person, dependents }: Admission, dependent: number | null): PersonHash =>
    (dependent === null ? person : dependents[dependent]) ?? refuse('not-yours')

  /** Who has booked and lost the answer gets it by asking again, although the lease has ended; nothing new is booked. */
  async function bookedBefore(admission: Admission, slot: number, dependent: number | null): Promise<Booking> {
    const booking = await bookings.of(personOf(admission, dependent))
    if (!booking) return refuse('lease-over')
    return booking.slot.id === slot ? booking : refuse('already-booked')
  }

  async function book(token: string, clientSecret: string, slot: number, dependent: number | null): Promise<Booking> {
    const started = performance.now()
    if (token === '') refuse('admission-missing')
    const client = hashOf(clientSecret)
    let admission: Admission
    try {
      admission = gate.verify(token, client)
    } catch (error) {
      if (!(error instanceof RefusalError) || error.code !== 'already-booked') throw error
      return bookedBefore(gate.recall(token, client), slot, dependent)
    }
    const booking = await bookings.book(personOf(admission, dependent), slot, clock.event())
    meter.observe('booking.latencyP95', performance.now() - started)
    if ([admission.person, ...admission.dependents].every(named => bookings.hasBooking(named)))
      gate.release(admission, 'booked')
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
