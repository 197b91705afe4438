/** How long after the call those come who come: a histogram that forgets. */
export interface Delays {
  note(seconds: number): void
  /** Share of those who come that come later than after so many seconds. */
  tail(seconds: number): number
  /** Mean, seconds. */
  mean(): number
}

/** Upper ends of the classes, seconds; the last takes all that come later. */
const CLASS_ENDS = [0.5, 1, 2, 3, 4, 6, 8, 10, 13, 17, 22, 30, 40, 55, 75, 100, 140, 200, 300]
export const LAST_DELAY = 300
/** Delays over which it is smoothed. */
const SMOOTHED = 1_000
/** What is believed before anything was seen: so many delays, evenly within so many seconds. */
const PRIOR = { delays: 10, seconds: 10 }

/** The class of each half second; every class ends on one. */
const classOfHalf = Uint8Array.from({ length: LAST_DELAY * 2 }, (_, half) =>
  CLASS_ENDS.findIndex(end => half < end * 2),
)
const startOf = (place: number): number => CLASS_ENDS[place - 1] ?? 0
const endOf = (place: number): number => CLASS_ENDS[place] ?? LAST_DELAY

export function createDelays(): Delays {
  const weights = Float64Array.from(CLASS_ENDS, (end, place) => {
    const start = startOf(place)
    return (Math.max(0, Math.min(end, PRIOR.seconds) - start) / PRIOR.seconds) * PRIOR.delays
  })
  /** Share beyond the start of each class, and beyond the last. */
  const tails = new Float64Array(CLASS_ENDS.length + 1)
  let mean = 0
  let stale = true

  function refresh(): void {
    stale = false
    let all = 0
    for (const weight of weights) all += weight
    let beyond = all
    mean = 0
    for (let place = 0; place < weights.length; place++) {
      const weight = weights[place] ?? 0
      tails[place] = beyond / all
      beyond -= weight
      mean += (weight * (startOf(place) + endOf(place))) / 2 / all
    }
    tails[weights.length] = 0
  }

  return {
    note(seconds) {
      const place = classOfHalf[Math.floor(Math.max(0, seconds) * 2)] ?? weights.length - 1
      for (let other = 0; other < weights.length; other++) {
        weights[other] = (weights[other] ?? 0) * (1 - 1 / SMOOTHED) + (other === place ? 1 : 0)
      }
      stale = true
    },
    tail(seconds) {
      if (stale) refresh()
      const place = classOfHalf[Math.floor(seconds * 2)]
      if (place === undefined) return 0
      const before = tails[place] ?? 0
      const start = startOf(place)
      return before + (((tails[place + 1] ?? 0) - before) * (seconds - start)) / (endOf(place) - start)
    },
    mean() {
      if (stale) refresh()
      return mean
    },
  }
}
