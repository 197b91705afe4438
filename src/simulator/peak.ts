import type { Citizens } from '../backend/citizens.contract.ts'
import { estimateWait } from '../rules/eta.ts'

/** Watches the status documents for the longest line there was, and what its last person was told. */
export interface PeakWatch {
  look(): void
  /** Seconds; undefined while nobody waited or nobody could say. */
  readonly etaSeconds: number | undefined
}

export function createPeakWatch(citizens: Pick<Citizens, 'status'>, cohorts: readonly string[]): PeakWatch {
  let longest = 0
  let etaSeconds: number | undefined
  return {
    look() {
      const lines = cohorts.map(cohort => citizens.status(cohort))
      const waiting = lines.reduce((sum, line) => sum + line.waiting, 0)
      if (waiting <= longest) return
      longest = waiting
      const waits = lines.map(line => estimateWait(line, line.issued)?.likelySeconds ?? 0)
      etaSeconds = Math.round(Math.max(...waits)) || undefined
    },
    get etaSeconds() {
      return etaSeconds
    },
  }
}
