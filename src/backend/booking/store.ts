import { Kysely } from 'kysely'
import type { Booking } from '../../protocol/citizen.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { PersonHash } from '../gate/contract.ts'
import type { Launch } from '../launch.ts'
import { newCode, readCode, showCode } from './code.ts'
import type { Bookings, SlotAddition } from './contract.ts'
import { sqliteDialect, type BookingDialect } from './dialect.sqlite.ts'
import { createHolders } from './holders.ts'
import { migrate } from './migrations.ts'
import { compileQueries } from './queries.ts'
import type { BookingTables } from './schema.ts'
import { addSites, addSlots, load, seed } from './shelves.ts'
import { createStockBook } from './stock.ts'
import { createWrites, type BookingTransaction, type WritesOptions } from './writes.ts'

export interface BookingsOptions extends Partial<WritesOptions> {
  /** booking.db, or a dialect of another store. */
  readonly file: string | BookingDialect
  /** Sites and slots for a store that has none yet. */
  readonly seed?: Pick<Launch, 'sites' | 'slots'>
}

export interface BookingStore extends Bookings {
  /** Commits everything asked for so far. */
  flush(): Promise<void>
}

type Row = {
  code: string
  person: Uint8Array
  slot: number
  state: 'confirmed' | 'cancelled'
  booked_at: number | string
}

/** Opens the booking store, brings its tables up to date and reads the availability into memory. */
export async function openBookings({
  file,
  seed: plan,
  manual = false,
  ...hooks
}: BookingsOptions): Promise<BookingStore> {
  const dialect = typeof file === 'string' ? sqliteDialect(file) : file
  const db = new Kysely<BookingTables>({ dialect: dialect.dialect })
  await migrate(db, dialect)
  if (plan) await seed(db, plan)
  const stock = createStockBook()
  const holders = createHolders()
  let made = await load(db, stock, holders)
  const queries = compileQueries(db)
  const writes = createWrites(db, { manual, ...hooks })

  const answer = (row: Row): Booking => {
    const slot = stock.facts(row.slot)
    if (!slot) throw new Error(`booking of slot ${row.slot}, which is unknown`)
    return { code: showCode(row.code), slot, state: row.state, bookedAt: Number(row.booked_at) }
  }

  async function place(transaction: BookingTransaction, person: PersonHash, slot: number, at: number) {
    const taken = await transaction.executeQuery(queries.take(slot))
    if (taken.numAffectedRows !== 1n) throw new RefusalError('slot-full')
    const code = newCode()
    const inserted = await transaction.executeQuery(queries.insert(code, person, slot, at))
    if (inserted.numAffectedRows === 1n)
      return () => {
        holders.set(person, slot)
        stock.move(slot, -1)
        made++
        return answer({ code, person, slot, state: 'confirmed', booked_at: at })
      }
    // Another request of the same person came first: undo, then tell a retry from a second booking.
    await transaction.executeQuery(queries.giveBack(slot))
    const { rows } = await transaction.executeQuery(queries.ofPerson(person))
    const held = rows[0]
    if (held?.slot !== slot) throw new RefusalError('already-booked')
    return () => answer(held)
  }

  async function undo(transaction: BookingTransaction, code: string, at: number) {
    const row = await transaction
      .selectFrom('bookings')
      .select(['code', 'person', 'slot', 'state', 'booked_at'])
      .where('code', '=', code)
      .executeTakeFirst()
    if (!row) throw new RefusalError('booking-unknown')
    if (row.state === 'cancelled') return () => answer(row)
    await transaction
      .updateTable('bookings')
      .set({ state: 'cancelled', cancelled_at: at })
      .where('code', '=', code)
      .execute()
    await transaction.executeQuery(queries.giveBack(row.slot))
    return () => {
      holders.delete(row.person)
      stock.move(row.slot, 1)
      return answer({ ...row, state: 'cancelled' })
    }
  }

  async function of(person: PersonHash): Promise<Booking | undefined> {
    const { rows } = await db.executeQuery(queries.ofPerson(person))
    return rows[0] && answer(rows[0])
  }

  return {
    of,
    sites: () => stock.sites(),
    slots: site => stock.slots(site),
    stock: () => stock.totals(),
    total: () => made,
    hasBooking: person => holders.get(person) !== undefined,
    flush: () => writes.flush(),

    async book(person, slot, at) {
      const left = stock.left(slot)
      if (left === undefined) throw new RefusalError('slot-unknown')
      const held = holders.get(person)
      if (held !== undefined && held !== slot) throw new RefusalError('already-booked')
      if (held === slot) {
        const booking = await of(person)
        // Gone when a cancellation was on its way to the disk: then this is a new booking after all.
        if (booking?.slot.id === slot) return booking
      } else if (left === 0) throw new RefusalError('slot-full')
      return writes.write(transaction => place(transaction, person, slot, at))
    },

    async find(typed) {
      const code = readCode(typed)
      if (code === undefined) return undefined
      const row = await db
        .selectFrom('bookings')
        .select(['code', 'person', 'slot', 'state', 'booked_at'])
        .where('code', '=', code)
        .executeTakeFirst()
      return row && answer(row)
    },

    async holderOf(typed) {
      const code = readCode(typed)
      if (code === undefined) return undefined
      const row = await db.selectFrom('bookings').select('person').where('code', '=', code).executeTakeFirst()
      return row?.person
    },

    async cancel(typed, at) {
      const code = readCode(typed)
      if (code === undefined) throw new RefusalError('booking-unknown')
      return writes.write(transaction => undo(transaction, code, at))
    },

    planned: () => stock.planned(),

    addSites: sites =>
      writes.write(async transaction => {
        await addSites(transaction, sites)
        return () => {
          for (const site of sites) stock.putSite(site)
        }
      }),

    async addSlots(additions: readonly SlotAddition[]) {
      const unknown = additions.find(({ site }) => !stock.hasSite(site))
      if (unknown) throw new RefusalError('resource-unknown', `site ${unknown.site}`)
      await writes.write(async transaction => {
        const rows = await addSlots(transaction, additions)
        return () => {
          for (const row of rows) stock.putSlot(row)
        }
      })
    },

    async close() {
      await writes.flush()
      await db.destroy()
    },
  }
}
