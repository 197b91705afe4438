import { isCalendarDate, kstDate, kstTime, parseKst } from '../../rules/kst.ts'
import { idSchema, modeSchema } from '../../protocol/nouns.ts'
import type { Launch } from '../launch.ts'
import type { Expectation } from './problems.ts'

/** How one value of a plan stands in a cell. `read` gives undefined for what it cannot be. */
interface Value<T> {
  readonly expected: Expectation
  read(text: string): T | undefined
  write(value: T): string
}

function number(expected: Expectation, fits: (value: number) => boolean): Value<number> {
  return {
    expected,
    read: cell => (/^\d+(\.\d+)?(e-\d+)?$/.test(cell) && fits(Number(cell)) ? Number(cell) : undefined),
    write: String,
  }
}

const whole = (expected: Expectation, least: number, most: number) =>
  number(expected, value => Number.isInteger(value) && value >= least && value <= most)

const id: Value<string> = {
  expected: 'id',
  read: cell => (idSchema.safeParse(cell).success ? cell : undefined),
  write: value => value,
}

const mode: Value<Launch['mode']> = {
  expected: 'mode',
  read: cell => modeSchema.safeParse(cell.toUpperCase()).data,
  write: value => value,
}

const date: Value<string> = {
  expected: 'date',
  read: cell => (isCalendarDate(cell) ? cell : undefined),
  write: value => value,
}

/** Spreadsheets write 9:00 and 09:00:00 for what was 09:00. */
const time: Value<string> = {
  expected: 'time',
  read(cell) {
    const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(cell) ?? []
    const padded = `${hours.padStart(2, '0')}:${minutes}`
    return /^([01]\d|2[0-3]):[0-5]\d$/.test(padded) ? padded : undefined
  },
  write: value => value,
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?$/

/** Korean time. Seconds, and their fraction, are written where there are any. */
export const instant: Value<number> = {
  expected: 'instant',
  read(cell) {
    const [whole, day = '', hours = '', minutes = '', seconds = '00', fraction = '0'] = INSTANT.exec(cell) ?? []
    if (whole === undefined) return undefined
    try {
      return parseKst(day, `${hours.padStart(2, '0')}:${minutes}:${seconds}`) + Number(fraction)
    } catch {
      return undefined
    }
  },
  write(at) {
    const fraction = at % 1000
    const clock = kstTime(at)
    const short = clock.endsWith(':00') && fraction === 0 ? clock.slice(0, 5) : clock
    return `${kstDate(at)} ${short}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`}`
  },
}

/** Seconds in the file, ms in the plan. */
const seconds: Value<number> = {
  expected: 'seconds',
  read: cell => (/^\d+(\.\d{1,3})?$/.test(cell) && Number(cell) >= 1 ? Math.round(Number(cell) * 1000) : undefined),
  write: ms => String(ms / 1000),
}

const name: Value<string> = {
  expected: 'name',
  read: cell => (cell.length >= 1 && cell.length <= 80 ? cell : undefined),
  write: value => value,
}
/** May be left empty. */
const anyText: Value<string> = { expected: 'text', read: cell => cell, write: value => value }

/** The tables of a plan: their columns, in the order in which they are written. */
export const tables = {
  launch: {
    id,
    name_ko: anyText,
    name_en: anyText,
    mode,
    rate: number('rate', value => value <= 100_000),
    lease_seconds: seconds,
    extend_seconds: seconds,
    poll_budget: number('budget', value => value > 0),
  },
  cohorts: {
    id,
    name_ko: name,
    name_en: name,
    born_from: date,
    born_to: date,
    prequeue_at: instant,
    opens_at: instant,
    closes_at: instant,
    weight: number('weight', value => value > 0 && value <= 1000),
  },
  workers: { id, seats: whole('seats', 0, 1_000_000) },
  sites: { id, name_ko: anyText, name_en: anyText, region: anyText },
  slots: { site: id, vaccine: id, date, time, doses: whole('doses', 1, 100_000) },
} as const satisfies Record<string, Readonly<Record<string, Value<unknown>>>>

export type TableName = keyof typeof tables
export const tableNames = Object.keys(tables) as TableName[]

type Columns<T extends TableName> = (typeof tables)[T]
/** A row of a table, read. */
export type Entry<T extends TableName> = {
  readonly [C in keyof Columns<T>]: Columns<T>[C] extends Value<infer V> ? V : never
}

/** The columns of a table as generic code reads them. */
export const columnsOf = (table: TableName): ReadonlyArray<readonly [string, Value<unknown>]> =>
  Object.entries<Value<unknown>>(tables[table])
