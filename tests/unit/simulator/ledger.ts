import { createHash } from 'node:crypto'
import type { LedgerBody, LedgerRecord } from '../../../src/backend/control/ledger.contract.ts'

/** Writes a ledger by hand, hashes included. */
export function handLedger() {
  const records: LedgerRecord[] = []
  return {
    records,
    write(at: number, body: LedgerBody): LedgerRecord {
      const prev = records.at(-1)?.hash ?? '0'.repeat(64)
      const index = records.length
      const hash = createHash('sha256')
        .update(`${prev}\n${JSON.stringify([index, at, body])}`)
        .digest('hex')
      const record = { index, at, body, prev, hash }
      records.push(record)
      return record
    },
    read: (from: number) => records.slice(from),
  }
}
