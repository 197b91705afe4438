import { describeIssue } from '../../protocol/frame.ts'
import { launchSchema, type Launch } from '../launch.ts'
import { checkPlan, type Origins } from './checkPlan.ts'
import { decodeText, NoCsv, readTable } from './csv.ts'
import { problemAt, type Problem } from './problems.ts'
import { columnsOf, instant, tableNames, type Entry, type TableName } from './tables.ts'

/** One file of a plan as it lies on the disk. */
export interface PlanFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A plan that is sound from end to end, or everything that is wrong with it. */
export type ReadPlan =
  | { readonly launch: Launch; readonly problems: readonly [] }
  | { readonly launch: undefined; readonly problems: readonly Problem[] }

/** Judges a plan that is sound in itself; the origins say where its entries stand. */
export type Judge = (launch: Launch, origins: Origins) => readonly Problem[]

const noMore: Judge = () => []

/** One JSON file, or the tables of a plan as CSV in any order. All or nothing. */
export function readPlan(files: readonly PlanFile[], judge: Judge = noMore): ReadPlan {
  const [only] = files
  const isJson = only !== undefined && files.length === 1 && /\.json$/i.test(only.name)
  return isJson ? readJson(only, judge) : readTables(files, judge)
}

const failed = (problems: readonly Problem[]): ReadPlan => ({ launch: undefined, problems })
const whole = (file: string) => ({ file, row: null, column: null })

function judged(launch: Launch, origins: Origins, judge: Judge): ReadPlan {
  const own = checkPlan(launch, origins)
  const problems = own.length > 0 ? own : judge(launch, origins)
  return problems.length > 0 ? failed(problems) : { launch, problems: [] }
}

const instants = new Set(['prequeueAt', 'opensAt', 'closesAt'])
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The instants of a cohort may be written as in the tables, instead of in ms since 1970. */
function withInstants(json: unknown): unknown {
  if (!isObject(json) || !Array.isArray(json['cohorts'])) return json
  const cohorts: unknown[] = json['cohorts']
  return { ...json, cohorts: cohorts.map(cohort => (isObject(cohort) ? readInstants(cohort) : cohort)) }
}

function readInstants(cohort: Readonly<Record<string, unknown>>): unknown {
  const read = Object.entries(cohort).map(([field, value]) => {
    const at = instants.has(field) && typeof value === 'string' ? instant.read(value) : undefined
    return [field, at ?? value]
  })
  return Object.fromEntries(read) as unknown
}

function readJson({ name, bytes }: PlanFile, judge: Judge): ReadPlan {
  const text = decodeText(bytes)
  if (text === undefined) return failed([problemAt(whole(name), 'encoding')])
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return failed([problemAt(whole(name), 'not-json')])
  }
  const result = launchSchema.strict().safeParse(withInstants(json))
  if (result.success)
    return judged(
      result.data,
      (table, at, column) => ({
        file: name,
        row: null,
        column: table === 'launch' ? column : `${table}.${at}${column === null ? '' : `.${column}`}`,
      }),
      judge,
    )
  return failed(
    result.error.issues.map(issue => {
      const isInstant = issue.path[0] === 'cohorts' && instants.has(String(issue.path[2]))
      const place = { file: name, row: null, column: issue.path.map(String).join('.') }
      return problemAt(place, 'field', describeIssue(issue), isInstant ? 'instant' : null)
    }),
  )
}

/** A table, read row by row. */
interface Read {
  readonly file: string
  readonly entries: ReadonlyArray<{ readonly row: number; readonly entry: Readonly<Record<string, unknown>> }>
}

function readTables(files: readonly PlanFile[], judge: Judge): ReadPlan {
  const problems: Problem[] = []
  const read = new Map<TableName, Read>()
  for (const file of files) {
    const found = readFile(file, problems)
    if (!found) continue
    const before = read.get(found.table)
    if (before) problems.push(problemAt(whole(file.name), 'table-twice', found.table))
    else read.set(found.table, found)
  }
  for (const table of tableNames)
    if (!read.has(table) && (problems.length === 0 || files.length > 1))
      problems.push(problemAt(whole(files.map(({ name }) => name).join(', ')), 'table-missing', table))
  const launches = read.get('launch')
  if (launches && launches.entries.length !== 1) problems.push(problemAt(whole(launches.file), 'one-row'))
  for (const table of ['cohorts', 'sites', 'slots'] as const) {
    const found = read.get(table)
    if (found?.entries.length === 0) problems.push(problemAt(whole(found.file), 'no-rows'))
  }
  if (problems.length > 0) return failed([...problems, ...furtherProblems(read)])
  const rowsOf = rowsIn(read)
  const [launch] = rowsOf('launch')
  if (!launch) throw new RangeError('a plan has one launch')
  return judged(assemble(launch, tablesOf(rowsOf)), originsIn(read), judge)
}

type RowsOf = <T extends TableName>(table: T) => Entry<T>[]

const rowsIn =
  (read: ReadonlyMap<TableName, Read>): RowsOf =>
  <T extends TableName>(table: T) =>
    (read.get(table)?.entries ?? []).map(({ entry }) => entry as unknown as Entry<T>)

