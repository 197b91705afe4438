/** What is known of those sampled in one line. */
export interface Vigil {
  /** Share of those still waiting who have fallen silent; undefined while too few were ever heard. */
  readonly silentShare: number | undefined
  /** Of those waiting, the share who give up each second; undefined while too little was seen. */
  readonly leavingPerSecond: number | undefined
}

export interface Heartbeats {
  note(cohort: string, number: number, at: number): void
  /** A sampled client said goodbye. */
  left(cohort: string, number: number, at: number): void
  /** @param silenceMs after so long without a word somebody has gone */
  vigil(cohort: string, serving: number, at: number, silenceMs: number): Vigil
}

const FEWEST = 20
/** All together must have been seen waiting for so long (ms): ten hours tell the rate to some 3 in 100,000 a second. */
const LEAST_WAITED_MS = 36_000_000
/** A share is counted anew after so long: everybody sampled is looked at, and it is asked for with every tick. */
const KEEP_MS = 15_000

interface Heard {
  readonly first: number
  last: number
  gone: boolean
}

interface Watched {
  readonly heard: Map<number, Heard>
  /** How many gave up, and how long all those waited (ms) who wait no longer, from the first word to the last. */
  gone: number
  waited: number
  countedAt: number
  vigil: Vigil
}

const nothing: Vigil = { silentShare: undefined, leavingPerSecond: undefined }

/**
 * Abandonment, estimated from a sample: whoever was heard once and is not any more has gone. The rate is that of an
 * exponential life time under censoring: those who gave up over all the time that all were seen waiting.
 */
export function createHeartbeats(): Heartbeats {
  const lines = new Map<string, Watched>()

  function watched(cohort: string): Watched {
    let line = lines.get(cohort)
    if (!line) {
      line = { heard: new Map(), gone: 0, waited: 0, countedAt: -Infinity, vigil: nothing }
      lines.set(cohort, line)
    }
    return line
  }

  function count(line: Watched, serving: number, at: number, silenceMs: number): Vigil {
    let silent = 0
    let waiting = 0
    for (const [number, heard] of line.heard) {
      if (number <= serving) {
        line.heard.delete(number)
        line.waited += heard.last - heard.first
        continue
      }
      if (!heard.gone && at - heard.last > silenceMs) {
        heard.gone = true
        line.gone++
      }
      if (heard.gone) silent++
      waiting += heard.last - heard.first
    }
    const waited = line.waited + waiting
    return {
      silentShare: line.heard.size < FEWEST ? undefined : silent / line.heard.size,
      leavingPerSecond: waited < LEAST_WAITED_MS ? undefined : ((line.gone + 0.5) * 1000) / waited,
    }
  }

  return {
    note(cohort, number, at) {
      const line = watched(cohort)
      const heard = line.heard.get(number)
      if (!heard) {
        line.heard.set(number, { first: at, last: at, gone: false })
        return
      }
      // Whoever comes back had not gone.
      if (heard.gone) line.gone--
      heard.gone = false
      heard.last = at
    },
    left(cohort, number, at) {
      const line = watched(cohort)
      const heard = line.heard.get(number)
      if (!heard) return
      line.heard.delete(number)
      line.waited += at - heard.first
      if (!heard.gone) line.gone++
    },
    vigil(cohort, serving, at, silenceMs) {
      const line = lines.get(cohort)
      if (!line) return nothing
      if (at - line.countedAt >= KEEP_MS) {
        line.vigil = count(line, serving, at, silenceMs)
        line.countedAt = at
      }
      return line.vigil
    },
  }
}
