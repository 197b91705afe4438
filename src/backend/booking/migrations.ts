import { Migrator, sql, type Kysely, type Migration } from 'kysely'
import type { BookingDialect } from './dialect.sqlite.ts'
import type { BookingDatabase } from './schema.ts'

/** Numbered, never edited once released: a change is a new number. */
function migrations({ binary }: BookingDialect): Record<string, Migration> {
  return {
    '0001-bookings': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable('sites')
          .addColumn('id', 'text', column => column.primaryKey())
          .addColumn('name_ko', 'text', column => column.notNull())
          .addColumn('name_en', 'text', column => column.notNull())
          .addColumn('region', 'text', column => column.notNull())
          .execute()
        await db.schema
          .createTable('slots')
          .addColumn('id', 'integer', column => column.primaryKey())
          .addColumn('site', 'text', column => column.notNull().references('sites.id'))
          .addColumn('vaccine', 'text', column => column.notNull())
          .addColumn('date', 'text', column => column.notNull())
          .addColumn('time', 'text', column => column.notNull())
          .addColumn('doses', 'integer', column => column.notNull())
          .addColumn('left', 'integer', column => column.notNull())
          .addUniqueConstraint('slots_once', ['site', 'vaccine', 'date', 'time'])
          .addCheckConstraint('slots_left', sql`"left" >= 0 and "left" <= doses`)
          .execute()
        await db.schema
          .createTable('bookings')
          .addColumn('code', 'text', column => column.primaryKey())
          .addColumn('person', binary === 'blob' ? 'blob' : 'bytea', column => column.notNull())
          .addColumn('slot', 'integer', column => column.notNull().references('slots.id'))
          .addColumn('state', 'text', column => column.notNull())
          .addColumn('booked_at', 'bigint', column => column.notNull())
          .addColumn('cancelled_at', 'bigint')
          .addCheckConstraint('bookings_state', sql`state in ('confirmed', 'cancelled')`)
          .execute()
        await db.schema
          .createIndex('bookings_one_a_person')
          .unique()
          .on('bookings')
          .column('person')
          .where(sql.ref('state'), '=', 'confirmed')
          .execute()
      },
    },
  }
}

export async function migrate(db: BookingDatabase, dialect: BookingDialect): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations(dialect)) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) throw error
}
