import type { ClaimAnswer } from '../../protocol/citizen.ts'
import { isSampled } from '../../rules/eta.ts'
import type { Clock } from '../clock.ts'
import type { ClientHash, Gate } from './contract.ts'
import type { Heartbeats } from './heartbeats.ts'
import type { Lines } from './lines.ts'
import { refuse } from './refusals.ts'
import type { Revocations } from './revocations.ts'
import type { Sales } from './sale.ts'
import type { GateStore, Lease, Line, Place, PlaceState } from './store.ts'
import type { Ticket, Tokens } from './tokens.ts'

/** What the holder of a place, or who wants one, can ask. */
export type Tickets = Pick<Gate, 'joinable' | 'join' | 'claim' | 'heartbeat' | 'leave' | 'standing'>

export interface TicketsOptions {
  readonly clock: Clock
  readonly store: GateStore
  readonly lines: Lines
  readonly sales: Sales
  readonly revocations: Pick<Revocations, 'bars'>
  readonly tokens: Tokens
  readonly heartbeats: Heartbeats
  /** Seats that may be used now. */
  readonly seats: () => number
  readonly leaseMs: number
  readonly extendMs: number
  /** How long a client should wait before it asks again; `parked` says that it has been called. */
  readonly retryAfter: (cohort: string, number: number | null, parked: boolean) => number
}

/** A warning comes a minute before a lease ends, in short leases after three quarters of it; WCAG asks for 20 s. */
export const warnBefore = (leaseMs: number): number => Math.max(1, Math.round(Math.min(60_000, leaseMs / 4)))

/** One tap extends a lease, and ten at least must do so (WCAG 2.2, success criterion 2.2.1). */
const EXTENSIONS = 10

/** When a lease ends however often it is extended: others wait for the seat. */
export const lastEnd = ({ firstEnd }: Lease, extendMs: number): number => firstEnd + EXTENSIONS * extendMs

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}

/** A place that was not taken back. */
interface StandingPlace extends Place {
  readonly state: Exclude<PlaceState, 'revoked'>
}

export function createTickets(options: TicketsOptions): Tickets {
  const { clock, store, lines, sales, revocations, tokens, heartbeats, seats, leaseMs, extendMs, retryAfter } = options

  /** The place that a ticket speaks of; refuses whatever does not hold any more. */
  function present(token: string, client: ClientHash): { ticket: Ticket; line: Line; place: StandingPlace } {
    const ticket = tokens.readTicket(token)
    if (!sameBytes(ticket.client, client)) refuse('wrong-client')
    if (!store.line(ticket.cohort)) refuse('ticket-invalid')
    const line = lines.at(ticket.cohort)
    const { state, generation } = store.place(ticket.cohort, ticket.index, ticket.person) ?? refuse('ticket-invalid')
    if (state === 'revoked') return refuse('admission-revoked')
    if (generation !== ticket.generation) refuse('ticket-superseded')
    return { ticket, line, place: { state, generation } }
  }

  function joinable(cohort: string): void {
    const { state } = lines.at(cohort)
    if (state === 'scheduled') refuse('cohort-not-open')
    if (state === 'closed') refuse('cohort-closed')
  }

  function admittedAnswer(ticket: Ticket, lease: Lease): ClaimAnswer {
    const { number, expiresAt } = lease
    const dependents = store.dependents(ticket.cohort, ticket.index)
    const admission = tokens.signAdmission({ ...ticket, number, dependents, expiresAt })
    return {
      state: 'admitted',
      number,
      admission,
      expiresAt,
      warnBeforeMs: warnBefore(leaseMs),
      extendableUntil: lastEnd(lease, extendMs),
    }
  }

  return {
    standing(token, client) {
      const { ticket, place } = present(token, client)
      const { cohort, index } = ticket
      return { cohort, index, number: lines.numberOf(cohort, index), state: place.state }
    },

    joinable,

    async join(cohort, person, client, dependents, again = false) {
      joinable(cohort)
      if (revocations.bars(person, client)) refuse('joining-barred')
      // Whoever holds a place gets it back, sold out or not.
      const may = { enter: sales.of(cohort).joining && !sales.gone(), again }
      const outcome = await store.join(cohort, { person, client, dependents, may })
      if (outcome.kind === 'booked') return refuse('already-booked')
      if (outcome.kind === 'full') return refuse('sold-out')
      const { index, generation, returned, moved } = outcome
      const ticket = tokens.signTicket({ cohort, index, generation, person, client })
      return { ticket, cohort, index, number: lines.numberOf(cohort, index), returned, moved }
    },

    async claim(token, client) {
      const { ticket, line, place } = present(token, client)
      const { cohort, index } = ticket
      const number = lines.numberOf(cohort, index)
      const seated = number !== null && store.lease(cohort, number) !== undefined
      if (line.state === 'closed' && !seated) refuse('cohort-closed')
      if (line.state === 'scheduled' || line.state === 'prequeue') refuse('cohort-not-open')
      // The place stays: should a cancellation free a dose, the lowest number that waits is served first.
      if (sales.gone() && (place.state === 'waiting' || place.state === 'parked')) refuse('sold-out')
      // Between the opening and the reveal of the draw nobody can know whether they are called.
      if (number === null) return { state: 'waiting', number, retryAfterMs: retryAfter(cohort, number, false) }
      const leaseUntil = clock.event() + leaseMs
      const outcome = await store.claim(cohort, { index, number, seats: seats(), leaseUntil })
      if (outcome.kind === 'leased') return admittedAnswer(ticket, outcome.lease)
      if (outcome.kind === 'booked') return refuse('already-booked')
      if (outcome.kind === 'left' || outcome.kind === 'expired') return refuse('lease-over')
      if (outcome.kind === 'revoked') return refuse('admission-revoked')
      if (outcome.kind === 'waiting') return refuse('not-called', `number ${number}, called up to ${line.serving}`)
      return { state: 'parked', number, retryAfterMs: retryAfter(cohort, number, true) }
    },

    heartbeat(token, client) {
      try {
        const { ticket } = present(token, client)
        const number = lines.numberOf(ticket.cohort, ticket.index)
        if (isSampled(number)) heartbeats.note(ticket.cohort, number, clock.event())
        return Promise.resolve()
      } catch (error) {
        return Promise.reject(error instanceof Error ? error : new Error(String(error)))
      }
    },

    async leave(token, client) {
      const { ticket, place } = present(token, client)
      if (place.state === 'booked') refuse('already-booked')
      const number = lines.numberOf(ticket.cohort, ticket.index)
      if (number !== null && place.state === 'waiting') heartbeats.left(ticket.cohort, number, clock.event())
      await store.leave(ticket.cohort, ticket.index, number)
    },
  }
}
