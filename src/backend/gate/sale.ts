import { judge, prospects, type LastNumber, type Prospect, type Sale } from '../../rules/outlook.ts'
import type { Clock } from '../clock.ts'
import type { Ledger } from '../control/ledger.contract.ts'
import type { Lines } from './lines.ts'
import type { Shows } from './shows.ts'
import { waitingOf, type GateStore, type Line } from './store.ts'
import { createUptake } from './uptake.ts'

/** Doses of the launch: all that were ever put on sale, those not booked, and bookings ever made. */
export interface Doses {
  readonly all: number
  readonly left: number
  readonly booked: number
}

/** What the doses left mean for each line: see `rules/outlook.ts`, which decides. */
export interface Sales {
  /** To be called with each tick; judges every line anew, while doses last for all no more than once a second. */
  step(): void
  of(cohort: string): SaleReading
  /** How many more of a line may be called before doses are spoken for; Infinity where that is no limit. */
  callable(cohort: string): number
  /** Not one dose is left now. */
  gone(): boolean
  /** Nobody takes a seat while more sit than doses are left: of these many seats, how many may be used. */
  usable(seats: number): number
}

export interface SaleReading extends Sale {
  readonly lastsTo: LastNumber | null
  /** People in the line whom the doses are not expected to reach. */
  readonly shortfall: number
}

export interface SalesOptions {
  readonly clock: Clock
  readonly store: GateStore
  readonly ledger: Ledger
  readonly lines: Lines
  readonly shows: Shows
  readonly doses: () => Doses
}

/** Event time, ms. */
const JUDGE_MS = 1_000
/** Doses for so many calls are more than can be called in that time. */
const AMPLE_CALLS = 20_000

const open: Sale = { outlook: 'enough', joining: true }
const unjudged: SaleReading = { ...open, lastsTo: null, shortfall: 0 }

export function createSales({ clock, store, ledger, lines, shows, doses }: SalesOptions): Sales {
  const uptake = createUptake()
  const readings = new Map<string, SaleReading>()
  const limits = new Map<string, number>()
  let judged = { at: -Infinity, all: 0 }

  /** Whether joining was open is on the disk; the rest is judged anew after a boot. */
  const before = ({ plan, full }: Line): Sale =>
    readings.get(plan.id) ?? { outlook: full ? 'short' : 'enough', joining: !full }

  function put(line: Line, next: SaleReading): void {
    const { id } = line.plan
    const known = before(line)
    readings.set(id, next)
    if (next.joining === line.full) store.setFull(id, !next.joining).catch(() => undefined)
    if (next.outlook === known.outlook && next.joining === known.joining) return
    const { outlook, joining } = next
    ledger.append({ kind: 'sale', cohort: id, outlook, joining, left: doses().left })
  }

  function readingOf(line: Line, prospect: Prospect, left: number): SaleReading {
    const sale = judge(prospect, left, before(line))
    const { demand, share, lastsTo } = prospect
    const unserved = demand.likely > 0 ? 1 - Math.max(0, share.likely) / demand.likely : 0
    return {
      ...sale,
      lastsTo: sale.outlook === 'short' ? lastsTo : null,
      shortfall: sale.outlook === 'enough' ? 0 : Math.round(waitingOf(line) * Math.min(1, Math.max(0, unserved))),
    }
  }

  /** Nothing was short, and a second of calls would not make it so. */
  function isAmple(): boolean {
    for (const limit of limits.values()) if (limit < AMPLE_CALLS) return false
    for (const { outlook } of readings.values()) if (outlook !== 'enough') return false
    return true
  }

  function step(): void {
    const { all, left, booked } = doses()
    uptake.note(endedOf(store), booked)
    // Before any doses were put on sale there is nothing to judge by.
    if (all === 0 || !store.writable) return
    const at = clock.event()
    if (isAmple() && at - judged.at < JUDGE_MS && all === judged.all) return
    judged = { at, all }
    const wanting = lines.all().filter(({ state }) => state !== 'closed')
    const show = { mean: shows.ratio, cases: shows.cases }
    const taken = uptake.taken
    const found = prospects(
      wanting.map(line => ({
        weight: line.plan.weight,
        serving: line.serving,
        issued: line.issued,
        waiting: waitingOf(line),
        called: line.parked + shows.expected(line.plan.id, at),
      })),
      { left, seated: store.active(), show, taken },
    )
    for (const [position, line] of wanting.entries()) {
      const prospect = found[position]
      if (!prospect) continue
      put(line, readingOf(line, prospect, left))
      limits.set(line.plan.id, Math.ceil(Math.max(0, prospect.share.likely) / (show.mean * taken.mean)))
    }
  }

  return {
    step,
    of: cohort => readings.get(cohort) ?? unjudged,
    callable: cohort => limits.get(cohort) ?? Infinity,
    gone() {
      const { all, left } = doses()
      return all > 0 && left === 0
    },
    usable(seats) {
      const { all, left } = doses()
      return all > 0 ? Math.min(seats, left) : seats
    },
  }
}

const endedOf = (store: GateStore): number =>
  store.lines().reduce((sum, { admitted }) => sum + admitted, 0) - store.active()