const originsIn =
  (read: ReadonlyMap<TableName, Read>): Origins =>
  (table, at, column) => {
    const { file = '', entries = [] } = read.get(table) ?? {}
    return { file, row: entries[at]?.row ?? null, column }
  }

/** What is wrong with the rows that can be read, beside those that cannot: one look is to tell everything. */
function furtherProblems(read: ReadonlyMap<TableName, Read>): Problem[] {
  const sound = new Map(
    Array.from(read, ([table, { file, entries }]) => {
      const columns = columnsOf(table).map(([column]) => column)
      const readable = entries.filter(({ entry }) => columns.every(column => entry[column] !== undefined))
      return [table, { file, entries: readable }] as const
    }),
  )
  const found = checkPlan(tablesOf(rowsIn(sound)), originsIn(sound))
  // A site in a row that cannot be read may be the very one that a slot names.
  const everySite = read.has('sites') && sound.get('sites')?.entries.length === read.get('sites')?.entries.length
  return everySite ? found : found.filter(({ code }) => code !== 'no-site')
}

function readFile({ name, bytes }: PlanFile, problems: Problem[]): (Read & { table: TableName }) | undefined {
  const text = decodeText(bytes)
  if (text === undefined) {
    problems.push(problemAt(whole(name), 'encoding', '', 'csv-utf8'))
    return undefined
  }
  try {
    const { header, rows } = readTable(text)
    const table = tableOf(header)
    if (!table) {
      problems.push(problemAt({ ...whole(name), row: 1 }, 'table-unknown', header.join(', ')))
      return undefined
    }
    const places = readHeader(name, header, table, problems)
    return { file: name, table, entries: rows.map(row => readRow(name, row, table, places, problems)) }
  } catch (error) {
    if (!(error instanceof NoCsv)) throw error
    problems.push(problemAt({ ...whole(name), row: error.row }, 'not-csv'))
    return undefined
  }
}

/** The table that has most of these columns, and misses fewest. */
function tableOf(header: readonly string[]): TableName | undefined {
  let best: { table: TableName; score: number } | undefined
  for (const table of tableNames) {
    const columns = columnsOf(table).map(([column]) => column)
    const known = columns.filter(column => header.includes(column)).length
    const score = known - (columns.length - known)
    if (known > 0 && score > (best?.score ?? -Infinity)) best = { table, score }
  }
  return best && best.score > -columnsOf(best.table).length / 2 ? best.table : undefined
}

/** Where each column stands. */
function readHeader(
  file: string,
  header: readonly string[],
  table: TableName,
  problems: Problem[],
): ReadonlyMap<string, number> {
  const columns = columnsOf(table).map(([column]) => column)
  for (const column of header)
    if (column !== '' && !columns.includes(column)) problems.push(problemAt({ file, row: 1, column }, 'column-unknown'))
  const places = new Map<string, number>()
  for (const column of columns) {
    const at = header.indexOf(column)
    if (at >= 0) places.set(column, at)
    else problems.push(problemAt({ file, row: 1, column }, 'column-missing'))
  }
  return places
}

function readRow(
  file: string,
  { row, cells }: { readonly row: number; readonly cells: readonly string[] },
  table: TableName,
  places: ReadonlyMap<string, number>,
  problems: Problem[],
): Read['entries'][number] {
  const entry: Record<string, unknown> = {}
  for (const [column, value] of columnsOf(table)) {
    const at = places.get(column)
    if (at === undefined) continue
    const cell = cells[at] ?? ''
    entry[column] = value.read(cell)
    if (entry[column] === undefined)
      problems.push(problemAt({ file, row, column }, cell === '' ? 'empty' : 'value', cell, value.expected))
  }
  return { row, entry }
}

function assemble(launch: Entry<'launch'>, tables: ReturnType<typeof tablesOf>): Launch {
  return {
    ...tables,
    id: launch.id,
    name: { ko: launch.name_ko, en: launch.name_en },
    mode: launch.mode,
    rate: launch.rate,
    leaseMs: launch.lease_seconds,
    extendMs: launch.extend_seconds,
    pollBudget: launch.poll_budget,
  }
}

function tablesOf(rowsOf: RowsOf): Pick<Launch, 'cohorts' | 'workers' | 'sites' | 'slots'> {
  return {
    cohorts: rowsOf('cohorts').map(row => ({
      id: row.id,
      name: { ko: row.name_ko, en: row.name_en },
      bornFrom: row.born_from,
      bornTo: row.born_to,
      prequeueAt: row.prequeue_at,
      opensAt: row.opens_at,
      closesAt: row.closes_at,
      weight: row.weight,
    })),
    workers: rowsOf('workers').map(({ id, seats }) => ({ id, seats })),
    sites: rowsOf('sites').map(({ id, name_ko, name_en, region }) => ({
      id,
      name: { ko: name_ko, en: name_en },
      region,
    })),
    slots: rowsOf('slots').map(({ site, vaccine, date, time, doses }) => ({ site, vaccine, date, time, doses })),
  }
}
