import { resourceOf, type Order } from '../../protocol/commands.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { Cohort } from '../../protocol/nouns.ts'
import type { RevokeTarget } from '../../protocol/revocation.ts'
import { parseKst } from '../../rules/kst.ts'
import type { Bookings } from '../booking/contract.ts'
import { hasDrifted, type Clock } from '../clock.ts'
import type { Gate } from '../gate/contract.ts'
import type { EmbeddedCapacity } from './capacity.ts'
import type { Held } from './held.ts'
import { describeIntake, paused, resumed, withRate } from './intake.ts'
import { byKind, type PerKind } from './kinds.ts'
import { importPart, mustFit } from './planning.ts'
import type { SafetyNetLever } from './safetyNet.ts'
import type { Settings } from './settings.ts'

/** What the commands move. */
export interface Levers {
  readonly clock: Clock
  readonly gate: Gate
  readonly bookings: Bookings
  readonly capacity: EmbeddedCapacity
  readonly settings: Settings
  readonly safetyNet: SafetyNetLever
}

export function cohortOf(settings: Settings, id: string): Held<Cohort> {
  const held = settings.cohorts.get(id)
  if (!held) throw new RefusalError('resource-unknown', `cohort ${id}`)
  return held
}

/** The durable value whose revision an order compares; undefined for pause. Throws `resource-unknown`. */
export function heldBy(order: Order, settings: Settings): Held<{ revision: number }> | undefined {
  if ('cohort' in order.args) return cohortOf(settings, order.args.cohort)
  const held: Record<string, Held<{ revision: number }>> = {
    intake: settings.intake,
    capacity: settings.workers,
    stock: settings.stock,
    plan: settings.plan,
  }
  return held[resourceOf(order) ?? '']
}

/** Refuses a command that was made for another state than the present one, naming the present one. */
export function mustBeCurrent(order: Order, expected: number | null, levers: Levers): void {
  const held = heldBy(order, levers.settings)
  if (!held || held.current.revision === expected) return
  const { revision } = held.current
  throw new RefusalError(
    'revision-stale',
    `${resourceOf(order)} is at revision ${revision}: ${describe(order, levers)}`,
  )
}

function describe(order: Order, { settings, capacity, bookings }: Levers): string {
  const resource = resourceOf(order)
  if (resource === 'capacity') return `${capacity.reading().workers.length} workers, ${capacity.seats()} seats`
  if (resource === 'stock') return `${bookings.stock().doses} doses, ${bookings.stock().left} left`
  if (resource === 'plan') return `${settings.cohorts.size} cohorts, ${bookings.stock().doses} doses`
  if (!('cohort' in order.args)) return describeIntake(settings.intake.current)
  const { state, opensAt } = cohortOf(settings, order.args.cohort).current
  return `${state}, opens at ${new Date(opensAt).toISOString()}`
}

const conflict = (detail: string) => new RefusalError('command-conflict', detail)

/** Each is a line of one document and an entry of a set; a list of the banned longer than that belongs elsewhere. */
const MOST_REVOCATIONS = 5_000

/** Whether a target bars a person or a client from joining already; the others may be hit again. */
function isBarred(before: RevokeTarget, now: RevokeTarget): boolean {
  if (before.what === 'person') return now.what === 'person' && now.person === before.person
  return before.what === 'client' && now.what === 'client' && now.client === before.client
}

const checks: PerKind<Levers, void> = {
  pause: () => undefined,
  resume(_, { settings }) {
    if (!settings.intake.current.paused) throw conflict('the intake is not paused')
  },
  'set-rate'({ rate }) {
    // Else nobody would be told that the intake stands still, nor be asked how it is to begin again.
    if (rate === 0) throw conflict('a rate of 0 is a pause: pause')
  },
  'open-cohort'({ cohort }, { settings, clock }) {
    const { state } = cohortOf(settings, cohort).current
    if (state === 'open' || state === 'closed') throw conflict(`cohort ${cohort} is ${state}`)
    if (hasDrifted(clock)) throw new RefusalError('clock-drifted', `by ${Math.round(clock.drift())} ms`)
  },
  'close-cohort'({ cohort }, { settings }) {
    if (cohortOf(settings, cohort).current.state === 'closed') throw conflict(`cohort ${cohort} is closed`)
  },
  'schedule-cohort'({ cohort, opensAt, closesAt }, { settings, clock }) {
    const { state } = cohortOf(settings, cohort).current
    if (state === 'open' || state === 'closed') throw conflict(`cohort ${cohort} is ${state}`)
    if (opensAt <= clock.event()) throw conflict('opensAt must lie in the future')
    if (closesAt <= opensAt) throw conflict('closesAt must lie after opensAt')
  },
  'add-capacity'({ workers }, { capacity }) {
    if (capacity.reading().workers.length + workers > 4096) throw conflict('at most 4096 workers')
  },
  revoke({ target }, { gate, settings }) {
    const { revoked } = settings.revocations.current
    const { waiting, parked, seated } = gate.reach(target)
    if (target.what === 'admission' && waiting + parked + seated === 0)
      throw conflict(`number ${target.number} holds no place`)
    if (revoked.some(one => isBarred(one.target, target))) throw conflict('it has been revoked')
    if (revoked.length >= MOST_REVOCATIONS) throw conflict(`at most ${MOST_REVOCATIONS} revocations`)
  },
  'add-slots'({ slots }, { bookings, clock }) {
    const sites = new Set(bookings.sites().map(({ id }) => id))
    const unknown = slots.find(({ site }) => !sites.has(site))
    if (unknown) throw new RefusalError('resource-unknown', `site ${unknown.site}`)
    const begun = slots.find(({ date, time }) => parseKst(date, time) <= clock.event())
    if (begun) throw conflict(`the slot of ${begun.date} ${begun.time} has begun`)
  },
  'import-plan': (part, levers) => mustFit(part, levers),
  'set-safety-net': () => undefined,
  'release-safety-net': () => undefined,
}

