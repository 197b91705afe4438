import type { PlannedSite } from '../../protocol/plan.ts'
import type { Launch } from '../launch.ts'
import type { SlotAddition } from './contract.ts'
import type { BookingDatabase, BookingTransaction } from './schema.ts'
import type { SlotRow } from './stock.ts'
import type { Held, Shelves } from './tables.ts'

const PAGE = 10_000

/** First boot: the sites and slots of the plan, all or nothing. A store that has sites is left alone. */
export async function seed(db: BookingDatabase, { sites, slots }: Pick<Launch, 'sites' | 'slots'>): Promise<void> {
  await db.transaction().execute(async transaction => {
    if (await transaction.selectFrom('sites').select('id').limit(1).executeTakeFirst()) return
    await addSites(transaction, sites)
    await addSlots(transaction, slots)
  })
}

/** Adds sites; those that are there already are left alone. */
export async function addSites(transaction: BookingTransaction, sites: readonly PlannedSite[]): Promise<void> {
  for (const { id, name, region } of sites)
    await transaction
      .insertInto('sites')
      .values({ id, name_ko: name.ko, name_en: name.en, region })
      .onConflict(conflict => conflict.column('id').doNothing())
      .execute()
}

/** Adds doses, to the slot of the same site, vaccine, date and time where there is one; returns the slots as they now are. */
export async function addSlots(
  transaction: BookingTransaction,
  additions: readonly SlotAddition[],
): Promise<SlotRow[]> {
  const { last } = await transaction
    .selectFrom('slots')
    .select(eb => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow()
  const rows: SlotRow[] = []
  // Numbered here rather than by the database: the only way both stores agree on.
  let id = last ?? 0
  for (const { site, vaccine, date, time, doses } of additions) {
    const row = await transaction
      .insertInto('slots')
      .values({ id: id + 1, site, vaccine, date, time, doses, left: doses })
      .onConflict(conflict =>
        conflict.columns(['site', 'vaccine', 'date', 'time']).doUpdateSet(eb => ({
          doses: eb('slots.doses', '+', eb.ref('excluded.doses')),
          left: eb('slots.left', '+', eb.ref('excluded.left')),
        })),
      )
      .returningAll()
      .executeTakeFirstOrThrow()
    if (row.id === id + 1) id++
    rows.push(row)
  }
  return rows
}

export async function readShelves(db: BookingDatabase): Promise<Shelves> {
  const sites = await db.selectFrom('sites').selectAll().orderBy('id').execute()
  const { made } = await db
    .selectFrom('bookings')
    .select(eb => eb.fn.countAll().as('made'))
    .executeTakeFirstOrThrow()
  return {
    sites: sites.map(({ id, name_ko: ko, name_en: en, region }) => ({ id, name: { ko, en }, region })),
    slots: await db.selectFrom('slots').selectAll().orderBy('id').execute(),
    made: Number(made),
  }
}

/** A page of the confirmed bookings, in the order of their codes. */
export async function readHeld(db: BookingDatabase, after: string): Promise<{ rows: Held[]; last: boolean }> {
  const rows = await db
    .selectFrom('bookings')
    .select(['code', 'person', 'slot'])
    .where('state', '=', 'confirmed')
    .where('code', '>', after)
    .orderBy('code')
    .limit(PAGE)
    .execute()
  return { rows, last: rows.length < PAGE }
}
