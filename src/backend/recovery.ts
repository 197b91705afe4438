import { setImmediate } from 'node:timers/promises'
import type { Bookings } from './booking/contract.ts'
import type { OwnGate } from './gate/gate.ts'
import type { OpenStore } from './store/open.ts'

/** The last instant of event time, ms, that a directory knows of: its last sign of life, or its last record. */
export function livedUntil({ store, ledgerRows }: Pick<OpenStore, 'store' | 'ledgerRows'>): number {
  const recorded = /^\[\d+,(\d+),/.exec(ledgerRows.last()?.entry ?? '')?.[1]
  return Math.max(store.aliveUntil ?? 0, Number(recorded ?? 0))
}

/** Ends the leases of those whose bookings were made before a crash and their release was not. */
export function reconcile(gate: OwnGate, bookings: Pick<Bookings, 'hasBooking'>): void {
  for (const admission of gate.held())
    if ([admission.person, ...admission.dependents].every(person => bookings.hasBooking(person)))
      gate.release(admission, 'booked')
}

/** In virtual time an operator's slots do not wait for the driver's next commit. */
export function hurried(bookings: Bookings, hurry: (() => void) | undefined): Bookings {
  if (!hurry) return bookings
  return {
    ...bookings,
    addSlots(additions) {
      queueMicrotask(hurry)
      return bookings.addSlots(additions)
    },
  }
}

/** Commits until a promise is settled that waits for commits. */
export async function settled<T>(promise: Promise<T>, flush: () => Promise<void>): Promise<T> {
  const wait = { over: false }
  const ended = promise.finally(() => (wait.over = true))
  ended.catch(() => undefined)
  while (!wait.over) {
    await flush()
    await setImmediate()
  }
  return ended
}
