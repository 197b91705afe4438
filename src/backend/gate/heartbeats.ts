/** One client in so many, chosen by its number, says now and then that it is still there. */
export const SAMPLED = 64

export interface Heartbeats {
  note(cohort: string, number: number, at: number): void
  /** Share of the sampled still waiting who have fallen silent; undefined while too few were ever heard. */
  silentShare(cohort: string, serving: number, at: number, silenceMs: number): number | undefined
}

const FEWEST = 20

/** Abandonment, estimated from a sample: whoever was heard once and is not any more has gone. */
export function createHeartbeats(): Heartbeats {
  const lines = new Map<string, Map<number, number>>()
  return {
    note(cohort, number, at) {
      let heard = lines.get(cohort)
      if (!heard) lines.set(cohort, (heard = new Map()))
      heard.set(number, at)
    },
    silentShare(cohort, serving, at, silenceMs) {
      const heard = lines.get(cohort)
      if (!heard) return undefined
      let silent = 0
      for (const [number, lastAt] of heard) {
        if (number <= serving) heard.delete(number)
        else if (at - lastAt > silenceMs) silent++
      }
      return heard.size < FEWEST ? undefined : silent / heard.size
    },
  }
}
