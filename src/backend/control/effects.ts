import type { CommandRecord, Order } from '../../protocol/commands.ts'
import type { CohortState, Intake } from '../../protocol/nouns.ts'
import type { RevokeTarget } from '../../protocol/revocation.ts'
import { rateInForce } from '../gate/intake.ts'
import { byKind, type PerKind } from './kinds.ts'
import { dosesOf, waitingOn } from './preview.ts'
import type { Baseline, StoredCommand } from './register.ts'

/** What the telemetry shows at one moment, as far as effects of commands are recognised by it. */
export interface Reading {
  /** Real and event time, ms. */
  readonly at: number
  readonly eventTime: number
  readonly rateInForce: number
  /** Share of the set rate that the safety net allows. */
  readonly share: number
  readonly admitted: number
  readonly waiting: number
  readonly parked: number
  readonly leases: number
  readonly alive: number
  readonly doses: number
  /** Doses not booked. */
  readonly left: number
  readonly intake: Intake
  /** Places and seats that what was revoked holds at the moment of asking. */
  held(target: RevokeTarget): number
  readonly cohorts: ReadonlyMap<string, { readonly state: CohortState; readonly opensAt: number }>
}

/** What an effect is judged on: since when, and the readings of the last seconds, oldest first, none from before it. */
export interface Evidence {
  readonly since: Baseline
  readonly readings: readonly Reading[]
  readonly now: Reading
}

/** A command shows its effect within so long (real time), or an alert says that it did not. */
export const OBSERVE_MS = 10_000
/** A rate is measured over at least so long (real time). */
const MEASURE_MS = 3_000
/** Admissions stand still for so long before a pause counts as seen. */
const STILL_MS = 500
const RATE_TOLERANCE = 0.15
/** Of admissions: over three seconds of a slow rate one more or less says nothing. */
const COUNT_TOLERANCE = 2

/** Nobody to admit, no seat to admit to, or no dose but for those who sit: then the set rate cannot show. */
const notLimiting = ({ waiting, parked, alive, leases, left }: Reading): boolean =>
  waiting + parked === 0 || left <= leases || alive - leases < Math.max(1, alive * 0.02)

/** The gate works under the intake as it is set now. */
function inForce({ rateInForce: actual, intake, eventTime, share }: Reading): boolean {
  const wanted = rateInForce(intake, eventTime) * share
  // While ramping, the gate's last decision is up to one tick behind.
  const slack = intake.ramp ? 0.05 * intake.rate : 0.01 * wanted
  return Math.abs(actual - wanted) <= slack
}

function rateShows({ readings, now }: Evidence): boolean {
  if (!inForce(now)) return false
  if (now.rateInForce === 0 || notLimiting(now)) return true
  const from = readings.findLast(({ at }) => at <= now.at - MEASURE_MS)
  if (!from) return false
  const expected = ((from.rateInForce + now.rateInForce) / 2) * ((now.eventTime - from.eventTime) / 1000)
  return Math.abs(now.admitted - from.admitted - expected) <= Math.max(COUNT_TOLERANCE, RATE_TOLERANCE * expected)
}

function standsStill({ readings, now }: Evidence): boolean {
  const from = readings.findLast(({ at }) => at <= now.at - STILL_MS)
  return now.rateInForce === 0 && from !== undefined && from.admitted === now.admitted
}

const predicates: PerKind<Evidence, boolean> = {
  pause: (_, evidence) => standsStill(evidence),
  'set-rate': (_, evidence) => rateShows(evidence),
  resume: (_, { since, now }) => inForce(now) && (now.admitted > since.admitted || notLimiting(now)),
  'open-cohort': ({ cohort }, { now }) => now.cohorts.get(cohort)?.state === 'open',
  'close-cohort': ({ cohort }, { now }) => now.cohorts.get(cohort)?.state === 'closed',
  'schedule-cohort': ({ cohort, opensAt }, { now }) => now.cohorts.get(cohort)?.opensAt === opensAt,
  revoke: ({ target }, { now }) =>
    now.held(target) === 0 && (target.what !== 'cohort' || now.cohorts.get(target.cohort)?.state === 'closed'),
  'add-capacity': (_, { since, now }) => now.alive > since.alive,
  'add-slots': ({ slots }, { since, now }) => now.doses >= since.doses + dosesOf(slots),
  'import-plan': ({ cohorts }, { since, now }) =>
    now.doses >= since.doses && cohorts.every(({ id, opensAt }) => now.cohorts.get(id)?.opensAt === opensAt),
  'set-safety-net': (_, { now }) => inForce(now),
  'release-safety-net': (_, { now }) => inForce(now),
}

/** Whether the telemetry shows what the order was to bring about. */
export const effectShows = (order: Order, evidence: Evidence): boolean => byKind(predicates, order, evidence)

/** The last seconds of readings; enough for every predicate. */
export function createReadings(): { push(reading: Reading): void; since(at: number): Reading[] } {
  const kept: Reading[] = []
  return {
    push(reading) {
      kept.push(reading)
      while ((kept[1]?.at ?? reading.at) < reading.at - 2 * MEASURE_MS) kept.shift()
    },
    since: at => kept.filter(reading => reading.at >= at),
  }
}

const POINTS_S = [30, 60, 120] as const
/** A point later than this (event time) was missed: what happened meanwhile is not known, and not made up. */
const LATE_MS = 5_000

/** The effect points that are due: waiting people as predicted and as measured. Undefined when nothing is new. */
export function duePoints(stored: StoredCommand, now: Reading, speed: number): CommandRecord['effects'] | undefined {
  const { baseline, record, predicted } = stored
  if (!baseline || predicted.length === 0) return undefined
  const due = POINTS_S.filter(seconds => {
    const late = now.eventTime - (baseline.eventTime + seconds * 1000)
    return late >= 0 && late <= LATE_MS * speed && !record.effects.some(({ afterSeconds }) => afterSeconds === seconds)
  })
  if (due.length === 0) return undefined
  const points = due.map(afterSeconds => ({
    afterSeconds,
    predictedWaiting: waitingOn(predicted, afterSeconds),
    measuredWaiting: now.waiting,
  }))
  return [...record.effects, ...points]
}
