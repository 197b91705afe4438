import type { WaitRange } from '../../rules/eta.ts'

/** What people were told on joining against how long they waited: one sample a person, one check a cohort. */
export interface WaitCheck {
  /** Numbers must not fall from one call to the next. */
  told(number: number, at: number, range: WaitRange): void
  /** Numbers up to this one were called. */
  called(upTo: number, at: number): void
  /** A command changed the waits of everybody who still waits: their samples are left out. */
  changed(): void
}

/** What came of all samples; undefined without any. */
export interface WaitReport {
  readonly samples: number
  /** Share of true waits inside the stated range, 0 … 1. */
  readonly coverage: number
  readonly medianErrorPercent: number
  /** Median width of the range as a share of the true wait. */
  readonly medianWidthPercent: number
}

/** The columns of one sample told: number, seconds since the first, low, likely, high; exact enough in 4 bytes each. */
const COLUMNS = 5
/** Waits below this many seconds say nothing about an estimate: calls come in ticks, pages ask every second. */
const SHORTEST_SECONDS = 5

export function createWaitCheck(results: WaitResults): WaitCheck {
  let rows = new Float32Array(4096 * COLUMNS)
  let first = 0
  let end = 0
  let since: number | undefined

  function room(): void {
    if (end + COLUMNS <= rows.length) return
    const used = rows.subarray(first, end)
    const grown = used.length * 2 > rows.length ? new Float32Array(rows.length * 2) : new Float32Array(rows.length)
    grown.set(used)
    rows = grown
    end -= first
    first = 0
  }

  return {
    told(number, at, range) {
      room()
      since ??= at
      rows.set([number, (at - since) / 1000, range.lowSeconds, range.likelySeconds, range.highSeconds], end)
      end += COLUMNS
    },
    called(upTo, at) {
      while (first < end && (rows[first] ?? 0) <= upTo) {
        const [, joined = 0, low = 0, likely = 0, high = 0] = rows.subarray(first, first + COLUMNS)
        first += COLUMNS
        const wait = (at - (since ?? at)) / 1000 - joined
        if (wait < SHORTEST_SECONDS) continue
        results.add(wait, low, likely, high)
      }
    },
    changed() {
      first = end = 0
    },
  }
}

export interface WaitResults {
  /** Seconds: the true wait, and what was said. */
  add(wait: number, low: number, likely: number, high: number): void
  report(): WaitReport | undefined
}

export function createWaitResults(): WaitResults {
  const errors = createHistogram()
  const widths = createHistogram()
  let samples = 0
  let inside = 0
  return {
    add(wait, low, likely, high) {
      samples++
      if (wait >= low && wait <= high) inside++
      errors.add((Math.abs(likely - wait) / wait) * 100)
      widths.add(((high - low) / wait) * 100)
    },
    report() {
      if (samples === 0) return undefined
      const [medianErrorPercent, medianWidthPercent] = [errors.median(), widths.median()]
      return { samples, coverage: inside / samples, medianErrorPercent, medianWidthPercent }
    },
  }
}

/** Percentages counted in steps of a tenth, up to 1000: the median to that precision in bounded memory. */
function createHistogram() {
  const counts = new Uint32Array(10_001)
  let total = 0
  return {
    add(percent: number) {
      const bin = Math.min(10_000, Math.round(percent * 10))
      counts[bin] = (counts[bin] ?? 0) + 1
      total++
    },
    median() {
      let below = 0
      const bin = counts.findIndex(count => (below += count) * 2 >= total)
      return bin / 10
    },
  }
}