/** Refuses what cannot be done in the present state. */
export const mustBePossible = (order: Order, levers: Levers): void => byKind(checks, order, levers)

interface Pull {
  readonly levers: Levers
  /** The command that pulls. */
  readonly id: string
}

const pulls: PerKind<Pull, Promise<void>> = {
  pause(_, { levers: { settings, gate }, id }) {
    const { intake } = settings
    if (intake.current.paused) return Promise.resolve()
    const written = intake.put(paused(intake.current), id)
    gate.setIntake(intake.current)
    return written
  },
  resume({ rampSeconds }, { levers: { settings, gate, clock }, id }) {
    const { intake } = settings
    const written = intake.put(resumed(intake.current, rampSeconds, clock.event()), id)
    gate.setIntake(intake.current)
    return written
  },
  'set-rate'({ rate }, { levers: { settings, gate }, id }) {
    const { intake } = settings
    const written = intake.put(withRate(intake.current, rate), id)
    gate.setIntake(intake.current)
    return written
  },
  'open-cohort'({ cohort }, { levers: { settings, gate, clock }, id }) {
    const held = cohortOf(settings, cohort)
    const opensAt = Math.min(held.current.opensAt, clock.event())
    const written = held.put({ ...held.current, state: 'open', opensAt }, id)
    // An opening ahead of schedule moves the schedule too, for everybody who reads it.
    gate.setCohort(held.current)
    gate.openCohort(cohort)
    return written
  },
  'close-cohort'({ cohort }, { levers: { settings, gate }, id }) {
    const held = cohortOf(settings, cohort)
    const written = held.put({ ...held.current, state: 'closed' }, id)
    gate.closeCohort(cohort)
    return written
  },
  'schedule-cohort'({ cohort, opensAt, closesAt }, { levers: { settings, gate }, id }) {
    const held = cohortOf(settings, cohort)
    const prequeueAt = Math.min(held.current.prequeueAt, opensAt)
    const written = held.put({ ...held.current, prequeueAt, opensAt, closesAt }, id)
    gate.setCohort(held.current)
    return written
  },
  'add-capacity'({ workers, seatsEach }, { levers: { settings, capacity }, id }) {
    const all = [...settings.workers.current.workers, ...capacity.plan(workers, seatsEach)]
    const written = settings.workers.put({ workers: all }, id)
    capacity.add(workers, seatsEach)
    return written
  },
  async revoke({ target }, { levers: { settings, gate }, id }) {
    const { revocations } = settings
    const written = [
      gate.revoke(target),
      revocations.put({ revoked: [...revocations.current.revoked, { target, command: id }] }, id),
    ]
    if (target.what === 'cohort') {
      const held = cohortOf(settings, target.cohort)
      if (held.current.state !== 'closed') written.push(held.put({ ...held.current, state: 'closed' }, id))
    }
    await Promise.all(written)
  },
  'add-slots': ({ slots }, { levers: { bookings } }) => bookings.addSlots(slots),
  'import-plan': (part, { levers, id }) => importPart(part, levers, id),
  'set-safety-net': ({ mode }, { levers: { safetyNet } }) => safetyNet.setMode(mode),
  'release-safety-net': (_, { levers: { safetyNet } }) => safetyNet.release(),
}

/**
 * Brings an order about. All but slots and plans are in force when this returns, and durable when the promise resolves;
 * those are both when it resolves.
 */
export const pull = (order: Order, levers: Levers, id: string): Promise<void> => byKind(pulls, order, { levers, id })

/** Stock is durable on its own, and may be refused; everything else is in force at once. */
export const isStored = ({ kind }: Order): boolean => kind === 'add-slots' || kind === 'import-plan'

/** Notes by which command stock was set: in the turn of the ledger's record, so that a crash leaves both or neither. */
export async function mark(order: Order, { settings }: Levers, id: string): Promise<void> {
  const slots = 'slots' in order.args ? order.args.slots : []
  await Promise.all([
    slots.length > 0 && settings.stock.put({}, id),
    order.kind === 'import-plan' && settings.plan.put({}, id),
  ])
}
