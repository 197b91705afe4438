import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'

/** A table as a spreadsheet has it. */
export interface Table {
  readonly header: readonly string[]
  readonly rows: readonly Row[]
}

export interface Row {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number
  readonly cells: readonly string[]
}

/** Text that is no CSV; `row` is where it breaks. */
export class NoCsv extends Error {
  override readonly name = 'NoCsv'
  readonly row: number

  constructor(row: number) {
    super(`no CSV from row ${row} on`)
    this.row = row
  }
}

/**
 * The text of a file: UTF-8, with or without its mark, or what Korean Excel writes when it says just CSV (CP949, which is
 * EUC-KR and more). Hangul in one is no valid text in the other, so that the two are told apart. Undefined for anything else.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next one, or none.
    }
  }
  return undefined
}

/** Blank rows are left out, and counted all the same. Throws `NoCsv`. */
export function readTable(text: string): Table {
  let records: string[][]
  try {
    records = parse(text, { bom: true, trim: true, relax_column_count: true })
  } catch (error) {
    throw error instanceof CsvError ? new NoCsv(Number(error['lines']) || 1) : error
  }
  const [header = [], ...rest] = records
  const rows = rest.map((cells, at) => ({ row: at + 2, cells }))
  return { header, rows: rows.filter(({ cells }) => cells.some(cell => cell !== '')) }
}

/** With the mark of UTF-8, without which Korean Excel takes it for CP949, and with the ends of lines that it writes. */
export function writeTable(header: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return stringify(
    [header, ...rows].map(cells => [...cells]),
    {
      bom: true,
      record_delimiter: 'windows',
      // Blanks at the ends of a cell are taken away in reading, but for what stands in quotes.
      quoted_match: /^\s|\s$/,
    },
  )
}
