import { metricSpecs, type MetricId } from '../../protocol/metrics.ts'
import type { Meter } from './contract.ts'
import { createDurations, type Durations } from './durations.ts'

/** One metric's reading, whole and split by its label. */
export interface Split {
  value: number
  readonly labels: Map<string, number>
}

/** What was counted, set and timed so far; the samples are read from here. */
export interface Book {
  readonly meter: Meter
  readonly tallies: ReadonlyMap<MetricId, Split>
  readonly gauges: ReadonlyMap<MetricId, Split>
  readonly durations: ReadonlyMap<MetricId, Durations>
}

export function createBook(): Book {
  const tallies = new Map<MetricId, Split>()
  const gauges = new Map<MetricId, Split>()
  const durations = new Map<MetricId, Durations>()
  const meter: Meter = {
    add(id, by = 1, label) {
      if (!Number.isFinite(by)) return
      const tally = splitOf(tallies, id)
      tally.value += by
      if (label !== undefined) tally.labels.set(label, (tally.labels.get(label) ?? 0) + by)
    },
    /** A gauge that is not a number was not measured: it leaves the samples until it is set again. */
    set(id, value, label) {
      const gauge = splitOf(gauges, id, Number.NaN)
      if (label === undefined) gauge.value = value
      else if (Number.isFinite(value)) gauge.labels.set(label, value)
      else gauge.labels.delete(label)
    },
    observe(id, value) {
      if (!(value >= 0)) return
      let known = durations.get(id)
      if (!known) durations.set(id, (known = createDurations()))
      known.note(value)
    },
  }
  return { meter, tallies, gauges, durations }
}

function splitOf(book: Map<MetricId, Split>, id: MetricId, start = 0): Split {
  let split = book.get(id)
  if (!split) book.set(id, (split = { value: start, labels: new Map() }))
  return split
}

/** The whole of a gauge: as set, else over its labels as the table says, else nothing. */
export function wholeOf(id: MetricId, gauge: Split): number | undefined {
  if (Number.isFinite(gauge.value)) return gauge.value
  if (gauge.labels.size === 0) return undefined
  const parts = [...gauge.labels.values()]
  const sum = parts.reduce((total, part) => total + part, 0)
  const { aggregate } = metricSpecs[id]
  if (aggregate === 'max') return Math.max(...parts)
  return aggregate === 'mean' ? sum / parts.length : sum
}
