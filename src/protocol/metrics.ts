/**
 * The one table of metrics. Samples, history, charts, detectors, Prometheus names and translations are all
 * derived from it: adding a metric is one line here (and its two translations and its sentence, which the compiler asks for).
 */

/** How readings of one metric combine, over time and over labels. */
export type Aggregate = 'last' | 'sum' | 'max' | 'mean'

export type Unit = 'people' | 'perSecond' | 'ratio' | 'ms' | 'seconds' | 'count' | 'seats' | 'doses' | 'bytes'

export interface MetricSpec {
  readonly unit: Unit
  readonly aggregate: Aggregate
  /** Sent 4 times a second; the others once a second. */
  readonly headline?: true
  /** Name of the label that splits the metric, when it has one. */
  readonly label?: 'cohort' | 'door' | 'worker'
  /** A counter only grows within one boot epoch; everything else is a gauge. */
  readonly counter?: true
  /** From this value on (upwards) the tile is abnormal; priority 2 and 1. */
  readonly warn?: number
  readonly alarm?: number
}

export const metrics = {
  'queue.waiting': { unit: 'people', aggregate: 'last', headline: true, label: 'cohort' },
  'queue.issued': { unit: 'people', aggregate: 'last', label: 'cohort', counter: true },
  'queue.serving': { unit: 'people', aggregate: 'last', headline: true, label: 'cohort', counter: true },
  'queue.rejoined': { unit: 'count', aggregate: 'last', counter: true },
  'queue.joinRate': { unit: 'perSecond', aggregate: 'mean', headline: true },
  'queue.abandonRatio': { unit: 'ratio', aggregate: 'mean' },
  'queue.lastWait': { unit: 'seconds', aggregate: 'last', headline: true, label: 'cohort' },
  'queue.lastWaitLow': { unit: 'seconds', aggregate: 'max', label: 'cohort' },
  'queue.lastWaitHigh': { unit: 'seconds', aggregate: 'max', label: 'cohort' },
  'queue.shortfall': { unit: 'people', aggregate: 'last', label: 'cohort' },
  'gate.callRate': { unit: 'perSecond', aggregate: 'mean' },
  'gate.parked': { unit: 'people', aggregate: 'last', headline: true },
  'gate.showRatio': { unit: 'ratio', aggregate: 'last' },
  'gate.setRate': { unit: 'perSecond', aggregate: 'last', headline: true },
  'gate.rateInForce': { unit: 'perSecond', aggregate: 'last', headline: true },
  'gate.admitRate': { unit: 'perSecond', aggregate: 'mean', headline: true },
  'gate.admitted': { unit: 'people', aggregate: 'last', headline: true, counter: true },
  'gate.claimed': { unit: 'people', aggregate: 'last', counter: true },
  'gate.refused': { unit: 'count', aggregate: 'last', counter: true },
  'gate.sessionsSeen': { unit: 'people', aggregate: 'last', counter: true },
  'lease.active': { unit: 'people', aggregate: 'last', headline: true },
  'lease.expired': { unit: 'people', aggregate: 'last', counter: true },
  'lease.meanSeconds': { unit: 'seconds', aggregate: 'last' },
  'capacity.seats': { unit: 'seats', aggregate: 'last', headline: true },
  'capacity.alive': { unit: 'seats', aggregate: 'last', headline: true, label: 'worker' },
  'capacity.load': { unit: 'ratio', aggregate: 'last', headline: true, warn: 0.9, alarm: 1 },
  'booking.rate': { unit: 'perSecond', aggregate: 'mean', headline: true },
  'booking.total': { unit: 'people', aggregate: 'last', headline: true, counter: true },
  'booking.admitted': { unit: 'people', aggregate: 'last', counter: true },
  'booking.latencyP95': { unit: 'ms', aggregate: 'max', warn: 1000, alarm: 3000 },
  'booking.conversion': { unit: 'ratio', aggregate: 'last' },
  'slots.left': { unit: 'doses', aggregate: 'last', headline: true },
  'http.requests': { unit: 'count', aggregate: 'last', counter: true },
  'http.errors': { unit: 'count', aggregate: 'last', counter: true },
  'http.requestRate': { unit: 'perSecond', aggregate: 'mean' },
  'http.errorRatio': { unit: 'ratio', aggregate: 'mean', headline: true, warn: 0.01, alarm: 0.05 },
  'http.latencyP95': { unit: 'ms', aggregate: 'max', warn: 500, alarm: 2000 },
  'bypass.attempts': { unit: 'count', aggregate: 'last', headline: true, label: 'door', counter: true },
  'webhook.backlog': { unit: 'people', aggregate: 'last', warn: 500 },
  'webhook.failures': { unit: 'count', aggregate: 'last', counter: true },
  'clock.drift': { unit: 'ms', aggregate: 'last', warn: 200, alarm: 500 },
  'process.loopLag': { unit: 'ms', aggregate: 'max', warn: 100, alarm: 500 },
  'process.memory': { unit: 'bytes', aggregate: 'last' },
  'process.commitLatency': { unit: 'ms', aggregate: 'max', warn: 50, alarm: 250 },
} as const satisfies Record<string, MetricSpec>

export type MetricId = keyof typeof metrics

export const metricIds = Object.keys(metrics) as MetricId[]

/** The same table with every optional field visible; what generic code reads. */
export const metricSpecs: Readonly<Record<MetricId, MetricSpec>> = metrics

export const headlineIds = metricIds.filter(id => metricSpecs[id].headline)

/** `queue.waiting` → `sluice_queue_waiting_people`, as Prometheus wants its names. */
export function prometheusName(id: MetricId): string {
  const spec = metricSpecs[id]
  const base = `sluice_${id.replaceAll('.', '_').replaceAll(/([A-Z])/g, '_$1')}`.toLowerCase()
  const unit = spec.unit === 'count' ? '' : `_${spec.unit.replaceAll(/([A-Z])/g, '_$1').toLowerCase()}`
  return `${base}${unit}${spec.counter ? '_total' : ''}`
}
