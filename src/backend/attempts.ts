import type { ErrorCode } from '../protocol/errors.ts'
import { RefusalError } from '../protocol/errors.ts'
import type { Ledger } from './control/ledger.contract.ts'
import { doorOf, type Ask, type Outcome } from './doors.ts'
import type { Meter } from './telemetry/contract.ts'

/** Where what citizens are refused is counted: each request once, however deep it was refused. */
export interface Attempts {
  /** Does what was asked, and counts the refusal if it ends in one. Watching may be nested: what is inside knows better. */
  watch<T>(ask: Ask, work: () => T | Promise<T>): Promise<T>
  /** Counts what was answered outside of `watch`: a refusal, or an attempt that is not refused. */
  note(ask: Ask, outcome: Outcome): void
  /** Appends the refusals since the last time to the ledger, at most every ten seconds of event time. */
  report(at: number): void
}

const REPORT_MS = 10_000

export function createAttempts(ledger: Pick<Ledger, 'append'>, meter: Meter): Attempts {
  const seen = new WeakSet<RefusalError>()
  let counts: Partial<Record<ErrorCode, number>> = {}
  let any = false
  let reportedAt = -Infinity

  function note(ask: Ask, outcome: Outcome): void {
    if (outcome !== 'moved') {
      counts[outcome] = (counts[outcome] ?? 0) + 1
      any = true
      meter.add('gate.refused')
    }
    const door = doorOf(ask, outcome)
    if (door) meter.add('bypass.attempts', 1, door)
  }

  return {
    note,
    async watch(ask, work) {
      try {
        return await work()
      } catch (error) {
        if (error instanceof RefusalError && !seen.has(error)) {
          seen.add(error)
          note(ask, error.code)
        }
        throw error
      }
    },
    report(at) {
      if (!any || at - reportedAt < REPORT_MS) return
      ledger.append({ kind: 'refusals', counts })
      counts = {}
      any = false
      reportedAt = at
    },
  }
}
