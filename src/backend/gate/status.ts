import type { StatusDocument } from '../../protocol/citizen.ts'
import { pollBudget } from '../../rules/eta.ts'
import { paceAhead, type SharingLine } from '../../rules/sharing.ts'
import type { Clock } from '../clock.ts'
import type { Ledger } from '../control/ledger.contract.ts'
import type { Entries } from './entries.ts'
import type { Heartbeats, Vigil } from './heartbeats.ts'
import type { Lines } from './lines.ts'
import type { DrawSecrets } from './secrets.ts'
import type { Sales } from './sale.ts'
import type { Steering } from './steering.ts'
import { waitingOf, type Line } from './store.ts'

/** The one document about a line that everybody polls. */
export interface Statuses {
  /** Built at most five times a second of real time, or when something was changed by hand. */
  of(cohort: string): StatusDocument
  /** Estimated share of the waiting who have gone without a word; undefined while unknown. */
  abandoned(line: Line): number | undefined
  /** The next document is built anew. */
  renew(): void
}

export interface StatusOptions {
  readonly clock: Clock
  readonly ledger: Ledger
  readonly lines: Lines
  readonly steering: Steering
  readonly heartbeats: Heartbeats
  readonly entries: Entries
  readonly secrets: DrawSecrets
  readonly sales: Sales
  readonly slotsLeft: () => number
  /** Status requests a second that the whole line may cost. */
  readonly pollBudget: number
}

const KEEP_MS = 200
/** A sampled client that has been silent for so many of its own polling intervals, and so long (real time), has gone. */
const SILENT_POLLS = 3
const SILENT_MS = 90_000
const ENTERED_STEPS = 8

export function createStatuses(options: StatusOptions): Statuses {
  const { clock, ledger, lines, steering, heartbeats, entries, secrets, sales, slotsLeft } = options
  const kept = new Map<string, { document: StatusDocument; builtAt: number }>()

  const pollAfter = (line: Line) => pollBudget(waitingOf(line), options.pollBudget)

  function vigil(line: Line): Vigil {
    const silence = Math.max(SILENT_MS, SILENT_POLLS * pollAfter(line)) * clock.speed
    return heartbeats.vigil(line.plan.id, line.serving, clock.event(), silence)
  }

  /** When people joined, from the number called last to the back; undefined where that is not known. */
  function entered({ plan: { id, opensAt }, serving, issued, n }: Line): Array<[number, number]> | undefined {
    const drawn = n ?? 0
    const first = Math.max(serving, drawn)
    const knots: Array<[number, number]> = serving < drawn ? [[serving, 0]] : []
    for (let step = 0; step <= ENTERED_STEPS; step++) {
      const number = first + Math.round(((issued - first) * step) / ENTERED_STEPS)
      if (number === knots.at(-1)?.[0]) continue
      const at = number <= drawn ? opensAt : entries.joinedAt(id, number)
      if (at === undefined) return undefined
      knots.push([number, Math.round(Math.max(0, at - opensAt) / 100) / 10])
    }
    return knots
  }

  /** Of an open line: what other lines will take of its rate, and leave to it. */
  function paceOf(line: Line): Array<[number, number]> {
    const now = clock.event()
    const others = lines.all().filter(({ plan, state }) => plan.id !== line.plan.id && state !== 'closed')
    const { ratio } = steering.shows
    const sharing = others.map((other): SharingLine => {
      const { plan, parked } = other
      const isOpen = other.state === 'open'
      // Who stands in line before an opening is the least of those who will.
      const demand = isOpen ? waitingOf(other) * ratio + parked : Infinity
      return { weight: plan.weight, demand, opensIn: isOpen ? 0 : Math.max(0, (plan.opensAt - now) / 1_000) }
    })
    return paceAhead({ weight: line.plan.weight, demand: Infinity, opensIn: 0 }, sharing, steering.rateInForce()).map(
      ([at, times]) => [Math.round(at), Math.round(times * 1e4) / 1e4],
    )
  }

  function build(line: Line): StatusDocument {
    const { id, opensAt, closesAt } = line.plan
    const nominal = waitingOf(line)
    const { silentShare: gone, leavingPerSecond } = vigil(line)
    const { outlook, joining, lastsTo } = sales.of(id)
    const known = line.state === 'open' ? entered(line) : undefined
    const pace = line.state === 'open' ? paceOf(line) : []
    const { index, hash } = ledger.head()
    return {
      v: 1,
      cohort: id,
      state: line.state === 'open' && steering.intake.paused ? 'paused' : line.state,
      serverTime: clock.event(),
      opensAt,
      closesAt,
      serving: line.serving,
      issued: line.issued,
      waiting: gone === undefined ? nominal : Math.round(nominal * (1 - gone)),
      waitingKind: gone === undefined ? 'nominal' : 'estimated',
      callsPerSecond: steering.callsPerSecond(id),
      admissionsPerSecond: steering.shareOf(id),
      showRatio: steering.shows.ratioOfNumbers,
      ...(leavingPerSecond !== undefined && { abandonPerSecond: leavingPerSecond }),
      ...(known && { entered: known }),
      ...(pace.length > 0 && { pace }),
      slotsLeft: slotsLeft(),
      outlook,
      joining: joining && (line.state === 'prequeue' || line.state === 'open') && !sales.gone(),
      lastsTo,
      pollAfterMs: pollAfter(line),
      draw: { ...secrets.commitments(id), ...lines.draw(id) },
      ledger: { index, head: hash },
    }
  }

  return {
    abandoned: line => vigil(line).silentShare,
    of(cohort) {
      const line = lines.at(cohort)
      const now = clock.real()
      const known = kept.get(cohort)
      // A document that says less than the line has become (opened, closed) is not given out again.
      if (known && now - known.builtAt < KEEP_MS && stateOf(known.document) === line.state) return known.document
      const document = build(line)
      kept.set(cohort, { document, builtAt: now })
      return document
    },
    renew: () => kept.clear(),
  }
}

const stateOf = ({ state }: StatusDocument) => (state === 'paused' ? 'open' : state)
