/** One client in so many, chosen by its number, says now and then that it is still there. */
export const SAMPLED = 64

export interface Heartbeats {
  note(cohort: string, number: number, at: number): void
  /** Share of the sampled still waiting who have fallen silent; undefined while too few were ever heard. */
  silentShare(cohort: string, serving: number, at: number, silenceMs: number): number | undefined
}

const FEWEST = 20
/** A share is counted anew after so long: everybody sampled is looked at, and it is asked for with every tick. */
const KEEP_MS = 5_000

interface Counted {
  readonly at: number
  readonly share: number | undefined
}

/** Abandonment, estimated from a sample: whoever was heard once and is not any more has gone. */
export function createHeartbeats(): Heartbeats {
  const lines = new Map<string, Map<number, number>>()
  const counted = new Map<string, Counted>()
  return {
    note(cohort, number, at) {
      let heard = lines.get(cohort)
      if (!heard) lines.set(cohort, (heard = new Map()))
      heard.set(number, at)
    },
    silentShare(cohort, serving, at, silenceMs) {
      const heard = lines.get(cohort)
      if (!heard) return undefined
      const known = counted.get(cohort)
      if (known && at - known.at < KEEP_MS) return known.share
      let silent = 0
      for (const [number, lastAt] of heard) {
        if (number <= serving) heard.delete(number)
        else if (at - lastAt > silenceMs) silent++
      }
      const share = heard.size < FEWEST ? undefined : silent / heard.size
      counted.set(cohort, { at, share })
      return share
    },
  }
}
