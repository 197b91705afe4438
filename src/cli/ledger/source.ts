import { createReadStream, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import BetterSqlite from 'better-sqlite3'
import { z } from 'zod'
import type { LedgerRow } from '../../backend/control/ledger.contract.ts'
import { isCurrent } from '../../backend/store/database.ts'
import { createLedgerRows } from '../../backend/store/ledgerRows.ts'
import { createLineRows } from '../../backend/store/lineRows.ts'
import { UsageError } from '../flags.ts'

/** Who entered a draw and who holds which number, as far as the store still knows. */
export interface Entries {
  /** Merkle root over the entrants of the draw, hex, from the persons themselves; null before it. */
  readonly root: string | null
  /** Numbers that are parked or hold a seat, and the index each belongs to. */
  readonly claims: ReadonlyArray<{ readonly number: number; readonly index: number }>
  /** Counts of the store, which is written together with the records that speak of them. */
  readonly issued: number
  readonly serving: number
  readonly admitted: number
}

/** A ledger, wherever it lies. */
export interface LedgerSource {
  rows(): Iterable<LedgerRow> | AsyncIterable<LedgerRow>
  /** Only a data directory has them; undefined elsewhere, and for a cohort that it does not have. */
  entries(cohort: string): Entries | undefined
  close(): void
}

const rowSchema = z.object({ index: z.number().int(), entry: z.string(), hash: z.string() })

/** A record as it travels, one a line. */
export const lineOf = ({ index, entry, hash }: LedgerRow): string => `${JSON.stringify({ index, entry, hash })}\n`

function parseLine(line: string): LedgerRow {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    json = undefined
  }
  const row = rowSchema.safeParse(json)
  // What is no record stands where the next one should: it breaks the chain there.
  return row.success ? row.data : { index: Number.NaN, entry: line, hash: '' }
}

/**
 * Opens a data directory, an exported file, or the operator plane of a running backend. Throws `UsageError` when there
 * is nothing of the kind. A directory is only read: a backend may hold it meanwhile.
 */
export function openSource(where: string, token: string | undefined): LedgerSource {
  if (/^(https?|wss?):/.test(where)) return remoteSource(where, token)
  const found = statSync(where, { throwIfNoEntry: false })
  if (!found) throw new UsageError(`there is nothing at ${where}`)
  return found.isDirectory() ? directorySource(where) : fileSource(where)
}

function directorySource(dir: string): LedgerSource {
  const file = join(dir, 'gate.db')
  if (!statSync(file, { throwIfNoEntry: false })) throw new UsageError(`${dir} is no data directory: it has no gate.db`)
  const db = new BetterSqlite(file, { readonly: true, fileMustExist: true })
  if (!isCurrent(db)) {
    db.close()
    throw new UsageError(`${dir} was written by another version: start a backend of this one on it first`)
  }
  // One moment for everything that is read, while a backend goes on writing.
  db.exec('BEGIN')
  const lines = new Map(
    createLineRows(db)
      .load()
      .map(line => [line.record.plan.id, line]),
  )
  return {
    rows: () => createLedgerRows(db).from(Number.MIN_SAFE_INTEGER),
    entries(cohort) {
      const line = lines.get(cohort)
      if (!line) return undefined
      const parked = [...line.parked].map(([number, index]) => ({ number, index }))
      const { record, view, entrants, leases } = line
      return {
        root: record.n === null ? null : entrants.root(),
        claims: [...parked, ...leases.values()],
        issued: view.issued,
        serving: record.serving,
        admitted: record.admitted,
      }
    },
    close: () => void db.close(),
  }
}

function fileSource(file: string): LedgerSource {
  async function* rows(): AsyncIterable<LedgerRow> {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
      yield parseLine(line)
  }
  return { rows, entries: () => undefined, close: () => undefined }
}

function remoteSource(where: string, token: string | undefined): LedgerSource {
  if (token === undefined)
    throw new UsageError('a running backend asks for a token: --token-file FILE, or SLUICE_TOKEN')
  const url = new URL('/v1/ledger', where.replace(/^ws/, 'http'))

  async function page(from: number): Promise<LedgerRow[]> {
    url.searchParams.set('from', String(from))
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: 'error' }).catch(
      (error: Error) => {
        const { message } = error.cause instanceof Error ? error.cause : error
        throw new UsageError(`${url.origin} does not answer: ${message}`)
      },
    )
    if (answer.status === 401) throw new UsageError(`${url.origin} does not take this token`)
    if (!answer.ok) throw new UsageError(`${url.href} answers ${answer.status}; it is no operator plane`)
    const text = await answer.text()
    return text === '' ? [] : text.trimEnd().split('\n').map(parseLine)
  }

  async function* rows(): AsyncIterable<LedgerRow> {
    for (let from = 1; ;) {
      const records = await page(from)
      yield* records
      const last = records.at(-1)?.index
      if (last === undefined || !(last >= from)) return
      from = last + 1
    }
  }
  return { rows, entries: () => undefined, close: () => undefined }
}
