import type { Citizens } from '../backend/citizens.contract.ts'
import { estimateWait } from '../rules/eta.ts'

/** Watches the status documents for the longest line there was, and what its last person was told. */
export interface PeakWatch {
  look(): void
  /** Seconds; undefined while nobody waited or nobody could say. */
  readonly etaSeconds: number | undefined
}

/** What counts as the peak still. */
const ALMOST = 0.95

export function createPeakWatch(citizens: Pick<Citizens, 'status'>, cohorts: readonly string[]): PeakWatch {
  let longest = 0
  let etaSeconds: number | undefined
  return {
    look() {
      const lines = cohorts.map(cohort => citizens.status(cohort))
      const waiting = lines.reduce((sum, line) => sum + line.waiting, 0)
      // At the opening the line can be longest before anybody can say how fast it moves.
      const stillUnsaid = etaSeconds === undefined && waiting > longest * ALMOST
      if (waiting <= longest && !stillUnsaid) return
      longest = Math.max(longest, waiting)
      const waits = lines.map(line => estimateWait(line, line.issued)?.likelySeconds ?? 0)
      etaSeconds = Math.round(Math.max(...waits)) || undefined
    },
    get etaSeconds() {
      return etaSeconds
    },
  }
}
