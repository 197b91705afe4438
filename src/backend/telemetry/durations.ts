/**
 * Percentiles of durations over the last five seconds, cheaply: logarithmic buckets 11 % apart, so a reading is right
 * within ± 5.5 %; one slot of buckets a second, the oldest forgotten at each turn.
 */
export interface Durations {
  /** Notes one duration, ms. */
  note(ms: number): void
  /** The value below which a share `q` of the remembered durations lies; undefined when there were none. */
  quantile(q: number): number | undefined
  max(): number | undefined
  /** Begins a new slot; called once a second. */
  turn(): void
}

const SLOTS = 5
const BUCKETS = 128
const SMALLEST_MS = 0.1
const GROWTH = Math.log(1.11)

export function createDurations(): Durations {
  const counts = new Uint32Array(SLOTS * BUCKETS)
  const largest = new Float64Array(SLOTS)
  let slot = 0

  const total = () => counts.reduce((sum, count) => sum + count, 0)

  return {
    note(ms) {
      const at = slot * BUCKETS + bucketOf(ms)
      counts[at] = (counts[at] ?? 0) + 1
      if (ms > (largest[slot] ?? 0)) largest[slot] = ms
    },
    quantile(q) {
      const wanted = total() * q
      if (wanted === 0) return undefined
      let seen = 0
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        for (let at = bucket; at < counts.length; at += BUCKETS) seen += counts[at] ?? 0
        if (seen >= wanted) return Math.min(middleOf(bucket), Math.max(...largest))
      }
      return Math.max(...largest)
    },
    max: () => (total() > 0 ? Math.max(...largest) : undefined),
    turn() {
      slot = (slot + 1) % SLOTS
      counts.fill(0, slot * BUCKETS, (slot + 1) * BUCKETS)
      largest[slot] = 0
    },
  }
}

function bucketOf(ms: number): number {
  if (ms <= SMALLEST_MS) return 0
  return Math.min(BUCKETS - 1, Math.ceil(Math.log(ms / SMALLEST_MS) / GROWTH))
}

function middleOf(bucket: number): number {
  return SMALLEST_MS * Math.exp(GROWTH * (bucket - 0.5))
}
