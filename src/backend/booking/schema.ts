import type { ColumnType, Kysely, Transaction } from 'kysely'

/** The tables of booking.db. Instants are ms since the epoch; PostgreSQL hands a bigint over as text, so read with `Number`. */
export interface BookingTables {
  sites: SiteTable
  slots: SlotTable
  bookings: BookingTable
}

interface SiteTable {
  id: string
  name_ko: string
  name_en: string
  region: string
}

interface SlotTable {
  id: number
  site: string
  vaccine: string
  date: string
  time: string
  doses: number
  left: number
}

export interface BookingTable {
  /** Twelve characters, as in `code.ts`, without hyphens. */
  code: string
  person: Uint8Array
  slot: number
  state: 'confirmed' | 'cancelled'
  booked_at: Instant
  cancelled_at: Instant | null
}

type Instant = ColumnType<number | string, number, number>

export type BookingDatabase = Kysely<BookingTables>
export type BookingTransaction = Transaction<BookingTables>
