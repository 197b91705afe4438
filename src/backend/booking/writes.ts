import type { Transaction } from 'kysely'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { RefusalError } from '../../protocol/errors.ts'
import type { BookingDatabase, BookingTables } from './schema.ts'

export type BookingTransaction = Transaction<BookingTables>

/**
 * One change: runs inside a transaction shared with others and returns what is to be done (to memory) and answered once
 * that has been committed. To refuse, it throws a `RefusalError` and must have left the tables as they were.
 */
type Change<T> = (transaction: BookingTransaction) => Promise<() => T>

export interface Writes {
  /** Durable when it resolves; `unavailable` when the disk refused the transaction, which then changed nothing. */
  write<T>(change: Change<T>): Promise<T>
  /** Commits everything asked for so far. */
  flush(): Promise<void>
}

export interface WritesOptions {
  /** Commits only on `flush()` or when `limit` changes are pending, for nights in virtual time. */
  readonly manual: boolean
  /** Called after each commit with its duration, ms of real time. */
  readonly onCommit?: (ms: number) => void
  /** Told why a transaction failed; those who asked only learn `unavailable`. */
  readonly onError?: (cause: unknown) => void
}

interface Pending {
  readonly run: (transaction: BookingTransaction) => Promise<() => void>
  readonly reject: (reason: RefusalError) => void
}

/** Changes to one transaction: enough to share an fsync, few enough not to hold up the event loop (about 8 ms). */
const LIMIT = 256

/** Group commit: what is asked for in the same turn of the event loop shares one transaction and one fsync. */
export function createWrites(db: BookingDatabase, { manual, onCommit, onError }: WritesOptions): Writes {
  let pending: Pending[] = []
  let draining = false
  let drained: Promise<void> = Promise.resolve()

  async function commit(batch: readonly Pending[]): Promise<void> {
    const settle: Array<() => void> = []
    const started = performance.now()
    try {
      await db.transaction().execute(async transaction => {
        for (const { run, reject } of batch) {
          try {
            settle.push(await run(transaction))
          } catch (error) {
            if (!(error instanceof RefusalError)) throw error
            settle.push(() => reject(error))
          }
        }
      })
    } catch (cause) {
      onError?.(cause)
      for (const { reject } of batch) reject(new RefusalError('unavailable'))
      return
    }
    onCommit?.(performance.now() - started)
    for (const done of settle) done()
  }

  async function drain(): Promise<void> {
    if (!manual) await nextTurn()
    while (pending.length > 0) {
      const batch = pending.slice(0, LIMIT)
      pending = pending.slice(LIMIT)
      await commit(batch)
      if (!manual && pending.length > 0) await nextTurn()
    }
    draining = false
  }

  function start(): Promise<void> {
    if (!draining) {
      draining = true
      drained = drain()
    }
    return drained
  }

  return {
    write<T>(change: Change<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const run = async (transaction: BookingTransaction) => {
          const settle = await change(transaction)
          return () => {
            try {
              resolve(settle())
            } catch (error) {
              reject(error)
            }
          }
        }
        pending.push({ run, reject })
        if (!manual || pending.length >= LIMIT) void start()
      })
    },
    async flush() {
      // What is asked for while a batch is on its way to the disk makes another.
      for (;;) {
        if (pending.length === 0 && !draining) return
        await start()
      }
    },
  }
}
