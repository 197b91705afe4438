import type { Launch } from '../launch.ts'
import { writeTable } from './csv.ts'
import { columnsOf, instant, tableNames, type Entry, type TableName } from './tables.ts'

/** The files of a plan, by name. Reading them gives the same plan. */
export function writeTables(launch: Launch): ReadonlyArray<{ readonly name: string; readonly text: string }> {
  const entries = entriesOf(launch)
  return tableNames.map(table => {
    const columns = columnsOf(table)
    const rows = (entries[table] as ReadonlyArray<Readonly<Record<string, unknown>>>).map(entry =>
      columns.map(([column, value]) => value.write(entry[column])),
    )
    return {
      name: `${table}.csv`,
      text: writeTable(
        columns.map(([column]) => column),
        rows,
      ),
    }
  })
}

/** The same as one JSON file, its instants in Korean time. */
export function writeJson(launch: Launch): string {
  const cohorts = launch.cohorts.map(cohort => ({
    ...cohort,
    prequeueAt: instant.write(cohort.prequeueAt),
    opensAt: instant.write(cohort.opensAt),
    closesAt: instant.write(cohort.closesAt),
  }))
  return `${JSON.stringify({ ...launch, cohorts }, null, 2)}\n`
}

function entriesOf(launch: Launch): { readonly [T in TableName]: ReadonlyArray<Entry<T>> } {
  return {
    launch: [
      {
        id: launch.id,
        name_ko: launch.name.ko,
        name_en: launch.name.en,
        mode: launch.mode,
        rate: launch.rate,
        lease_seconds: launch.leaseMs,
        extend_seconds: launch.extendMs,
        poll_budget: launch.pollBudget,
      },
    ],
    cohorts: launch.cohorts.map(cohort => ({
      id: cohort.id,
      name_ko: cohort.name.ko,
      name_en: cohort.name.en,
      born_from: cohort.bornFrom,
      born_to: cohort.bornTo,
      prequeue_at: cohort.prequeueAt,
      opens_at: cohort.opensAt,
      closes_at: cohort.closesAt,
      weight: cohort.weight,
    })),
    workers: launch.workers,
    sites: launch.sites.map(({ id, name, region }) => ({ id, name_ko: name.ko, name_en: name.en, region })),
    slots: launch.slots,
  }
}
