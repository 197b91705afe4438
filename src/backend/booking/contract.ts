import type { Booking, Site, Slot } from '../../protocol/citizen.ts'
import type { Stock } from '../../protocol/nouns.ts'
import type { PlannedSite, PlannedSlot } from '../../protocol/plan.ts'
import type { PersonHash } from '../gate/contract.ts'

export type SlotAddition = Readonly<PlannedSlot>

/** Sites, slots and bookings, kept in SQL (SQLite embedded, PostgreSQL at scale), written once in Kysely. */
export interface Bookings {
  sites(): readonly Site[]
  /** Slots of one site that have not begun, with what is left; throws `not-found` for an unknown site. */
  slots(site: string): readonly Slot[]
  stock(): Omit<Stock, 'revision'>
  /** Takes off sale whatever begins at this instant or before it (event time, ms). */
  expire(now: number): void
  /**
   * Books one dose; durable on return. One confirmed booking a person: asking again (a retry) returns the same booking
   * when the slot is the same, else refuses `already-booked`. `slot-full`, `slot-unknown` as the names say: one that has
   * begun is unknown.
   */
  book(person: PersonHash, slot: number, at: number): Promise<Booking>
  find(code: string): Promise<Booking | undefined>
  /** Whose booking a code is, cancelled or not. */
  holderOf(code: string): Promise<PersonHash | undefined>
  cancel(code: string, at: number): Promise<Booking>
  /** The confirmed booking of a person. */
  of(person: PersonHash): Promise<Booking | undefined>
  /** Whether the person already has a confirmed booking; to reconcile leases after a crash. */
  hasBooking(person: PersonHash): boolean
  /** All slots with the doses that were ever put on sale, in the order in which they came. */
  planned(): readonly SlotAddition[]
  /** Those that are there already are left alone. */
  addSites(sites: readonly PlannedSite[]): Promise<void>
  addSlots(additions: readonly SlotAddition[]): Promise<void>
  /** Bookings made so far, those cancelled since included: it only grows. */
  total(): number
  close(): Promise<void>
}
