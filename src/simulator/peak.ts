import type { Citizens } from '../backend/citizens.contract.ts'
import { estimateWait } from '../rules/eta.ts'

/** Watches the status documents for the longest line there was, and what its last person was told. */
export interface PeakWatch {
  /** To be called at a steady pace. */
  look(): void
  /** Median of what was told while the line was at its longest, seconds; undefined when nobody could say. */
  eta(): number | undefined
}

interface Sight {
  readonly waiting: number
  readonly etaSeconds: number
}

/** From this share of the longest line on, it is the peak. */
const PEAK_SHARE = 0.99
/** Sights between two clearances. */
const SIGHTS = 4096

export function createPeakWatch(citizens: Pick<Citizens, 'status'>, cohorts: readonly string[]): PeakWatch {
  let longest = 0
  let sights: Sight[] = []

  const clear = () => {
    sights = sights.filter(({ waiting }) => waiting >= longest * PEAK_SHARE)
  }

  return {
    look() {
      const lines = cohorts.map(cohort => citizens.status(cohort))
      const waiting = lines.reduce((sum, line) => sum + line.waiting, 0)
      longest = Math.max(longest, waiting)
      // Before the opening, and in the first moments after it, nobody can say.
      const waits = lines.map(line => estimateWait(line, line.issued)?.likelySeconds ?? 0)
      const etaSeconds = Math.max(...waits)
      if (etaSeconds <= 0 || waiting < longest * PEAK_SHARE) return
      sights.push({ waiting, etaSeconds })
      if (sights.length % SIGHTS === 0) clear()
    },
    eta() {
      clear()
      const sorted = sights.map(({ etaSeconds }) => etaSeconds).sort((a, b) => a - b)
      const median = sorted[Math.floor(sorted.length / 2)]
      return median === undefined ? undefined : Math.round(median)
    },
  }
}
