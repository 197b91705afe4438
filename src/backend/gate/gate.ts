import type { Mode } from '../../protocol/nouns.ts'
import { pollAfter } from '../../rules/eta.ts'
import type { Clock } from '../clock.ts'
import type { Ledger } from '../control/ledger.contract.ts'
import { createAdmissions, type Admissions } from './admissions.ts'
import { TICK_MS, type CohortReading, type Gate, type GateReading } from './contract.ts'
import { createDrawDocuments } from './drawDocuments.ts'
import { createEntries } from './entries.ts'
import { createHeartbeats } from './heartbeats.ts'
import { createLines } from './lines.ts'
import { createRevocations } from './revocations.ts'
import { createSales, type Doses } from './sale.ts'
import type { DrawSecrets } from './secrets.ts'
import { createShows } from './shows.ts'
import { createStatuses } from './status.ts'
import { createSteering } from './steering.ts'
import { waitingOf, type GateStore, type Line } from './store.ts'
import { createTickets } from './tickets.ts'
import { createTokens } from './tokens.ts'

export interface GateOptions {
  readonly clock: Clock
  readonly store: GateStore
  readonly ledger: Ledger
  /** Signs tickets and admissions; at least 32 bytes, kept with the data directory. */
  readonly key: Uint8Array
  readonly secrets: DrawSecrets
  /** Seats that count now. */
  readonly seats: () => number
  readonly doses: () => Doses
  readonly launch: {
    readonly mode: Mode
    readonly leaseMs: number
    readonly extendMs: number
    readonly pollBudget: number
  }
}

/** What a backend needs of its own gate beyond what the other parts may call. */
export interface OwnGate extends Gate, Pick<Admissions, 'held'> {}

/**
 * The parked are called already: they ask every second, and seldom while nothing moves. In a fast drill a second is less
 * than a step of the gate, and asking more often than it steps would only be load.
 */
const PARKED_RETRY_MS = 1_000
const PAUSED_RETRY_MS = 5_000

export function createGate(options: GateOptions): OwnGate {
  const { clock, store, ledger, key, secrets, seats, doses, launch } = options
  const { leaseMs, extendMs } = launch
  const tokens = createTokens(key)
  const heartbeats = createHeartbeats()
  const entries = createEntries()
  addDowntime(options)
  const lines = createLines({ clock, store, ledger, secrets })
  const shows = createShows()
  const sales = createSales({ clock, store, ledger, lines, shows, doses })
  /** Nobody takes a seat for whom no dose is left. */
  const usable = () => sales.usable(seats())
  const steering = createSteering({ clock, store, lines, seats: usable, shows, sales, leaseMs })
  const statuses = createStatuses({
    clock,
    ledger,
    lines,
    steering,
    heartbeats,
    entries,
    secrets,
    sales,
    slotsLeft: () => doses().left,
    pollBudget: launch.pollBudget,
  })

  function retryAfter(cohort: string, number: number | null, parked: boolean): number {
    if (parked) return Math.max(TICK_MS * clock.speed, steering.intake.paused ? PAUSED_RETRY_MS : PARKED_RETRY_MS)
    return pollAfter(statuses.of(cohort), number ?? undefined)
  }

  const revocations = createRevocations({ store, lines, tokens })
  const tickets = createTickets({
    clock,
    store,
    lines,
    sales,
    revocations,
    tokens,
    heartbeats,
    seats: usable,
    leaseMs,
    extendMs,
    retryAfter,
  })
  const admissions = createAdmissions({ clock, store, tokens, leaseMs, extendMs })

  const readLine = (line: Line): CohortReading => ({
    cohort: line.plan.id,
    state: line.state,
    issued: line.issued,
    serving: line.serving,
    waiting: waitingOf(line),
    parked: line.parked,
    admitted: line.admitted,
    shortfall: sales.of(line.plan.id).shortfall,
  })

  function abandonRatio(all: readonly Line[]): number {
    let waiting = 0
    let gone = 0
    for (const line of all) {
      waiting += waitingOf(line)
      gone += waitingOf(line) * (statuses.abandoned(line) ?? 0)
    }
    return waiting > 0 ? gone / waiting : 0
  }

  function reading(): GateReading {
    const all = store.lines()
    const sum = (pick: (line: Line) => number) => all.reduce((total, line) => total + pick(line), 0)
    return {
      cohorts: all.map(readLine),
      activeLeases: store.active(),
      expiredLeases: sum(line => line.expired),
      admitted: sum(line => line.admitted),
      called: sum(line => line.called),
      claimed: sum(line => line.claimed),
      sessionsSeen: sum(line => line.sessionsSeen),
      showRatio: shows.ratio,
      rateInForce: steering.rateInForce(),
      abandonRatio: abandonRatio(all),
    }
  }

  return {
    ...tickets,
    ...admissions,
    ...revocations,
    ...createDrawDocuments({ lines, store, secrets }),
    setCohort: cohort => lines.set(cohort),
    openCohort: id => lines.open(id),
    closeCohort: id => lines.close(id),
    setIntake(intake) {
      steering.setIntake(intake)
      statuses.renew()
    },
    setShare(share) {
      steering.setShare(share)
      statuses.renew()
    },
    tick() {
      const now = clock.event()
      if (!store.writable) return
      store.alive(now)
      store.expire(now).catch(() => undefined)
      for (const line of store.lines()) entries.note(line.plan.id, line.issued, now)
      steering.step()
    },
    status: cohort => statuses.of(cohort),
    reading,
    onCohortState: listener => lines.onState(listener),
    onDecision: listener => steering.onDecision(listener),
  }
}

/** Leases are prolonged by as long as we were not there to serve them. */
function addDowntime({ clock, store, ledger }: GateOptions): void {
  const from = store.aliveUntil
  const to = clock.event()
  if (from !== null && to > from) {
    store.prolong(to - from).catch(() => undefined)
    ledger.append({ kind: 'downtime', from, to })
  }
  store.alive(to)
}
