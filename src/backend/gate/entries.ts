/** When people joined a line: kept for one index in many, since places have no room for a time. */
export interface Entries {
  /** So many have joined by now. */
  note(cohort: string, issued: number, at: number): void
  /** Event time at which an index joined, between two that are known; undefined before this process looked on. */
  joinedAt(cohort: string, index: number): number | undefined
}

/** An entry at most each so many people and so long (ms): a night of 370,000 is some 5,000 pairs of numbers. */
const PEOPLE = 64
const PAUSE_MS = 1_000

interface Marks {
  readonly issued: number[]
  readonly at: number[]
}

export function createEntries(): Entries {
  const lines = new Map<string, Marks>()

  return {
    note(cohort, issued, at) {
      const marks = lines.get(cohort)
      if (!marks) {
        lines.set(cohort, { issued: [issued], at: [at] })
        return
      }
      const last = marks.issued.length - 1
      if (issued - (marks.issued[last] ?? 0) < PEOPLE || at - (marks.at[last] ?? 0) < PAUSE_MS) return
      marks.issued.push(issued)
      marks.at.push(at)
    },
    joinedAt(cohort, index) {
      const marks = lines.get(cohort)
      if (!marks || index <= (marks.issued[0] ?? Infinity)) return undefined
      let low = 0
      let high = marks.issued.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((marks.issued[middle] ?? 0) < index) low = middle + 1
        else high = middle
      }
      const [before = 0, after = before] = [marks.at[low - 1], marks.at[low]]
      const [from = 0, to = from] = [marks.issued[low - 1], marks.issued[low]]
      return to > from ? before + ((after - before) * (index - from)) / (to - from) : before
    },
  }
}
