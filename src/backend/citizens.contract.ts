import type { Booking, ClaimAnswer, Extension, Site, Slot, StatusDocument, TicketAnswer } from '../protocol/citizen.ts'
import type { DrawDocument, DrawEntry } from '../protocol/draw.ts'
import type { PersonHash, Standing } from './gate/contract.ts'

/** A person after the identity check. */
export interface Identity {
  readonly person: PersonHash
  /** Calendar date, KST: 'YYYY-MM-DD'. */
  readonly birthDate: string
}

/** A seat as the booking page needs it. */
export interface BookingSession {
  readonly cohort: string
  /** Event time, ms; a warning is due `warnBeforeMs` earlier. */
  readonly expiresAt: number
  readonly warnBeforeMs: number
  /** Whether each has a booking: the person of the place, then the dependents in the order named. */
  readonly booked: readonly boolean[]
}

/**
 * Everything a citizen can ask, after the identity check: what the HTTP plane and the in-process crowd call alike.
 * `client` is the secret of one device (its cookie). Refusals are thrown as `RefusalError`.
 */
export interface Citizens {
  status(cohort: string): StatusDocument
  draw(cohort: string): DrawDocument
  drawEntry(cohort: string, index: number): DrawEntry
  /** Refuses when nobody can join now, without asking who it is. */
  joinable(cohort: string): Promise<void>
  join(cohort: string, identity: Identity, dependents: readonly Identity[], client: string): Promise<TicketAnswer>
  claim(ticket: string, client: string): Promise<ClaimAnswer>
  heartbeat(ticket: string, client: string): Promise<void>
  leave(ticket: string, client: string): Promise<void>
  /** Where a ticket stands; changes nothing. */
  standing(ticket: string, client: string): Promise<Standing>
  /** What an admission allows now; refuses as `book` does, and counts as a booking session seen. */
  session(admission: string, client: string): Promise<BookingSession>
  extend(admission: string, client: string): Promise<Extension>
  sites(): readonly Site[]
  slots(site: string): readonly Slot[]
  book(admission: string, client: string, slot: number, dependent: number | null): Promise<Booking>
  booking(code: string): Promise<Booking>
  cancel(code: string): Promise<Booking>
}
