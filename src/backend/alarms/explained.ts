import type { RuleId } from '../../protocol/alerts.ts'
import type { Act, ActKind } from '../../protocol/annotations.ts'
import type { Observation } from './observation.ts'

/**
 * What an act explains, and for how many seconds of event time: what these rules would find then is its consequence, and
 * no alarm. It is longest for what people do, who take their time. Rules that are not here are never explained away: a
 * cohort opened early, an attempt at a door, a booking without an admission, a lost worker.
 */
const explains: Readonly<Record<ActKind, Partial<Record<RuleId, number>>>> = {
  'open-pre-queue': { 'arrival-surge': 600, 'reconnect-storm': 120, unusual: 300 },
  'open-cohort': {
    'arrival-surge': 900,
    'reconnect-storm': 300,
    stall: 10,
    idle: 30,
    'rate-off-target': 60,
    unusual: 600,
    'door-shift': 120,
  },
  'close-cohort': { 'arrival-surge': 300, unreachable: 60, unusual: 300, 'not-booked': 60, 'no-page': 15 },
  'schedule-cohort': { 'arrival-surge': 300, unusual: 120 },
  pause: { 'rate-off-target': 10, 'reconnect-storm': 60, unusual: 300 },
  resume: { stall: 15, idle: 30, 'rate-off-target': 60, 'reconnect-storm': 60, unusual: 300 },
  'set-rate': { stall: 10, idle: 30, 'rate-off-target': 60, unusual: 300 },
  'add-capacity': { stall: 10, 'rate-off-target': 60, unusual: 300 },
  'import-plan': { 'arrival-surge': 300, unusual: 120, 'not-booked': 60 },
  'add-slots': { unusual: 120, 'not-booked': 60 },
  revoke: { unusual: 300, 'door-shift': 120, 'not-booked': 60, unreachable: 60, 'no-page': 15 },
  'set-safety-net': { 'rate-off-target': 60, unusual: 300 },
  'release-safety-net': { 'rate-off-target': 60, stall: 10, unusual: 300 },
}

/** Nothing explains anything for longer than this. */
const LONGEST_MS = 1000 * Math.max(...Object.values(explains).flatMap(rules => Object.values(rules)))

/** A cohort that moves a moment after the command that told it to has been accounted for. */
const ECHO_MS = 5_000
const isEcho = (act: Act, known: Act | undefined): boolean =>
  known?.command != null && act.command === null && act.cohort === known.cohort && act.at - known.at <= ECHO_MS

/** Remembers what was done for as long as it explains anything. */
export function createExplanations(): {
  note(observation: Observation): void
  /** The latest act that explains what this rule may see now. */
  of(rule: RuleId): Act | undefined
} {
  const latest = new Map<ActKind, Act>()
  let now = 0
  return {
    note({ sample, acts }) {
      now = sample.eventTime
      for (const act of acts) if (!isEcho(act, latest.get(act.kind))) latest.set(act.kind, act)
      for (const [kind, act] of latest) if (now - act.at > LONGEST_MS) latest.delete(kind)
    },
    of(rule) {
      if (latest.size === 0) return undefined
      let found: Act | undefined
      for (const act of latest.values()) {
        const until = act.at + (explains[act.kind][rule] ?? 0) * 1000
        if (now < until && act.at >= (found?.at ?? 0)) found = act
      }
      return found
    },
  }
}
