import type { Intake } from '../../protocol/nouns.ts'
import type { Clock } from '../clock.ts'
import { createController } from './controller.ts'
import { admissionsDue, rateInForce } from './intake.ts'
import type { Lines } from './lines.ts'
import { createPace, type Pace } from './pace.ts'
import type { Shows } from './shows.ts'
import type { Sales } from './sale.ts'
import { waitingOf, type GateStore, type Line } from './store.ts'

/** The hand on the valve: what the controller decides is done to the lines, step by step. */
export interface Steering {
  setIntake(intake: Intake): void
  /** Share of the rate that is in force, 0 … 1. */
  setShare(share: number): void
  readonly intake: Intake
  step(): void
  rateInForce(): number
  /** A line's share of the rate in force. */
  shareOf(cohort: string): number
  callsPerSecond(cohort: string): number
  readonly shows: Shows
  onDecision(listener: (intake: Intake) => void): void
}

export interface SteeringOptions {
  readonly clock: Clock
  readonly store: GateStore
  readonly lines: Lines
  /** Seats that may be used now. */
  readonly seats: () => number
  readonly shows: Shows
  readonly sales: Sales
  readonly leaseMs: number
}

export function createSteering(options: SteeringOptions): Steering {
  const { clock, store, lines, seats, shows, sales, leaseMs } = options
  const controller = createController(shows, clock.event(), clock.speed)
  const paces = new Map<string, Pace>()
  const listeners: Array<(intake: Intake) => void> = []
  let intake: Intake = { rate: 0, paused: false, ramp: null, revision: 0 }
  let share = 1
  let undecided = false
  let lastAt = clock.event()

  store.observe({
    claimed: (cohort, number) => shows.claimed(cohort, number, clock.event()),
    called: (cohort, upTo, live) => shows.called(cohort, upTo, live, clock.event()),
    freed: (_cohort, freed) => controller.freed(freed),
    undone: () => shows.forget(),
  })

  const mayCall = ({ state, plan }: Line) => state === 'open' && lines.isDrawn(plan.id)

  function decided(): void {
    if (!undecided) return
    undecided = false
    for (const listener of listeners) listener(intake)
  }

  const inForce = (at: number) => rateInForce(intake, at) * share

  function shareOf(cohort: string): number {
    let all = 0
    let own = 0
    for (const line of store.lines()) {
      if (!mayCall(line) || waitingOf(line) + line.parked === 0) continue
      all += line.plan.weight
      if (line.plan.id === cohort) own = line.plan.weight
    }
    return all > 0 ? (inForce(clock.event()) * own) / all : 0
  }

  function paceOf(line: Line, at: number): Pace {
    let pace = paces.get(line.plan.id)
    if (!pace) paces.set(line.plan.id, (pace = createPace(line.serving, at)))
    return pace
  }

  function step(): void {
    const at = clock.event()
    sales.step()
    const open = lines.all().filter(mayCall)
    const alive = seats()
    const decisions = controller.decide({
      at,
      rate: inForce(at),
      due: admissionsDue(intake, lastAt, at) * share,
      freeSeats: alive - store.active(),
      lines: open.map(line => ({
        cohort: line.plan.id,
        weight: line.plan.weight,
        // Nobody is called whom no dose is left for.
        waiting: Math.min(waitingOf(line), sales.callable(line.plan.id)),
        parked: line.parked,
        credit: line.credit,
      })),
    })
    lastAt = at
    for (const { cohort, ...decision } of decisions) {
      store.step(cohort, { ...decision, seats: alive, leaseUntil: at + leaseMs }).catch(() => undefined)
    }
    for (const line of open) paceOf(line, at).note(line.serving, at, shareOf(line.plan.id))
    decided()
  }

  return {
    setIntake(next) {
      intake = next
      undecided = true
      if (!next.paused) return
      // A pause is a decision: it takes the credits away here and now.
      store.halt()
      decided()
    },
    get intake() {
      return intake
    },
    step,
    setShare(next) {
      share = next
    },
    rateInForce: () => inForce(clock.event()),
    shareOf,
    callsPerSecond: cohort => paces.get(cohort)?.perSecond ?? 0,
    shows,
    onDecision: listener => void listeners.push(listener),
  }
}
