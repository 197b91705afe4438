import type { GateStore } from '../gate/store.ts'
import type { Documents } from '../control/contract.ts'
import { createCommitter, type Committer, type CommitterOptions } from './committer.ts'
import { openDatabase } from './database.ts'
import { createDocuments } from './documents.ts'
import { createGateStore } from './gateStore.ts'
import { createLedgerRows, type LedgerRows } from './ledgerRows.ts'
import { createLineRows } from './lineRows.ts'
import { createOperations, type Operations } from './operations.ts'

export interface OpenStore {
  readonly committer: Committer
  readonly store: GateStore
  readonly ledgerRows: LedgerRows
  readonly operations: Operations
  readonly documents: Documents
  /** Commits what is pending and lets go of the files. */
  close(): void
}

export interface OpenStoreOptions extends CommitterOptions {
  /** Data directory; made when missing. */
  readonly dir: string
}

/** Opens the embedded store. Throws `unavailable` while another process has the directory. */
export function openGateStore({ dir, ...options }: OpenStoreOptions): OpenStore {
  const database = openDatabase(dir)
  const committer = createCommitter(database.db, options)
  const operations = createOperations()
  return {
    committer,
    store: createGateStore(committer, createLineRows(database.db), operations),
    ledgerRows: createLedgerRows(database.db),
    operations,
    documents: createDocuments(database.db, committer),
    close() {
      committer.close()
      database.close()
    },
  }
}
