import type { SeriesPoint } from '../../../protocol/bridge.ts'
import type { Alert } from '../../../protocol/alerts.ts'
import { doors } from '../../../protocol/doors.ts'
import { metricSpecs, type MetricId } from '../../../protocol/metrics.ts'
import type { Cohort } from '../../../protocol/nouns.ts'
import { eventTimeOf, lastRaise } from '../../store/alertTimes.ts'

/** What a chart of evidence shows. Times of alerts are real; the charts are in event time, as everything a shift reads. */
export interface EvidenceFrame {
  /** Event time in seconds, rising; null is a hole. */
  readonly x: readonly number[]
  readonly y: readonly (number | null)[]
}

/** So much (real ms) before it went wrong is shown, to see how it was while all was well. */
const BEFORE_MS = 180_000
const AFTER_MS = 60_000
/** The longest stretch that is shown; of an alert that stands for longer, its beginning and its latest course are. */
const LONGEST_MS = 3_600_000
/** Samples come once a second: this much silence is a hole. */
const HOLE_MS = 2_500
/** A counter is shown as what was counted in this long. */
export const COUNTED_MS = 10_000

/** The metrics to look at, the judged one first. */
export const metricsOf = ({ evidence, metric }: Alert): readonly MetricId[] =>
  evidence?.metrics ?? (metric === null ? [] : [metric])

/**
 * The label of a metric that an alert is about: its door, its cohort, its worker. Null for the whole, which is what there is of
 * a metric that is split by something else.
 */
export function labelOf({ rule, subject }: Alert, metric: MetricId, cohorts: readonly Cohort[]): string | null {
  const { label } = metricSpecs[metric]
  const is = {
    door: doors.some(id => id === subject),
    cohort: cohorts.some(({ id }) => id === subject),
    worker: rule === 'worker-lost' && subject !== '',
  }
  return label !== undefined && is[label] ? subject : null
}

/** The stretch of real time to show; its end is open (`now`) while the alert stands. */
export function spanOf(alert: Alert, now: number): { from: number; to: number } {
  const raised = lastRaise(alert).at
  const begins = Math.min(alert.evidence?.from ?? raised, raised) - BEFORE_MS
  const to = alert.resolvedAt === null ? now : Math.min(now, alert.resolvedAt + AFTER_MS)
  return { from: Math.max(0, begins, to - LONGEST_MS), to }
}

/** Event seconds of a moment in real time, by the alert that knows both. */
export const eventSeconds = (alert: Alert, at: number, speed: number): number => eventTimeOf(alert, at, speed) / 1000

/** Points as they are drawn: holes are holes, and a counter is what it grew by of late. */
export function frameOf(points: readonly SeriesPoint[], metric: MetricId, from: number, to: number): EvidenceFrame {
  const counter = metricSpecs[metric].counter === true
  const stepMs = Math.max(HOLE_MS, 3 * ((to - from) / Math.max(1, points.length)))
  const x: number[] = []
  const y: (number | null)[] = []
  let behind = 0
  for (const [i, point] of points.entries()) {
    while ((points[behind + 1]?.at ?? Infinity) <= point.at - COUNTED_MS) behind++
    const time = point.eventTime / 1000
    if (point.at < from || point.at > to || time <= (x.at(-1) ?? -Infinity)) continue
    const before = points[i - 1]
    if (before && point.at - before.at > stepMs && x.length > 0) {
      x.push(((x.at(-1) ?? time) + time) / 2)
      y.push(null)
    }
    x.push(time)
    y.push(counter ? growthSince(points[behind], point) : point.value)
  }
  return { x, y }
}

/** Null while there is nothing to count from; a counter that fell began anew with a boot. */
function growthSince(before: SeriesPoint | undefined, point: SeriesPoint): number | null {
  if (!before || before === point || point.value < before.value) return null
  return point.value - before.value
}
