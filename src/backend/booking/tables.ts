import type { ErrorCode } from '../../protocol/errors.ts'
import type { PlannedSite } from '../../protocol/plan.ts'
import type { PersonHash } from '../gate/contract.ts'
import type { Launch } from '../launch.ts'
import type { SlotAddition } from './contract.ts'
import type { SlotRow } from './stock.ts'

/**
 * What the booking store asks of its SQL tables. Everything is plain data, so that the tables may stand in this thread,
 * in another one, or in a server.
 */
export interface Tables {
  /**
   * All of them in one transaction; an outcome for each, in their order, once it is on the disk. Rejects with the cause
   * when the transaction failed: then nothing has changed.
   */
  commit(changes: readonly Change[]): Promise<readonly Outcome[]>
  /** The confirmed booking of a person. */
  ofPerson(person: PersonHash): Promise<BookingRow | undefined>
  /** @param code twelve characters, as in `code.ts` */
  ofCode(code: string): Promise<BookingRow | undefined>
  shelves(): Promise<Shelves>
  /** Confirmed bookings whose code comes after this one, in the order of their codes; fewer than a page at the end. */
  held(after: string): Promise<{ readonly rows: readonly Held[]; readonly last: boolean }>
  close(): Promise<void>
}

/** Opens the tables of a file; a new one is seeded with the sites and slots of a plan. */
export type OpenTables = (file: string, plan?: Pick<Launch, 'sites' | 'slots'>) => Promise<Tables>

export type Change =
  | { readonly kind: 'book'; readonly person: PersonHash; readonly slot: number; readonly at: number }
  | { readonly kind: 'cancel'; readonly code: string; readonly at: number }
  | { readonly kind: 'add-sites'; readonly sites: readonly PlannedSite[] }
  | { readonly kind: 'add-slots'; readonly additions: readonly SlotAddition[] }

/** A change of one kind. */
export type Asked<K extends Change['kind']> = Extract<Change, { kind: K }>

export type Outcome =
  /** A new booking, of whom and of what was asked. */
  | { readonly kind: 'booked'; readonly code: string }
  /** `cancelled` has changed the tables; `found` is a booking that was so before. */
  | { readonly kind: 'cancelled' | 'found'; readonly row: BookingRow }
  | { readonly kind: 'sites' }
  /** The slots as they now are. */
  | { readonly kind: 'slots'; readonly rows: readonly SlotRow[] }
  | { readonly kind: 'refused'; readonly code: ErrorCode }

export interface BookingRow {
  readonly code: string
  readonly person: PersonHash
  readonly slot: number
  readonly state: 'confirmed' | 'cancelled'
  /** ms since the epoch. */
  readonly bookedAt: number
}

export interface Shelves {
  readonly sites: readonly PlannedSite[]
  readonly slots: readonly SlotRow[]
  /** Bookings ever made. */
  readonly made: number
}

export type Held = Pick<BookingRow, 'code' | 'person' | 'slot'>
