import type { MetricId } from '../../protocol/metrics.ts'
import type { Sample } from '../../protocol/console.ts'

/**
 * Full samples of the last half hour, one column per charted metric, outside React. Bounded: the oldest are overwritten.
 * A metric that a sample does not carry is NaN, and stays a hole.
 */
export const chartedIds = [
  'queue.waiting',
  'gate.setRate',
  'gate.rateInForce',
  'gate.admitRate',
  'booking.rate',
  'http.errorRatio',
  'capacity.alive',
  'lease.meanSeconds',
  'booking.conversion',
] as const satisfies readonly MetricId[]
export type ChartedId = (typeof chartedIds)[number]

export interface Series {
  /** Takes a sample at its place; one that is already there is ignored. */
  add(sample: Sample): void
  clear(): void
  readonly length: number
  /** Grows with every change; what was drawn for the same version need not be drawn again. */
  readonly version: number
  /** Real and event time of the server (ms) of the i-th oldest sample. */
  at(i: number): number
  eventTime(i: number): number
  value(id: ChartedId, i: number): number
}

export function createSeries(capacity = 2_000): Series {
  const at = new Float64Array(capacity)
  const eventTime = new Float64Array(capacity)
  const columns = new Map<ChartedId, Float64Array>(chartedIds.map(id => [id, new Float64Array(capacity)]))
  const all = [at, eventTime, ...columns.values()]
  let start = 0
  let length = 0
  let version = 0
  const place = (i: number) => (start + i) % capacity

  const write = (i: number, sample: Sample) => {
    const p = place(i)
    at[p] = sample.at
    eventTime[p] = sample.eventTime
    for (const [id, column] of columns) column[p] = sample.values[id] ?? Number.NaN
  }

  /** Index of the first sample that is not older than `time`; looks from the end, where new ones belong. */
  const position = (time: number) => {
    let i = length
    while (i > 0 && (at[place(i - 1)] ?? 0) >= time) i--
    return i
  }

  return {
    add(sample) {
      if (!sample.full) return
      const i = position(sample.at)
      if (i < length && at[place(i)] === sample.at) return
      if (length === capacity) {
        if (i === 0) return
        start = (start + 1) % capacity
        length--
        version++
        this.add(sample)
        return
      }
      length++
      for (let j = length - 1; j > i; j--)
        for (const column of all) column[place(j)] = column[place(j - 1)] ?? Number.NaN
      write(i, sample)
      version++
    },
    clear() {
      start = 0
      length = 0
      version++
    },
    get length() {
      return length
    },
    get version() {
      return version
    },
    at: i => at[place(i)] ?? Number.NaN,
    eventTime: i => eventTime[place(i)] ?? Number.NaN,
    value: (id, i) => columns.get(id)?.[place(i)] ?? Number.NaN,
  }
}

/** The one buffer of this page. */
export const series = createSeries()
