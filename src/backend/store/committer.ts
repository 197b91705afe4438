import { setImmediate as setImmediateAsync } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { RefusalError } from '../../protocol/errors.ts'

/** A part whose memory runs ahead of the disk by at most one transaction. */
export interface Participant {
  /** Writes everything that changed since the last commit, inside the transaction. */
  write(): void
  /** What was written is on the disk. */
  committed(): void
  /** The transaction failed: forget what was not written and take the state of the disk. */
  reload(): void
}

/**
 * Group commit: everything changed in one turn of the event loop goes to the disk in one transaction, and whoever
 * changed it hears so only after the commit (and with it fsync) has returned.
 */
export interface Committer {
  enlist(participant: Participant): void
  readonly writable: boolean
  /** To be called before any change of memory; throws `unavailable` while the disk refuses writes. */
  assertWritable(): void
  /** To be called after a change. Resolves when it is on the disk; rejects with `unavailable` when it was undone. */
  touch(): Promise<void>
  /** Commits, even without a change, when the last commit is a second old; not for a driver in virtual time. */
  keepFresh(): void
  /** Commits what is pending now; resolves when those who waited have had their turn. */
  flush(): Promise<void>
  /** Commits what is pending and stops. */
  close(): void
}

export interface CommitterOptions {
  /** Told the error of a transaction that failed, once for each. */
  readonly onError?: (error: unknown) => void
  /** Told how long each commit took, ms. */
  readonly onCommit?: (ms: number) => void
  /** Commit only on `flush`, or when so many changes are pending; for a driver in virtual time. */
  readonly manual?: boolean
}

const MANUAL_LIMIT = 20_000
const PROBE_MS = 1_000
const FRESH_MS = 1_000

export function createCommitter(db: Database, { onError, onCommit, manual = false }: CommitterOptions = {}): Committer {
  const participants: Participant[] = []
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  let batch: PromiseWithResolvers<void> | undefined
  let pending = 0
  let failed = false
  let closed = false
  let committedAt = -Infinity

  const unavailable = () => new RefusalError('unavailable', 'the disk does not take writes')

  function transact(): void {
    const start = performance.now()
    begin.run()
    try {
      for (const participant of participants) participant.write()
      commit.run()
    } catch (error) {
      rollBack()
      throw error
    }
    committedAt = performance.now()
    onCommit?.(committedAt - start)
  }

  function rollBack(): void {
    // SQLite has rolled back by itself after some errors (disk full, I/O): then there is nothing left to do.
    try {
      if (db.inTransaction) db.exec('ROLLBACK')
    } catch (error) {
      onError?.(error)
    }
  }

  function commitPending(): void {
    const current = batch
    if (current === undefined) return
    batch = undefined
    pending = 0
    try {
      transact()
    } catch (error) {
      fail(error)
      current.reject(unavailable())
      return
    }
    for (const participant of participants) participant.committed()
    current.resolve()
  }

  function fail(error: unknown): void {
    failed = true
    onError?.(error)
    try {
      for (const participant of participants) participant.reload()
    } catch (reloadError) {
      onError?.(reloadError)
    }
    if (!manual) scheduleProbe()
  }

  function scheduleProbe(): void {
    setTimeout(probe, PROBE_MS).unref()
  }

  /** Tries the disk again from a memory that is equal to it; while this fails, nothing is changed. */
  function probe(): void {
    if (closed || !failed) return
    try {
      for (const participant of participants) participant.reload()
      transact()
      for (const participant of participants) participant.committed()
      failed = false
    } catch (error) {
      onError?.(error)
      if (!manual) scheduleProbe()
    }
  }

  function touch(): Promise<void> {
    if (failed || closed) return Promise.reject(unavailable())
    pending++
    if (batch === undefined) {
      batch = Promise.withResolvers()
      // Those who do not wait for the disk are not to fall over its errors: `onError` has told them.
      batch.promise.catch(() => undefined)
      if (!manual) setImmediate(commitPending)
    } else if (manual && pending === MANUAL_LIMIT) queueMicrotask(commitPending)
    return batch.promise
  }

  return {
    get writable() {
      return !failed && !closed
    },
    enlist: participant => void participants.push(participant),
    assertWritable() {
      if (failed || closed) throw unavailable()
    },
    touch,
    keepFresh() {
      if (!manual && !failed && !closed && performance.now() - committedAt >= FRESH_MS) void touch()
    },
    async flush() {
      if (failed) probe()
      const current = batch
      commitPending()
      if (current) await current.promise
      else if (failed) throw unavailable()
      // Whoever waited has heard of it, and has done what follows from it, before the driver of the clock goes on.
      await setImmediateAsync()
    },
    close() {
      commitPending()
      closed = true
    },
  }
}
