import type { CompiledQuery, Kysely } from 'kysely'
import type { BookingTables } from './schema.ts'

/**
 * The queries of every booking, built and compiled once; running one then costs a prepared statement and nothing more.
 * The order of the parameters is that of the builder's calls: it is written beside each.
 */
export function compileQueries(db: Kysely<BookingTables>) {
  const nobody = new Uint8Array(16)
  const take = db
    .updateTable('slots')
    .set(eb => ({ left: eb('left', '-', 1) }))
    .where('id', '=', 0)
    .where('left', '>', 0)
    .compile()
  const giveBack = db
    .updateTable('slots')
    .set(eb => ({ left: eb('left', '+', 1) }))
    .where('id', '=', 0)
    .compile()
  const insert = db
    .insertInto('bookings')
    .values({ code: '', person: nobody, slot: 0, state: 'confirmed', booked_at: 0 })
    .onConflict(conflict => conflict.doNothing())
    .compile()
  const ofPerson = db
    .selectFrom('bookings')
    .select(['code', 'person', 'slot', 'state', 'booked_at'])
    .where('person', '=', nobody)
    .where('state', '=', 'confirmed')
    .compile()

  return {
    /** Takes one dose if any is left: one row changed, or none. */
    take: (slot: number) => withParameters(take, [1, slot, 0]),
    giveBack: (slot: number) => withParameters(giveBack, [1, slot]),
    /** No row when this person holds a confirmed booking already. */
    insert: (code: string, person: Uint8Array, slot: number, at: number) =>
      withParameters(insert, [code, person, slot, 'confirmed', at]),
    ofPerson: (person: Uint8Array) => withParameters(ofPerson, [person, 'confirmed']),
  }
}

function withParameters<R>(query: CompiledQuery<R>, parameters: readonly unknown[]): CompiledQuery<R> {
  return { ...query, parameters }
}
