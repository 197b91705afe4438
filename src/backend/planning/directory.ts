import { existsSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite, { type Database } from 'better-sqlite3'
import { z } from 'zod'
import { StartError } from '../control/accounts.ts'
import { workersSchema } from '../control/settings.ts'
import { cohortSchema, intakeSchema } from '../../protocol/nouns.ts'
import { launchSchema, type Launch } from '../launch.ts'
import { planSchema } from '../plan.ts'

const cohortPlanSchema = cohortSchema.omit({ state: true, revision: true })

const siteSchema = z
  .object({ id: z.string(), name_ko: z.string(), name_en: z.string(), region: z.string() })
  .transform(({ id, name_ko: ko, name_en: en, region }) => ({ id, name: { ko, en }, region }))

/**
 * The plan of a data directory as it stands now: with the rate, the schedule, the workers and the doses as operators have set
 * them since. Only reads, so that it may be asked of a backend that runs. Throws `StartError`.
 */
export function readDirectory(dir: string): Launch {
  const [gate, booking] = [join(dir, 'gate.db'), join(dir, 'booking.db')]
  if (!existsSync(gate) || !existsSync(booking)) throw new StartError(`${dir} holds no launch`)
  return reading(gate, settings => reading(booking, bookings => planOf(dir, settings, bookings)))
}

function reading<T>(file: string, read: (database: Database) => T): T {
  const database = new BetterSqlite(file, { readonly: true })
  try {
    return read(database)
  } finally {
    database.close()
  }
}

function planOf(dir: string, settings: Database, bookings: Database): Launch {
  const document = settings.prepare<[string], string>('SELECT value FROM documents WHERE key = ?').pluck()
  const value = (key: string): unknown => {
    const text = document.get(key)
    return text === undefined ? undefined : JSON.parse(text)
  }
  /** What operators have set, or what the plan said. */
  const held = <T>(key: string, schema: z.ZodType<T>): T | undefined =>
    z.object({ value: schema }).optional().parse(value(key))?.value
  const kept = value('launch')
  if (kept === undefined) throw new StartError(`${dir} holds no launch`)
  const plan = planSchema.parse(kept)
  const added = settings
    .prepare<[], string>("SELECT substr(key, 8) FROM documents WHERE key LIKE 'cohort:%' ORDER BY key")
    .pluck()
    .all()
    .filter(id => !plan.cohorts.some(cohort => cohort.id === id))
    .flatMap(id => held(`cohort:${id}`, cohortPlanSchema) ?? [])
  const cohorts = [...plan.cohorts.map(cohort => held(`cohort:${cohort.id}`, cohortPlanSchema) ?? cohort), ...added]
  return launchSchema.parse({
    ...plan,
    cohorts,
    rate: held('intake', intakeSchema)?.rate ?? plan.rate,
    workers: held('workers', workersSchema)?.workers ?? plan.workers,
    sites: z
      .array(siteSchema)
      .parse(bookings.prepare('SELECT id, name_ko, name_en, region FROM sites ORDER BY rowid').all()),
    slots: bookings.prepare('SELECT site, vaccine, date, time, doses FROM slots ORDER BY id').all(),
  })
}
