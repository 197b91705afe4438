/** Of the waiting, one in many says now and then that they are there: with every second look of a long line. */
export interface Heartbeats {
  /** Somebody sampled looks at the page; says so unless they have lately. */
  beat(person: number, pollAfterMs: number): void
}

/** No more often than this, ms of event time; in a long line, than so many looks. */
const EVERY_MS = 60_000
const EVERY_LOOKS = 1.5

export function createHeartbeats(now: () => number, send: (person: number) => void): Heartbeats {
  /** Event time of each one's last. */
  const sent = new Map<number, number>()
  return {
    beat(person, pollAfterMs) {
      const every = Math.max(EVERY_MS, EVERY_LOOKS * pollAfterMs)
      if (now() - (sent.get(person) ?? -Infinity) < every) return
      sent.set(person, now())
      send(person)
    },
  }
}
