import { metricText } from '../../locales/metrics.ts'
import { formatShortClock } from '../../locales/format.ts'
import type { Alert, RuleId } from '../../protocol/alerts.ts'
import { metricSpecs, type MetricId } from '../../protocol/metrics.ts'
import { eventTimeOf, measuredAt } from '../store/alertTimes.ts'
import type { Writer } from '../store/hooks.ts'

/**
 * What a rule measures where that is not its metric as a chart draws it: so many a second of what the metric counts, the
 * whole count since an opening, or something that has no series at all.
 */
const kinds: Partial<Record<RuleId, 'rate' | 'total' | 'own'>> = {
  'door-shift': 'rate',
  'no-page': 'rate',
  'reconnect-storm': 'rate',
  'opened-early': 'total',
  'opened-late': 'total',
  't0-watchdog': 'total',
  unreconciled: 'own',
  'telemetry-silent': 'own',
}

/** What it was held against. Some rules have no limit but the value itself, or none that is above nothing. */
export function limitOf({ rule, threshold }: Alert): number | null {
  if (rule === 'telemetry-frozen' || (rule === 'unusual' && threshold === 0)) return null
  return threshold
}

/** The limit as a line on the chart of a metric; null where it is not of that metric and its unit. */
export const chartLimitOf = (alert: Alert, metric: MetricId): number | null =>
  metric === alert.metric && kinds[alert.rule] === undefined ? limitOf(alert) : null

/** A reading in the unit of its metric. */
export function writeReading({ percent, duration, number }: Writer, metric: MetricId, reading: number): string {
  const { unit } = metricSpecs[metric]
  if (unit === 'ratio') return percent(reading, 1)
  return unit === 'seconds' ? duration(reading) : number(reading)
}

/** From here down two figures after the point do not tell a reading from its limit. */
const FINE = 0.1

interface Reading {
  readonly name: string
  readonly write: (reading: number) => string
}

function readingOf(writer: Writer, { rule, subject, threshold }: Alert, metric: MetricId): Reading {
  const { t, locale, number, duration } = writer
  const name = metricText[metric][locale]
  if (rule === 'unreconciled') return { name: t('reading.unreconciled'), write: number }
  if (rule === 'telemetry-silent')
    return subject === ''
      ? { name: t('reading.gap'), write: ms => duration(ms / 1000) }
      : { name: t('reading.missed'), write: number }
  if (kinds[rule] === 'total') return { name, write: number }
  if (kinds[rule] !== 'rate') return { name, write: reading => writeReading(writer, metric, reading) }
  const digits = threshold !== null && threshold < FINE ? 3 : 2
  return { name, write: rate => t('reading.rate', { n: number(rate, digits) }) }
}

/**
 * What was measured against its limit, and when: it is not what would be measured now. Undefined when the alert carries no
 * reading. `speed` is that of event time.
 */
export function alertEvidence(writer: Writer, alert: Alert, speed: number): string | undefined {
  const { metric, value } = alert
  if (metric === null || value === null) return undefined
  const { name, write } = readingOf(writer, alert, metric)
  const limit = limitOf(alert)
  const taken = { time: formatShortClock(eventTimeOf(alert, measuredAt(alert), speed)), value: write(value) }
  const measured =
    limit === null
      ? writer.t('alerts.measured.only', taken)
      : writer.t('alerts.measured', { ...taken, threshold: write(limit) })
  return `${name}: ${measured}`
}
