import type { TimeSources } from '../../../src/backend/clock.ts'
import type { TimeReading, TimeReference } from '../../../src/backend/time/reference.ts'

/** A machine in a time of our own: the true time, a clock that people step, and a counter that may run a little wrong. */
export interface Machine {
  readonly sources: TimeSources
  /** The true time, ms since the epoch. */
  readonly now: number
  pass(ms: number): void
  /** Steps the machine's clock, and only that. */
  step(ms: number): void
  /** A reference that knows the true time, give or take `error`, as long as it is `there`. */
  reference(kind: Partial<TimeReference>, options?: { error?: () => number; there?: () => boolean }): TimeReference
}

export function machineAt(start: number, { wrongBy = 0, rate = 1 } = {}): Machine {
  let now = start
  let counter = 12_345
  let lead = wrongBy
  return {
    sources: { wall: () => now + lead, monotonic: () => counter },
    get now() {
      return now
    },
    pass(ms) {
      now += ms
      counter += ms * rate
    },
    step(ms) {
      lead += ms
    },
    reference(kind, { error = () => 0, there = () => true } = {}) {
      const read = (): TimeReading | undefined => (there() ? { time: now + error(), within: 10 } : undefined)
      return { name: 'true', confirms: true, leads: false, close: () => undefined, read, ...kind }
    },
  }
}
