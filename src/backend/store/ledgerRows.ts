import type { Database } from 'better-sqlite3'

import type { LedgerRow } from '../control/ledger.contract.ts'

export interface LedgerRows {
  last(): LedgerRow | undefined
  /** Inside a transaction. */
  add(row: LedgerRow): void
  /** From this position on, in order; read in pages, so that others may write meanwhile. */
  from(position: number): Iterable<LedgerRow>
}

const PAGE = 256

export function createLedgerRows(db: Database): LedgerRows {
  const last = db.prepare<[], LedgerRow>(
    'SELECT position AS "index", entry, hash FROM ledger ORDER BY position DESC LIMIT 1',
  )
  const add = db.prepare('INSERT INTO ledger (position, entry, hash) VALUES (?, ?, ?)')
  const page = db.prepare<[number, number], LedgerRow>(
    'SELECT position AS "index", entry, hash FROM ledger WHERE position >= ? ORDER BY position LIMIT ?',
  )
  return {
    last: () => last.get(),
    add: ({ index, entry, hash }) => void add.run(index, entry, hash),
    *from(position) {
      for (let next = position; ;) {
        const rows = page.all(next, PAGE)
        yield* rows
        const end = rows.at(-1)
        if (end === undefined || rows.length < PAGE) return
        next = end.index + 1
      }
    },
  }
}
