import type { Clock } from '../clock.ts'
import type { Committer } from '../store/committer.ts'
import type { LedgerRows } from '../store/ledgerRows.ts'
import type { Operations } from '../store/operations.ts'
import { entryOf, GENESIS, linkHash } from './chain.ts'
import { ledgerBodySchema, type Ledger, type LedgerBody, type LedgerRecord, type LedgerRow } from './ledger.contract.ts'

export interface LedgerOptions {
  readonly clock: Clock
  readonly rows: LedgerRows
  readonly committer: Committer
  /** What the gate did since; becomes records with each commit, and before any other record, so that order is kept. */
  readonly operations: Operations
}

/**
 * The ledger on the store's own transactions: a record is on the disk with the rows that it speaks of, or neither is.
 * The first record has index 1; the head of an empty ledger is index 0 with 64 zeros.
 */
export function createLedger({ clock, rows, committer, operations }: LedgerOptions): Ledger {
  const listeners = new Set<(record: LedgerRecord) => void>()
  let pending: LedgerRecord[] = []
  let last = headOf(rows.last())
  let durable = last

  function chain(body: LedgerBody): LedgerRecord {
    const index = last.index + 1
    const at = clock.event()
    const hash = linkHash(last.hash, entryOf(index, at, body))
    const record = { index, at, body, prev: last.hash, hash }
    pending.push(record)
    last = { index, hash }
    return record
  }

  const gather = () => {
    for (const batch of operations.take()) chain(batch)
  }

  committer.enlist({
    write() {
      gather()
      for (const { index, at, body, hash } of pending) rows.add({ index, entry: entryOf(index, at, body), hash })
    },
    committed() {
      if (pending.length === 0) return
      const told = pending
      pending = []
      durable = last
      for (const listener of listeners) for (const record of told) listener(record)
    },
    reload() {
      operations.take()
      pending = []
      last = durable = headOf(rows.last())
    },
  })

  return {
    append(body) {
      committer.assertWritable()
      gather()
      // In the schema's order of keys, so that whoever reads a record through the schema hashes the same text.
      const record = chain(ledgerBodySchema.parse(body))
      committer.touch().catch(() => undefined)
      return record
    },
    head: () => durable,
    async durable() {
      committer.assertWritable()
      if (pending.length > 0) await committer.touch()
    },
    *read(fromIndex) {
      let prev = fromIndex <= 1 ? GENESIS : undefined
      for (const row of rows.from(prev === undefined ? fromIndex - 1 : 1)) {
        if (prev !== undefined) yield recordOf(row, prev)
        prev = row.hash
      }
    },
    rows: fromIndex => rows.from(Math.max(1, fromIndex)),
    onAppend: listener => void listeners.add(listener),
  }
}

const headOf = (row: LedgerRow | undefined) => ({ index: row?.index ?? 0, hash: row?.hash ?? GENESIS })

/** As stored, unchecked: a record that somebody changed must still be read, to be found by `verifyChain`. */
function recordOf({ index, entry, hash }: LedgerRow, prev: string): LedgerRecord {
  const [, at, body] = readEntry(entry)
  return { index, at, body, prev, hash }
}

function readEntry(entry: string): [number, number, LedgerBody] {
  return JSON.parse(entry) as [number, number, LedgerBody]
}
