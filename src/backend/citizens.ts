import type { Booking } from '../protocol/citizen.ts'
import { RefusalError } from '../protocol/errors.ts'
import type { Cohort } from '../protocol/nouns.ts'
import { isEligible } from '../rules/eligibility.ts'
import type { Attempts } from './attempts.ts'
import type { Bookings } from './booking/contract.ts'
import type { BookingSession, Citizens, Identity } from './citizens.contract.ts'
import type { Clock } from './clock.ts'
import type { Admission, ClientHash, Gate, PersonHash } from './gate/contract.ts'
import { createRecent } from './gate/recent.ts'
import { refuse } from './gate/refusals.ts'
import { warnBefore } from './gate/tickets.ts'
import { createMac } from './mac.ts'
import type { Meter } from './telemetry/contract.ts'

export interface CitizensOptions {
  readonly gate: Gate
  readonly bookings: Bookings
  readonly clock: Clock
  readonly cohorts: () => readonly Cohort[]
  readonly meter: Meter
  readonly attempts: Attempts
  /** How long a lease is, ms of event time. */
  readonly leaseMs: number
  /** Keys the hash of a client's secret; any length. */
  readonly clientKey: Uint8Array
}

/** Who is at the front or on the booking page asks again and again within minutes; about a hundred bytes each. */
const RECENT_CLIENTS = 16_384

/** Where the gate and the bookings meet: eligibility at the door, booking with an admission, each refusal counted. */
export function createCitizens(options: CitizensOptions): Citizens {
  const { gate, bookings, clock, cohorts, meter, attempts, leaseMs, clientKey } = options
  const mac = createMac(clientKey)
  const clients = createRecent<ClientHash>(RECENT_CLIENTS)
  function hashOf(client: string): ClientHash {
    const known = clients.get(client)
    if (known) return known
    const hash = mac.bytes(client, 8)
    clients.set(client, hash)
    return hash
  }
  // Counted from nothing on, so that the first one is seen as a step.
  for (const id of ['queue.rejoined', 'booking.admitted', 'bypass.attempts'] as const) meter.add(id, 0)

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
      return attempts.watch('reuse', () => bookedBefore(gate.recall(token, client), slot, dependent))
    }
    const person = personOf(admission, dependent)
    const held = bookings.hasBooking(person)
    const booking = await bookings.book(person, slot, clock.event())
    if (!held) meter.add('booking.admitted')
    meter.observe('booking.latencyP95', performance.now() - started)
    if ([admission.person, ...admission.dependents].every(named => bookings.hasBooking(named)))
      gate.release(admission, 'booked')
    return booking
  }

  function session(token: string, client: string): BookingSession {
    if (token === '') refuse('admission-missing')
    const { cohort, person, dependents, expiresAt } = gate.verify(token, hashOf(client))
    const booked = [person, ...dependents].map(one => bookings.hasBooking(one))
    return { cohort, expiresAt, warnBeforeMs: warnBefore(leaseMs), booked }
  }

  const ticketOf = (ticket: string) => (ticket === '' ? refuse('ticket-missing') : ticket)

  return {
    status: cohort => gate.status(cohort),
    draw: cohort => gate.draw(cohort),
    drawEntry: (cohort, index) => gate.drawEntry(cohort, index),
    joinable: cohort => attempts.watch('join', () => gate.joinable(cohort)),
    join: (cohort, identity, dependents, client) =>
      attempts.watch('join', async () => {
        checkDoor(cohort, [identity, ...dependents])
        const named = dependents.map(({ person }) => person)
        // Not everybody named has a booking, so a place that ended by one is no bar: it was cancelled, or was another's.
        const answer = await gate.join(cohort, identity.person, hashOf(client), named, true)
        if (answer.moved) attempts.note('join', 'moved')
        if (answer.returned) meter.add('queue.rejoined')
        return answer
      }),
    claim: (ticket, client) => attempts.watch('claim', () => gate.claim(ticketOf(ticket), hashOf(client))),
    heartbeat: (ticket, client) => attempts.watch('heartbeat', () => gate.heartbeat(ticketOf(ticket), hashOf(client))),
    leave: (ticket, client) => attempts.watch('leave', () => gate.leave(ticketOf(ticket), hashOf(client))),
    standing: (ticket, client) => attempts.watch('standing', () => gate.standing(ticketOf(ticket), hashOf(client))),
    session: (admission, client) => attempts.watch('session', () => session(admission, client)),
    extend: (admission, client) =>
      attempts.watch('extend', () => {
        if (admission === '') refuse('admission-missing')
        return gate.extend(admission, hashOf(client))
      }),
    sites: () => bookings.sites(),
    slots: site => bookings.slots(site),
    book: (admission, client, slot, dependent) =>
      attempts.watch('book', () => book(admission, client, slot, dependent)),
    booking: async code => {
      const booking = await bookings.find(code)
      if (!booking) throw new RefusalError('booking-unknown')
      return booking
    },
    cancel: code => bookings.cancel(code, clock.event()),
  }
}
