import type { Priority, StatisticId } from '../../../protocol/alerts.ts'
import type { Order } from '../../../protocol/commands.ts'
import { metricSpecs, type MetricId } from '../../../protocol/metrics.ts'
import { valueOf, type Minute, type Observation } from '../observation.ts'

/**
 * What a rule finds about one subject. `bad` begins the wait for the alert, `fine` the wait for its end; a finding that
 * is neither leaves things as they are, which is the hysteresis.
 */
export interface Finding {
  readonly subject: string
  readonly is: 'bad' | 'between' | 'fine'
  readonly value: number
  readonly threshold: number
  /** When it differs from the rule's own. */
  readonly priority?: Priority
  readonly metric?: MetricId
  /** Since when (s ago, real time) things have looked wrong, where the rule can tell. */
  readonly lasted?: number
  /** What made it certain, by weight; `threshold` alone where left out. */
  readonly explanation?: Partial<Record<StatisticId, number>>
}

/** No findings: nothing could be judged, and an alert that stands goes on standing. */
export type Judge = (minute: Minute) => readonly Finding[]

export interface AlarmRule {
  /** The judged series, and those that help to see why. */
  readonly metric: MetricId | null
  readonly beside?: readonly MetricId[]
  readonly priority: Priority
  /** Bad for so long before it is raised, fine for so long before it is resolved (seconds of real time). */
  readonly forSeconds: number
  readonly clearSeconds: number
  /** Made once for each run, so that a rule may remember. */
  readonly watch: () => Judge
  /** The order that would help, for the operator to look at in its form. */
  readonly suggest?: (finding: Finding, now: Observation) => Order | undefined
}

export const one = (is: Finding['is'], value: number, threshold: number, priority?: Priority): Finding[] => [
  { subject: '', is, value, threshold, ...(priority && { priority }) },
]

/** Above `raise` is bad, at or below `clear` fine, between them nothing changes. */
export const level = (value: number, raise: number, clear: number): Finding['is'] =>
  value >= raise ? 'bad' : value <= clear ? 'fine' : 'between'

/** A metric against the `warn` (P2) and `alarm` (P1) of its table; it is fine again below 80 % of `warn`. */
export function byThresholds(id: MetricId): Judge {
  const { warn = Infinity, alarm = Infinity } = metricSpecs[id]
  return ({ now }) => {
    const value = valueOf(now, id)
    if (value === undefined) return []
    return one(level(value, warn, warn * 0.8), value, value >= alarm ? alarm : warn, value >= alarm ? 1 : 2)
  }
}

/** Three figures: nobody sets a rate of 17.9982. */
const rounded = (rate: number): number => Number(rate.toPrecision(3))

export const suggestions = {
  /** A tenth less than is set. */
  throttle: (_: Finding, now: Observation): Order | undefined => {
    const rate = valueOf(now, 'gate.setRate')
    return rate && !now.paused ? { kind: 'set-rate', args: { rate: rounded(0.9 * rate) } } : undefined
  },
  /** The rate that is set, set again. */
  rateAgain: (_: Finding, now: Observation): Order | undefined => {
    const rate = valueOf(now, 'gate.setRate')
    return rate ? { kind: 'set-rate', args: { rate } } : undefined
  },
  /** What is really admitted. */
  rateAsMeasured: (_: Finding, now: Observation): Order | undefined => {
    const rate = valueOf(now, 'gate.admitRate')
    return rate ? { kind: 'set-rate', args: { rate: rounded(rate) } } : undefined
  },
  pause: (_: Finding, now: Observation): Order | undefined => (now.paused ? undefined : { kind: 'pause', args: {} }),
  /** A quarter more seats, in workers of the present size. */
  moreSeats: (_: Finding, { sample }: Observation): Order | undefined => {
    const workers = Object.values(sample.labels['capacity.alive'] ?? {})
    const seatsEach = Math.min(10_000, Math.max(0, ...workers))
    if (seatsEach < 1) return undefined
    return { kind: 'add-capacity', args: { workers: Math.min(64, Math.ceil(workers.length / 4)), seatsEach } }
  },
  /** The seats that do not answer, replaced. */
  seatsAgain: (_: Finding, { sample }: Observation): Order | undefined => {
    const workers = Object.values(sample.labels['capacity.alive'] ?? {})
    const seatsEach = Math.min(10_000, Math.max(0, ...workers))
    const lost = workers.filter(seats => seats === 0).length
    if (seatsEach < 1 || lost < 1) return undefined
    return { kind: 'add-capacity', args: { workers: Math.min(64, lost), seatsEach } }
  },
  /** The doses that are short, in equal parts where there could be further ones. */
  moreSlots: ({ value, threshold }: Finding, { furtherSlots }: Observation): Order | undefined => {
    const places = furtherSlots()
    const doses = Math.min(100_000, Math.ceil((threshold - value) / places.length))
    if (places.length === 0 || doses < 1) return undefined
    return { kind: 'add-slots', args: { slots: places.map(place => ({ ...place, doses })) } }
  },
  openSubject: ({ subject }: Finding): Order => ({ kind: 'open-cohort', args: { cohort: subject } }),
} as const
