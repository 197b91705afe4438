import { RefusalError, type ErrorCode } from '../../protocol/errors.ts'
import type { Ledger } from '../control/ledger.contract.ts'
import type { Meter } from '../telemetry/contract.ts'

/** Refuses, counts, and tells the ledger the counts now and then. */
export interface Refusals {
  readonly refuse: (code: ErrorCode, detail?: string) => never
  /** Runs what may refuse by itself (a token that cannot be read) and counts it like the others. */
  counted<T>(attempt: () => T): T
  /** Appends the counts since the last time, at most every ten seconds. */
  report(at: number): void
}

const REPORT_MS = 10_000

export function createRefusals(ledger: Ledger, meter: Meter): Refusals {
  let counts: Partial<Record<ErrorCode, number>> = {}
  let any = false
  let reportedAt = -Infinity

  function count(code: ErrorCode): void {
    counts[code] = (counts[code] ?? 0) + 1
    any = true
    meter.add('gate.refused')
  }

  return {
    refuse(code, detail) {
      count(code)
      throw new RefusalError(code, detail)
    },
    counted(attempt) {
      try {
        return attempt()
      } catch (error) {
        if (error instanceof RefusalError) count(error.code)
        throw error
      }
    },
    report(at) {
      if (!any || at - reportedAt < REPORT_MS) return
      ledger.append({ kind: 'refusals', counts: { ...counts } })
      counts = {}
      any = false
      reportedAt = at
    },
  }
}
