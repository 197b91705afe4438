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

/** A gauge, and what must have moved it since the observation before. */
const gauges: ReadonlyArray<{ metric: MetricId; moved: (minute: Minute) => number | undefined }> = [
  {
    metric: 'queue.waiting',
    moved: minute => difference(counted(minute, 'queue.issued'), counted(minute, 'queue.serving')),
  },
  {
    metric: 'lease.active',
    moved: minute => difference(counted(minute, 'gate.admitted'), counted(minute, 'booking.total')),
  },
  { metric: 'slots.left', moved: minute => counted(minute, 'booking.total') },
]

const difference = (more: number | undefined, less: number | undefined): number | undefined =>
  more === undefined || less === undefined ? undefined : more - less

/** Samples in a row in which a gauge stood still while its counters moved it by this much or more. */
const FROZEN = 4
const PUSH = 2

/** A gauge that shows the same value again and again, while what it is made of goes on. */
function freezes(): Judge {
  const still = gauges.map(() => 0)
  return minute =>
    gauges.flatMap(({ metric, moved }, at): Finding[] => {
      const [value, before, by] = [valueOf(minute.now, metric), valueOf(minute.before, metric), moved(minute)]
      if (value === undefined || before === undefined || by === undefined) return []
      if (value !== before) still[at] = 0
      else if (Math.abs(by) >= PUSH) still[at] = (still[at] ?? 0) + 1
      const lasted = still[at] ?? 0
      const is = lasted >= FROZEN ? 'bad' : lasted === 0 ? 'fine' : 'between'
      return [{ subject: metric, metric, is, value, threshold: value, lasted, explanation: { roughness: 1 } }]
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

/** From this score on a change is told; set on launch nights, far above the optimum of NAB, which would chatter here. */
const OPERATIONAL = 0.7
/** A message stands for so many samples after the last. */
const TOLD = 60

function listens(metric: MetricId): Judge {
  const detector: Detector = createDetector()
  // What is unusual but within its limit harms nobody.
  const floor = metricSpecs[metric].warn ?? 0
  let told = 0
  let finding: Finding | undefined
  return ({ now }) => {
    const value = valueOf(now, metric)
    if (value === undefined) return []
    const { score, shares } = detector.push(value)
    if (told > 0) told--
    if (score >= OPERATIONAL && value >= floor) {
      told = TOLD
      finding = { subject: metric, metric, is: 'bad', value, threshold: floor, explanation: { ...shares } }
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
