import { Counter, Gauge, Registry } from 'prom-client'
import type { Sample } from '../../protocol/console.ts'
import { metricIds, metricSpecs, prometheusName, type MetricId } from '../../protocol/metrics.ts'
import { metricSentences } from './sentences.ts'

interface Instrument {
  readonly id: MetricId
  reset(): void
  put(labels: Record<string, string>, value: number): void
}

/** Text exposition of the metrics table, read afresh at each scrape; what was not measured has no line. */
export function createExposition(read: () => Pick<Sample, 'values' | 'labels'>): () => Promise<string> {
  const registry = new Registry()
  const instruments = metricIds.map(id => instrumentOf(id, registry))
  return async () => {
    const { values, labels } = read()
    for (const instrument of instruments) {
      const key = metricSpecs[instrument.id].label
      const split = labels[instrument.id]
      const value = values[instrument.id]
      instrument.reset()
      if (key && split) for (const [label, part] of Object.entries(split)) instrument.put({ [key]: label }, part)
      else if (value !== undefined) instrument.put({}, value)
    }
    return registry.metrics()
  }
}

function instrumentOf(id: MetricId, registry: Registry): Instrument {
  const { label, counter } = metricSpecs[id]
  const about = {
    name: prometheusName(id),
    help: `${id}: ${metricSentences[id]}`,
    labelNames: label ? [label] : [],
    registers: [registry],
  }
  if (counter) {
    const instrument = new Counter(about)
    return { id, reset: () => instrument.reset(), put: (labels, value) => instrument.inc(labels, value) }
  }
  const instrument = new Gauge(about)
  return { id, reset: () => instrument.reset(), put: (labels, value) => instrument.set(labels, value) }
}
