import type { Sample } from '../../protocol/console.ts'
import { metricSpecs, type MetricId } from '../../protocol/metrics.ts'
import { wholeOf, type Book } from './meter.ts'
import type { Window } from './window.ts'

/** Shares counted as events: `add` counts the part, the other metric the whole, both over the window. */
const shares: Partial<Record<MetricId, MetricId>> = { 'http.errorRatio': 'http.requestRate' }

type Readings = Pick<Sample, 'values' | 'labels'>

/** Reads the given metrics into a sample; what was not measured stays out. */
export function readMetrics(ids: readonly MetricId[], book: Book, window: Window): Readings {
  const readings: Readings = { values: {}, labels: {} }
  for (const id of ids) {
    const value = readOne(id, book, window)
    if (value === undefined) continue
    readings.values[id] = value
    const labels = (book.gauges.get(id) ?? book.tallies.get(id))?.labels
    if (labels && labels.size > 0) readings.labels[id] = Object.fromEntries(labels)
  }
  return readings
}

function readOne(id: MetricId, book: Book, window: Window): number | undefined {
  const gauge = book.gauges.get(id)
  if (gauge) return wholeOf(id, gauge)
  const durations = book.durations.get(id)
  if (durations) return id.endsWith('P95') ? durations.quantile(0.95) : durations.max()
  const whole = shares[id]
  if (whole) {
    const all = window.counted(whole)
    return all > 0 ? Math.min(1, window.counted(id) / all) : undefined
  }
  const tally = book.tallies.get(id)
  if (!tally) return undefined
  return metricSpecs[id].unit === 'perSecond' ? window.perSecond(id) : tally.value
}
