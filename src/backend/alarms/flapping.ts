/**
 * How often causes come and go. One that comes more than five times in ten minutes flaps: its alert is held through the
 * gaps, until the cause has either stayed away or stood still for five minutes (after ISA-18.2, 14.5: chattering alarms).
 */
export interface Flapping {
  /** The cause was judged present; true when it was away before. */
  come(cause: string, at: number): boolean
  go(cause: string, at: number): void
  /** It has come too often of late. */
  flaps(cause: string, at: number): boolean
  isPresent(cause: string): boolean
  /** It has been as it is, here or away, for five minutes. */
  isSteady(cause: string, at: number): boolean
  /** When it was last judged present, ms; undefined when it was not. */
  seenAt(cause: string): number | undefined
}

interface Seen {
  present: boolean
  turnedAt: number
  seenAt: number
  comings: number[]
}

const WINDOW_MS = 600_000
const MOST_COMINGS = 5
const STEADY_MS = 300_000
/** Beyond so many, those that were not seen of late are forgotten. */
const MOST_CAUSES = 4_096

export function createFlapping(): Flapping {
  const causes = new Map<string, Seen>()

  const recent = (seen: Seen, at: number) => {
    seen.comings = seen.comings.filter(coming => coming > at - WINDOW_MS)
    return seen.comings
  }

  const sweep = (at: number) => {
    for (const [cause, seen] of causes) if (!seen.present && recent(seen, at).length === 0) causes.delete(cause)
  }

  return {
    come(cause, at) {
      const seen = causes.get(cause) ?? { present: false, turnedAt: at, seenAt: at, comings: [] }
      causes.set(cause, seen)
      if (causes.size > MOST_CAUSES) sweep(at)
      seen.seenAt = at
      if (seen.present) return false
      seen.present = true
      seen.turnedAt = at
      recent(seen, at).push(at)
      return true
    },
    go(cause, at) {
      const seen = causes.get(cause)
      if (!seen?.present) return
      seen.present = false
      seen.turnedAt = at
    },
    flaps(cause, at) {
      const seen = causes.get(cause)
      return seen !== undefined && recent(seen, at).length > MOST_COMINGS
    },
    isPresent: cause => causes.get(cause)?.present ?? false,
    isSteady: (cause, at) => at - (causes.get(cause)?.turnedAt ?? at) >= STEADY_MS,
    seenAt: cause => causes.get(cause)?.seenAt,
  }
}
