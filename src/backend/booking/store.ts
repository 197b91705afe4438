import type { Booking } from '../../protocol/citizen.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { PersonHash } from '../gate/contract.ts'
import { readCode, showCode } from './code.ts'
import type { Bookings } from './contract.ts'
import { createHolders, type Holders } from './holders.ts'
import { createStockBook, type StockBook } from './stock.ts'
import type { Asked, BookingRow, Outcome, Tables } from './tables.ts'
import { createWrites, type WritesOptions } from './writes.ts'

export interface BookingStore extends Bookings {
  /** Commits everything asked for so far. */
  flush(): Promise<void>
}

/**
 * Opens the booking store and reads the availability into memory, which from then on follows what has been committed. The
 * tables are the store's from here on: closed with it, or at once when they cannot be read.
 */
export async function openBookings(tables: Tables, hooks: WritesOptions = {}): Promise<BookingStore> {
  const stock = createStockBook()
  const holders = createHolders()
  let made: number
  try {
    made = await read(tables, stock, holders)
  } catch (error) {
    await tables.close()
    throw error
  }
  const writes = createWrites(tables, hooks)

  const answer = (row: BookingRow): Booking => {
    const slot = stock.facts(row.slot)
    if (!slot) throw new Error(`booking of slot ${row.slot}, which is unknown`)
    return { code: showCode(row.code), slot, state: row.state, bookedAt: row.bookedAt }
  }

  /** A booking that has been committed, or was there already. */
  function booked({ person, slot, at }: Asked<'book'>, outcome: Outcome): Booking {
    if (outcome.kind !== 'booked') return found(outcome)
    holders.set(person, slot)
    stock.move(slot, -1)
    made++
    return answer({ code: outcome.code, person, slot, state: 'confirmed', bookedAt: at })
  }

  function cancelled(outcome: Outcome): Booking {
    if (outcome.kind !== 'cancelled') return found(outcome)
    holders.delete(outcome.row.person)
    stock.move(outcome.row.slot, 1)
    return answer(outcome.row)
  }

  function found(outcome: Outcome): Booking {
    if (outcome.kind === 'found') return answer(outcome.row)
    if (outcome.kind === 'refused') throw new RefusalError(outcome.code)
    throw new Error(`no booking comes of ${outcome.kind}`)
  }

  async function of(person: PersonHash): Promise<Booking | undefined> {
    const row = await tables.ofPerson(person)
    return row && answer(row)
  }

  return {
    of,
    sites: () => stock.sites(),
    slots: site => stock.slots(site),
    stock: () => stock.totals(),
    expire: now => stock.expire(now),
    total: () => made,
    hasBooking: person => holders.get(person) !== undefined,
    flush: () => writes.flush(),

    async book(person, slot, at) {
      if (!stock.facts(slot)) throw new RefusalError('slot-unknown')
      const held = holders.get(person)
      if (held !== undefined && held !== slot) throw new RefusalError('already-booked')
      if (held === slot) {
        const booking = await of(person)
        // Gone when a cancellation was on its way to the disk: then this is a new booking after all.
        if (booking?.slot.id === slot) return booking
      }
      const left = stock.left(slot)
      if (left === undefined) throw new RefusalError('slot-unknown')
      if (left === 0 && held === undefined) throw new RefusalError('slot-full')
      // A copy: what travels to another thread takes the whole buffer along that it is a part of.
      const asked = { kind: 'book', person: new Uint8Array(person), slot, at } as const
      return writes.write(asked, outcome => booked(asked, outcome))
    },

    async find(typed) {
      const code = readCode(typed)
      const row = code === undefined ? undefined : await tables.ofCode(code)
      return row && answer(row)
    },

    async holderOf(typed) {
      const code = readCode(typed)
      return code === undefined ? undefined : (await tables.ofCode(code))?.person
    },

    async cancel(typed, at) {
      const code = readCode(typed)
      if (code === undefined) throw new RefusalError('booking-unknown')
      return writes.write({ kind: 'cancel', code, at }, cancelled)
    },

    planned: () => stock.planned(),

    addSites: sites =>
      writes.write({ kind: 'add-sites', sites }, () => {
        for (const site of sites) stock.putSite(site)
      }),

    async addSlots(additions) {
      const unknown = additions.find(({ site }) => !stock.hasSite(site))
      if (unknown) throw new RefusalError('resource-unknown', `site ${unknown.site}`)
      await writes.write({ kind: 'add-slots', additions }, outcome => {
        if (outcome.kind !== 'slots') throw new Error(`no slots come of ${outcome.kind}`)
        for (const row of outcome.rows) stock.putSlot(row)
      })
    },

    async close() {
      await writes.flush()
      await tables.close()
    },
  }
}

/** Fills both from the tables; returns how many bookings were ever made. */
async function read(tables: Tables, stock: StockBook, holders: Holders): Promise<number> {
  const { sites, slots, made } = await tables.shelves()
  for (const site of sites) stock.putSite(site)
  for (const slot of slots) stock.putSlot(slot)
  for (let after: string | undefined = ''; after !== undefined;) {
    const { rows, last } = await tables.held(after)
    for (const { person, slot } of rows) holders.set(person, slot)
    after = last ? undefined : rows.at(-1)?.code
  }
  return made
}
