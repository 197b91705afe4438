import { metricIds, type MetricId } from '../../protocol/metrics.ts'
import type { Split } from './meter.ts'

/**
 * A sliding window over counters: what was counted in the last five seconds of real time, per second of event time.
 * One mark a sample; at least one whole stretch between two marks counts, however far apart they are.
 */
export interface Window {
  mark(real: number, event: number, tallies: ReadonlyMap<MetricId, Split>): void
  /** Per second of event time; undefined before there are two marks, or when event time stood still. */
  perSecond(id: MetricId): number | undefined
  /** Counted within the window. */
  counted(id: MetricId): number
}

interface Mark {
  readonly real: number
  readonly event: number
  readonly totals: Float64Array
}

const SPAN_MS = 5_000
const columnOf = new Map(metricIds.map((id, column) => [id, column]))

export function createWindow(): Window {
  const marks: Mark[] = []
  let newest: Mark | undefined
  let oldest: Mark | undefined

  const counted = (id: MetricId): number => {
    const column = columnOf.get(id) ?? 0
    return (newest?.totals[column] ?? 0) - (oldest?.totals[column] ?? 0)
  }

  return {
    mark(real, event, tallies) {
      const totals = new Float64Array(metricIds.length)
      for (const [id, tally] of tallies) totals[columnOf.get(id) ?? 0] = tally.value
      newest = { real, event, totals }
      marks.push(newest)
      while (marks.length > 2 && (marks[0]?.real ?? real) < real - SPAN_MS) marks.shift()
      oldest = marks[0]
    },
    perSecond(id) {
      if (!newest || !oldest || newest.event <= oldest.event) return undefined
      return counted(id) / ((newest.event - oldest.event) / 1000)
    },
    counted,
  }
}
