import { isCalendarDate } from '../../rules/kst.ts'
import type { Launch } from '../launch.ts'
import { problemAt, type Place, type Problem } from './problems.ts'
import type { TableName } from './tables.ts'

/** Where the entry of a table came from. */
export type Origins = (table: TableName, at: number, column: string | null) => Place

type Tables = Readonly<Pick<Launch, 'cohorts' | 'workers' | 'sites' | 'slots'>>

/** What no single value shows: values that stand twice, that name what is not there, and that contradict each other. */
export function checkPlan({ cohorts, workers, sites, slots }: Tables, origins: Origins): Problem[] {
  const problems: Problem[] = []

  function once<T>(table: TableName, entries: readonly T[], keyOf: (entry: T) => string, column: string): void {
    const seen = new Set<string>()
    for (const [at, entry] of entries.entries()) {
      const key = keyOf(entry)
      if (seen.has(key)) problems.push(problemAt(origins(table, at, column), 'twice', key))
      seen.add(key)
    }
  }
  once('cohorts', cohorts, ({ id }) => id, 'id')
  once('workers', workers, ({ id }) => id, 'id')
  once('sites', sites, ({ id }) => id, 'id')
  once('slots', slots, ({ site, vaccine, date, time }) => `${site} ${vaccine} ${date} ${time}`, 'time')

  for (const [at, { bornFrom, bornTo, prequeueAt, opensAt, closesAt }] of cohorts.entries()) {
    const place = origins('cohorts', at, null)
    const dates = [bornFrom, bornTo].filter(date => !isCalendarDate(date))
    if (dates.length > 0) problems.push(problemAt(place, 'value', dates.join(', '), 'date'))
    else if (bornFrom > bornTo) problems.push(problemAt(place, 'order', `${bornFrom} > ${bornTo}`, 'born-order'))
    if (!(prequeueAt <= opensAt && opensAt < closesAt)) problems.push(problemAt(place, 'order', '', 'time-order'))
  }
  const known = new Set(sites.map(({ id }) => id))
  for (const [at, { site, date }] of slots.entries()) {
    if (!known.has(site)) problems.push(problemAt(origins('slots', at, 'site'), 'no-site', site))
    if (!isCalendarDate(date)) problems.push(problemAt(origins('slots', at, 'date'), 'value', date, 'date'))
  }
  return problems
}
