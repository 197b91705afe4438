import type { RuleId } from '../../../protocol/alerts.ts'
import { metricSpecs, type MetricId } from '../../../protocol/metrics.ts'
import { createDetector, type Detector } from '../detector/detector.ts'
import { counted, valueOf, type Minute } from '../observation.ts'
import type { AlarmRule, Finding, Judge } from './form.ts'

/** Readings that are always there once they were: one that is missing means that its part does not answer. */
const steady = [
  'queue.waiting',
  'queue.issued',
  'gate.admitted',
  'gate.sessionsSeen',
  'gate.rateInForce',
  'lease.active',
  'capacity.alive',
  'booking.total',
  'slots.left',
  'http.requests',
  'clock.drift',
] as const satisfies readonly MetricId[]

/** So many samples make a reading one that is always there, and so many in a row without it are no slip. */
const FAMILIAR = 10
const MISSED = 2
/** Between two full samples there is a second; this much is a standstill, ms. */
const STANDSTILL_MS = 3_000

/** Parts that no longer tell, by the part; and the whole, when the samples themselves stood still. */
function silence(): Judge {
  const seen = new Map<MetricId, number>()
  const missed = new Map<MetricId, number>()

  const look = ({ now }: Minute, id: MetricId): number => {
    if (valueOf(now, id) !== undefined) {
      seen.set(id, (seen.get(id) ?? 0) + 1)
      missed.set(id, 0)
    } else if ((seen.get(id) ?? 0) >= FAMILIAR) missed.set(id, (missed.get(id) ?? 0) + 1)
    return missed.get(id) ?? 0
  }

  return minute => {
    const { now, before } = minute
    const parts = new Map<string, { metric: MetricId; misses: number }>()
    for (const metric of steady) {
      const part = metric.split('.')[0] ?? metric
      const misses = look(minute, metric)
      if (misses >= (parts.get(part)?.misses ?? 0)) parts.set(part, { metric, misses })
    }
    const gap = now.sample.at - before.sample.at
    const whole: Finding = {
      subject: '',
      is: gap >= STANDSTILL_MS ? 'bad' : 'fine',
      value: gap,
      threshold: STANDSTILL_MS,
      explanation: { missing: 1 },
    }
    const silent = [...parts].map(([subject, { metric, misses }]): Finding => {
      const is = misses >= MISSED ? 'bad' : misses === 0 ? 'fine' : 'between'
      return { subject, metric, is, value: misses, threshold: MISSED, lasted: misses, explanation: { missing: 1 } }
    })
    return [whole, ...silent]
  }
}

interface Gauge {
  readonly metric: MetricId
  readonly up: readonly MetricId[]
  readonly down: readonly MetricId[]
  /** At its ceiling a gauge may stand still: a seat that comes free is taken at once. */
  readonly ceiling?: MetricId
}

/** A gauge, and by how much its counters say that it has moved. What they do not count may make up for a little of it. */
const gauges: readonly Gauge[] = [
  { metric: 'queue.waiting', up: ['queue.issued'], down: ['queue.serving'] },
  {
    metric: 'lease.active',
    up: ['gate.admitted'],
    down: ['booking.total', 'lease.expired'],
    ceiling: 'capacity.alive',
  },
  { metric: 'slots.left', up: [], down: ['booking.total'] },
]

function movedBy(minute: Minute, { up, down }: Gauge): number | undefined {
  let by = 0
  for (const [ids, sign] of [
    [up, 1],
    [down, -1],
  ] as const)
    for (const id of ids) {
      const count = counted(minute, id)
      if (count === undefined) return undefined
      by += sign * count
    }
  return Math.abs(by)
}

/** How little a gauge that stands still can be chance (nats), by how much it should have moved. */
const surpriseAt = (by: number): number => (by === 0 ? 0 : by < 2 ? 1.4 : by < 5 ? 2.3 : 3.5)
const FROZEN = 9

/** A gauge that shows the same value again and again, while what it is made of goes on. */
function freezes(): Judge {
  const surprise = gauges.map(() => 0)
  const still = gauges.map(() => 0)
  return minute =>
    gauges.flatMap((gauge, at): Finding[] => {
      const { metric } = gauge
      const [value, before, by] = [valueOf(minute.now, metric), valueOf(minute.before, metric), movedBy(minute, gauge)]
      if (value === undefined || before === undefined || by === undefined) return []
      const full = gauge.ceiling !== undefined && value >= (valueOf(minute.now, gauge.ceiling) ?? Infinity)
      const same = value === before && minute.before !== minute.now && !full
      surprise[at] = same ? (surprise[at] ?? 0) + surpriseAt(by) : 0
      still[at] = same ? (still[at] ?? 0) + 1 : 0
      const is = surprise[at] >= FROZEN ? 'bad' : same ? 'between' : 'fine'
      return [
        { subject: metric, metric, is, value, threshold: value, lasted: still[at], explanation: { roughness: 1 } },
      ]
    })
}

/** Series without a rule of their own that the generic detector listens to. */
const listened = [
  'queue.abandonRatio',
  'gate.showRatio',
  'http.latencyP95',
  'booking.latencyP95',
  'process.loopLag',
  'process.commitLatency',
] as const satisfies readonly MetricId[]

/** From this score on a change is told: far above the optimum of NAB, which would chatter on a launch night. */
const OPERATIONAL = 0.7
/** A message stands for so many samples after the last. */
const TOLD = 60

function listens(metric: MetricId): Judge {
  const detector: Detector = createDetector()
  // What is unusual but within its limit harms nobody.
  const floor = metricSpecs[metric].warn ?? 0
  let told = 0
  let finding: Finding | undefined
  let act: Minute['act']
  return ({ now, act: acted }) => {
    const value = valueOf(now, metric)
    if (value === undefined) return []
    const judged = detector.push(value)
    // What an act has explained does not outlast it, nor does it explain what was told before.
    if (acted !== act) told = 0
    act = acted
    if (told > 0) told--
    if (judged.score >= OPERATIONAL && value >= floor) {
      told = TOLD
      finding = { subject: metric, metric, is: 'bad', value, threshold: floor, explanation: judged.shares }
    }
    return [told > 0 && finding ? finding : { subject: metric, metric, is: 'fine', value, threshold: floor }]
  }
}

export const telemetryRules = {
  'telemetry-silent': {
    metric: 'process.loopLag',
    priority: 2,
    forSeconds: 0,
    clearSeconds: 5,
    watch: silence,
  },
  'telemetry-frozen': {
    metric: 'queue.waiting',
    priority: 2,
    forSeconds: 0,
    clearSeconds: 3,
    watch: freezes,
  },
  unusual: {
    metric: 'http.latencyP95',
    priority: 3,
    forSeconds: 0,
    clearSeconds: 1,
    watch: () => {
      const judges = listened.map(listens)
      return minute => judges.flatMap(judge => judge(minute))
    },
  },
} as const satisfies Partial<Record<RuleId, AlarmRule>>
