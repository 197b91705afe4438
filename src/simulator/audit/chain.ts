import { createHash } from 'node:crypto'
import type { LedgerRecord } from '../../backend/control/ledger.contract.ts'

export interface ChainCheck {
  /** True when the record follows the one before it and its hash is its own. */
  follows(record: LedgerRecord): boolean
}

/** Recomputes the hash chain of a ledger, on its own, from the first record on. */
export function createChainCheck(): ChainCheck {
  let head = '0'.repeat(64)
  let index: number | undefined
  return {
    follows(record) {
      const { at, body, prev, hash } = record
      const own = createHash('sha256')
        .update(`${prev}\n${JSON.stringify([record.index, at, body])}`)
        .digest('hex')
      const whole = own === hash && prev === head && (index === undefined || record.index === index + 1)
      head = hash
      index = record.index
      return whole
    },
  }
}
