import type { Priority, RuleId } from '../../protocol/alerts.ts'
import { doors, everydayDoors } from '../../protocol/doors.ts'
import { metricSpecs, type MetricId } from '../../protocol/metrics.ts'
import { growth, valueOf, type Minute } from './observation.ts'

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
}

export interface AlarmRule {
  readonly metric: MetricId | null
  readonly priority: Priority
  /** Bad for so long before it is raised, fine for so long before it is resolved (seconds of real time). */
  readonly forSeconds: number
  readonly clearSeconds: number
  /** No findings: nothing could be judged, and an alert that stands goes on standing. */
  readonly judge: (minute: Minute) => readonly Finding[]
}

/** Rules about events, not readings (a command, an act of the safety net), are raised where the event happens. */
type JudgedRule = Exclude<RuleId, 'command-not-observed' | 'safety-net'>

const one = (is: Finding['is'], value: number, threshold: number, priority?: Priority): Finding[] => [
  { subject: '', is, value, threshold, ...(priority && { priority }) },
]

/** Above `raise` is bad, at or below `clear` fine, between them nothing changes. */
const level = (value: number, raise: number, clear: number): Finding['is'] =>
  value >= raise ? 'bad' : value <= clear ? 'fine' : 'between'

/** A metric against the `warn` (P2) and `alarm` (P1) of its table; it is fine again below 80 % of `warn`. */
function byThresholds(id: MetricId): AlarmRule['judge'] {
  const { warn = Infinity, alarm = Infinity } = metricSpecs[id]
  return ({ now }) => {
    const value = valueOf(now, id)
    if (value === undefined) return []
    return one(level(value, warn, warn * 0.8), value, value >= alarm ? alarm : warn, value >= alarm ? 1 : 2)
  }
}

const telling = doors.filter(door => !everydayDoors.has(door))

const openCohortsWait = ({ now }: Minute): number =>
  now.cohorts.reduce((sum, { state, waiting }) => sum + (state === 'open' ? waiting : 0), 0)

export const alarmRules: Readonly<Record<JudgedRule, AlarmRule>> = {
  stall: {
    metric: 'gate.admitRate',
    priority: 1,
    forSeconds: 10,
    clearSeconds: 3,
    judge(minute) {
      const { now } = minute
      const seats = valueOf(now, 'capacity.alive') ?? 0
      // Nobody takes a seat for whom no dose is left: at the end of the doses it is no stall.
      const usable = Math.min(seats, valueOf(now, 'slots.left') ?? seats)
      const free = usable - (valueOf(now, 'lease.active') ?? 0)
      const set = valueOf(now, 'gate.setRate') ?? 0
      // At a slow rate seconds without an admission are normal: look back over three of them.
      const admitted = growth(minute, 'gate.admitted', Math.min(60, Math.max(2, 3 / set)))
      const starved = !now.paused && openCohortsWait(minute) > 0 && free > 0 && set > 0 && admitted === 0
      return one(starved ? 'bad' : 'fine', admitted, set)
    },
  },
  't0-watchdog': {
    metric: 'gate.admitted',
    priority: 1,
    forSeconds: 10,
    clearSeconds: 0,
    judge({ now }) {
      const time = now.sample.eventTime
      const full = (valueOf(now, 'capacity.load') ?? 0) >= 1
      return now.cohorts.map(cohort => {
        const due = time >= cohort.opensAt && time < cohort.closesAt && cohort.state !== 'closed'
        const shut = cohort.state !== 'open'
        const gone = valueOf(now, 'slots.left') === 0
        const idle = !gone && cohort.admitted === 0 && (shut || cohort.waiting > 0)
        return {
          subject: cohort.id,
          is: due && idle && !now.paused && !full ? 'bad' : 'fine',
          value: cohort.admitted,
          threshold: 1,
        }
      })
    },
  },
  'capacity-high': {
    metric: 'capacity.load',
    priority: 3,
    forSeconds: 30,
    clearSeconds: 30,
    judge({ now }) {
      const load = valueOf(now, 'capacity.load')
      return load === undefined ? [] : one(level(load, 0.9, 0.8), load, 0.9)
    },
  },
  'capacity-full': {
    metric: 'capacity.load',
    priority: 2,
    forSeconds: 30,
    clearSeconds: 10,
    judge(minute) {
      const load = valueOf(minute.now, 'capacity.load')
      if (load === undefined) return []
      return one(openCohortsWait(minute) > 0 ? level(load, 1, 0.95) : 'fine', load, 1)
    },
  },
  'error-ratio': {
    metric: 'http.errorRatio',
    priority: 2,
    forSeconds: 5,
    clearSeconds: 15,
    judge: byThresholds('http.errorRatio'),
  },
  'booking-latency': {
    metric: 'booking.latencyP95',
    priority: 2,
    forSeconds: 10,
    clearSeconds: 15,
    judge: byThresholds('booking.latencyP95'),
  },
  'clock-drift': {
    metric: 'clock.drift',
    priority: 2,
    forSeconds: 2,
    clearSeconds: 10,
    judge: byThresholds('clock.drift'),
  },
  'worker-lost': {
    metric: 'capacity.alive',
    priority: 2,
    forSeconds: 0,
    clearSeconds: 5,
    judge({ now }) {
      const alive = valueOf(now, 'capacity.alive')
      const seats = valueOf(now, 'capacity.seats')
      if (alive === undefined || seats === undefined) return []
      return one(alive < seats ? 'bad' : 'fine', alive, seats)
    },
  },
  'slots-short': {
    metric: 'slots.left',
    priority: 2,
    forSeconds: 10,
    clearSeconds: 30,
    judge(minute) {
      const left = valueOf(minute.now, 'slots.left')
      if (left === undefined) return []
      const show = valueOf(minute.now, 'gate.showRatio') ?? 1
      const conversion = valueOf(minute.now, 'booking.conversion') ?? 1
      const wanted = openCohortsWait(minute) * show * conversion
      return one(wanted > left ? 'bad' : wanted <= left * 0.95 ? 'fine' : 'between', left, wanted)
    },
  },
  bypass: {
    metric: 'bypass.attempts',
    priority: 2,
    forSeconds: 0,
    clearSeconds: 0,
    judge: minute => telling.map(door => bypassAt(door, minute)),
  },
}

/** Five attempts at one door in ten seconds are a P2, fifty a P1; a minute without any ends it. */
function bypassAt(subject: string, minute: Minute): Finding {
  const value = growth(minute, 'bypass.attempts', 10, subject)
  if (value >= 50) return { subject, is: 'bad', value, threshold: 50, priority: 1 }
  const quiet = growth(minute, 'bypass.attempts', 60, subject) === 0
  return { subject, is: value >= 5 ? 'bad' : quiet ? 'fine' : 'between', value, threshold: 5 }
}
