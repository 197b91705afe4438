import { Kysely, type Selectable } from 'kysely'
import type { Launch } from '../launch.ts'
import { newCode } from './code.ts'
import { sqliteDialect, type BookingDialect } from './dialect.sqlite.ts'
import { migrate } from './migrations.ts'
import { compileQueries } from './queries.ts'
import type { BookingTable, BookingTables, BookingTransaction } from './schema.ts'
import { addSites, addSlots, readHeld, readShelves, seed } from './shelves.ts'
import type { Asked, BookingRow, Change, OpenTables, Outcome, Tables } from './tables.ts'

const columns = ['code', 'person', 'slot', 'state', 'booked_at'] as const

/** The tables in the database that a dialect opens, brought up to date, and seeded when there is nothing yet. */
export async function openTables(dialect: BookingDialect, plan?: Pick<Launch, 'sites' | 'slots'>): Promise<Tables> {
  const db = new Kysely<BookingTables>({ dialect: dialect.dialect })
  await migrate(db, dialect)
  if (plan) await seed(db, plan)
  const queries = compileQueries(db)

  async function book(transaction: BookingTransaction, change: Asked<'book'>): Promise<Outcome> {
    const { person, slot, at } = change
    const taken = await transaction.executeQuery(queries.take(slot))
    if (taken.numAffectedRows !== 1n) return { kind: 'refused', code: 'slot-full' }
    const code = newCode()
    const inserted = await transaction.executeQuery(queries.insert(code, person, slot, at))
    if (inserted.numAffectedRows === 1n) return { kind: 'booked', code }
    // Another request of the same person came first: undo, then tell a retry from a second booking.
    await transaction.executeQuery(queries.giveBack(slot))
    const { rows } = await transaction.executeQuery(queries.ofPerson(person))
    const held = rows[0]
    return held?.slot === slot ? { kind: 'found', row: rowOf(held) } : { kind: 'refused', code: 'already-booked' }
  }

  async function cancel(transaction: BookingTransaction, change: Asked<'cancel'>): Promise<Outcome> {
    const { code, at } = change
    const row = await transaction.selectFrom('bookings').select(columns).where('code', '=', code).executeTakeFirst()
    if (!row) return { kind: 'refused', code: 'booking-unknown' }
    if (row.state === 'cancelled') return { kind: 'found', row: rowOf(row) }
    await transaction
      .updateTable('bookings')
      .set({ state: 'cancelled', cancelled_at: at })
      .where('code', '=', code)
      .execute()
    await transaction.executeQuery(queries.giveBack(row.slot))
    return { kind: 'cancelled', row: { ...rowOf(row), state: 'cancelled' } }
  }

  async function make(transaction: BookingTransaction, change: Change): Promise<Outcome> {
    if (change.kind === 'book') return book(transaction, change)
    if (change.kind === 'cancel') return cancel(transaction, change)
    if (change.kind === 'add-slots') return { kind: 'slots', rows: await addSlots(transaction, change.additions) }
    await addSites(transaction, change.sites)
    return { kind: 'sites' }
  }

  return {
    commit: changes =>
      db.transaction().execute(async transaction => {
        const outcomes: Outcome[] = []
        for (const change of changes) outcomes.push(await make(transaction, change))
        return outcomes
      }),
    async ofPerson(person) {
      const { rows } = await db.executeQuery(queries.ofPerson(person))
      return rows[0] && rowOf(rows[0])
    },
    async ofCode(code) {
      const row = await db.selectFrom('bookings').select(columns).where('code', '=', code).executeTakeFirst()
      return row && rowOf(row)
    },
    shelves: () => readShelves(db),
    held: after => readHeld(db, after),
    close: () => db.destroy(),
  }
}

/** The same for a SQLite file; rejects with what the file is refused for. */
export const openFile: OpenTables = async (file, plan) => openTables(sqliteDialect(file), plan)

type Read = Pick<Selectable<BookingTable>, (typeof columns)[number]>

const rowOf = ({ code, person, slot, state, booked_at }: Read): BookingRow => ({
  code,
  person,
  slot,
  state,
  bookedAt: Number(booked_at),
})
