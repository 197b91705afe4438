import { setImmediate as nextTurn } from 'node:timers/promises'
import { RefusalError } from '../../protocol/errors.ts'
import type { Change, Outcome, Tables } from './tables.ts'

export interface Writes {
  /**
   * Durable when it resolves; `unavailable` when the disk refused the transaction, which then changed nothing. `settle`
   * brings the outcome into memory, in the order of the commits, and gives or throws the answer.
   */
  write<T>(change: Change, settle: (outcome: Outcome) => T): Promise<T>
  /** Commits everything asked for so far. */
  flush(): Promise<void>
}

export interface WritesOptions {
  /** Called after each commit with its duration, ms of real time. */
  readonly onCommit?: (ms: number) => void
  /** Told why a transaction failed; those who asked only learn `unavailable`. */
  readonly onError?: (cause: unknown) => void
}

interface Pending {
  readonly change: Change
  readonly settle: (outcome: Outcome) => void
  readonly reject: (reason: RefusalError) => void
}

/** Changes to one transaction: enough to share an fsync, few enough that the first does not wait long (about 30 ms). */
const LIMIT = 1024

/** Group commit: what is asked for while a transaction is on its way shares the next, and its one fsync. */
export function createWrites(tables: Pick<Tables, 'commit'>, { onCommit, onError }: WritesOptions): Writes {
  let pending: Pending[] = []
  let drained: Promise<void> | undefined

  async function commit(batch: readonly Pending[]): Promise<void> {
    const started = performance.now()
    let outcomes: readonly Outcome[]
    try {
      outcomes = await tables.commit(batch.map(({ change }) => change))
    } catch (cause) {
      onError?.(cause)
      for (const { reject } of batch) reject(new RefusalError('unavailable'))
      return
    }
    onCommit?.(performance.now() - started)
    for (const [at, outcome] of outcomes.entries()) batch[at]?.settle(outcome)
  }

  async function drain(): Promise<void> {
    while (pending.length > 0) {
      // The rest of this turn of the event loop still comes along.
      await nextTurn()
      const batch = pending.slice(0, LIMIT)
      pending = pending.slice(LIMIT)
      await commit(batch)
    }
    drained = undefined
  }

  return {
    write: (change, settle) =>
      new Promise((resolve, reject) => {
        const settled = (outcome: Outcome) => {
          try {
            resolve(settle(outcome))
          } catch (error) {
            reject(error)
          }
        }
        pending.push({ change, settle: settled, reject })
        drained ??= drain()
      }),
    async flush() {
      // What is asked for while a batch is on its way to the disk makes another.
      for (let round = drained; round; round = drained) await round
    },
  }
}
