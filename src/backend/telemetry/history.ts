import type { Sample } from '../../protocol/console.ts'
import { metricIds, type MetricId } from '../../protocol/metrics.ts'

/**
 * The memory of full samples: one typed-array column a series in a ring of rows, so that two hours of a launch with
 * hundreds of series stay within 30 MB. A NaN is a reading that was not taken.
 */
export interface History {
  push(sample: Sample): void
  /** The highest sequence number that was forgotten; 0 while nothing was. */
  readonly cutAt: number
  /** Rows with sequence > after, oldest first, at most `limit`. */
  since(after: number, limit: number): Sample[]
}

interface Column {
  readonly metric: MetricId
  readonly label: string | undefined
  readonly cells: Float64Array
}

/** Two hours at one full sample a second. */
const ROWS = 7_200
/** 450 columns of 7,200 doubles are 26 MB; series beyond that are sampled, but not remembered. */
const MOST_COLUMNS = 450

export function createHistory(capacity = ROWS): History {
  const sequences = new Float64Array(capacity)
  const ats = new Float64Array(capacity)
  const eventTimes = new Float64Array(capacity)
  const columns = new Map<string, Column>()
  let pushed = 0
  let cutAt = 0

  const slotOf = (row: number) => row % capacity
  const firstRow = () => Math.max(0, pushed - capacity)

  const cellsOf = (metric: MetricId, label?: string): Float64Array | undefined => {
    const key = label === undefined ? metric : `${metric}\n${label}`
    let column = columns.get(key)
    if (!column) {
      if (columns.size >= MOST_COLUMNS) return undefined
      columns.set(key, (column = { metric, label, cells: new Float64Array(capacity).fill(Number.NaN) }))
    }
    return column.cells
  }

  const write = (cells: Float64Array | undefined, slot: number, value: number) => {
    if (cells) cells[slot] = value
  }

  const read = (row: number): Sample => {
    const slot = slotOf(row)
    const values: Sample['values'] = {}
    const labels: Sample['labels'] = {}
    for (const { metric, label, cells } of columns.values()) {
      const value = cells[slot] ?? Number.NaN
      if (Number.isNaN(value)) continue
      if (label === undefined) values[metric] = value
      else (labels[metric] ??= {})[label] = value
    }
    return {
      type: 'sample',
      sequence: sequences[slot] ?? 0,
      full: true,
      at: ats[slot] ?? 0,
      eventTime: eventTimes[slot] ?? 0,
      values,
      labels,
    }
  }

  /** The first row whose sequence is greater, by bisection: sequences only grow. */
  const rowAfter = (after: number): number => {
    let low = firstRow()
    let high = pushed
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sequences[slotOf(middle)] ?? 0) > after) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    push(sample) {
      const slot = slotOf(pushed++)
      if (pushed > capacity) cutAt = sequences[slot] ?? 0
      sequences[slot] = sample.sequence
      ats[slot] = sample.at
      eventTimes[slot] = sample.eventTime
      for (const { cells } of columns.values()) cells[slot] = Number.NaN
      for (const metric of metricIds) {
        const value = sample.values[metric]
        if (value !== undefined) write(cellsOf(metric), slot, value)
        for (const [label, part] of Object.entries(sample.labels[metric] ?? {}))
          write(cellsOf(metric, label), slot, part)
      }
    },
    get cutAt() {
      return cutAt
    },
    since(after, limit) {
      const samples: Sample[] = []
      for (let row = rowAfter(after); row < pushed && samples.length < limit; row++) samples.push(read(row))
      return samples
    },
  }
}
