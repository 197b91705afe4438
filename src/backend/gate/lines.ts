import type { Cohort, CohortState } from '../../protocol/nouns.ts'
import { RefusalError } from '../../protocol/errors.ts'
import { hasDrifted, type Clock } from '../clock.ts'
import type { Ledger } from '../control/ledger.contract.ts'
import { createDraw, seedOf, type Draw } from './draw.ts'
import type { DrawSecrets } from './secrets.ts'
import type { GateStore, Line } from './store.ts'

/** What of a draw is public: only what is durable. */
export interface PublicDraw {
  readonly n: number | null
  readonly root: string | null
  readonly seed: string | null
}

/** The lines by the clock: their states, openings and draws. */
export interface Lines {
  /** The line, brought to the state that the clock asks for; the first call after the opening fixes the draw. */
  at(cohort: string): Line
  all(): readonly Line[]
  /** The number of an index; null while the draw has given none. */
  numberOf(cohort: string, index: number): number | null
  /** The index that drew a number; null while nothing is drawn, and for a number nobody has. */
  indexOf(cohort: string, number: number): number | null
  isDrawn(cohort: string): boolean
  draw(cohort: string): PublicDraw
  set(cohort: Cohort): void
  open(cohort: string): void
  close(cohort: string): void
  /** Changes by the clock, not by a command. */
  onState(listener: (cohort: string, state: CohortState) => void): void
}

export interface LinesOptions {
  readonly clock: Clock
  readonly store: GateStore
  readonly ledger: Ledger
  readonly secrets: DrawSecrets
}

const nothingDrawn: PublicDraw = { n: null, root: null, seed: null }
/** Whoever waits for the answer hears of a failed write, and the committer tells the operators. */
const ignore = () => undefined

export function createLines({ clock, store, ledger, secrets }: LinesOptions): Lines {
  const draws = new Map<string, Draw>()
  const published = new Map<string, PublicDraw>()
  const listeners: Array<(cohort: string, state: CohortState) => void> = []

  function markDeparted(id: string, draw: Draw): void {
    const serving = store.line(id)?.serving ?? 0
    const left = [...store.departures(id)].map(index => draw.numberOf(index))
    store.markDeparted(
      id,
      left.filter(number => number > serving),
    )
  }

  function restore(): void {
    draws.clear()
    published.clear()
    for (const line of store.lines()) {
      const { id } = line.plan
      published.set(id, { n: line.n, root: line.root, seed: line.seed })
      if (line.n !== null && line.seed === null) reveal(id)
      if (line.n === null || line.seed === null) continue
      const draw = createDraw(line.seed, line.n)
      draws.set(id, draw)
      markDeparted(id, draw)
    }
  }
  store.observe({ undone: restore })
  restore()

  function enter(line: Line, state: CohortState): void {
    const { id, opensAt } = line.plan
    store.setState(id, state).catch(ignore)
    ledger.append({ kind: 'cohort', cohort: id, state, opensAt })
    if (state !== 'open' || line.n !== null) return
    store
      .fixDraw(id)
      .then(() => reveal(id))
      .catch(ignore)
    ledger.append({ kind: 'draw', cohort: id, n: line.n ?? 0, root: line.root ?? '' })
  }

  /** The draw is on the disk; only now may the seed be known. Numbers count from when the seed is on the disk too. */
  function reveal(id: string): void {
    const line = store.line(id)
    if (!line || line.n === null || line.seed !== null || !store.writable) return
    published.set(id, { n: line.n, root: line.root, seed: null })
    const { agency, witness } = secrets.reveal(id)
    const seed = seedOf({ agency, witness })
    const draw = createDraw(seed, line.n)
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
    ledger.append({ kind: 'reveal', cohort: id, secret: hex(agency), witnessSecret: hex(witness), seed })
    const departed = [...store.departures(id)].map(index => draw.numberOf(index))
    publish(id, draw, line, store.reveal(id, seed, departed)).catch(ignore)
  }

  async function publish(id: string, draw: Draw, { n, root }: Line, revealed: Promise<void>): Promise<void> {
    await revealed
    draws.set(id, draw)
    // Who left while the seed was on its way to the disk had no number yet, and is not to be called either.
    markDeparted(id, draw)
    published.set(id, { n, root, seed: draw.seed })
  }

  function dueState({ state, plan }: Line, now: number): CohortState {
    if (state !== 'closed' && now >= plan.closesAt) return 'closed'
    if (state !== 'scheduled' && state !== 'prequeue') return state
    if (now >= plan.opensAt) return 'open'
    return now >= plan.prequeueAt ? 'prequeue' : state
  }

  /** A clock that is off opens nothing and closes nothing; entering the pre-queue early or late gains nobody anything. */
  function trustedState(line: Line, now: number): CohortState {
    const due = dueState(line, now)
    if (due === line.state || due === 'prequeue' || !hasDrifted(clock)) return due
    return line.state === 'scheduled' && now >= line.plan.prequeueAt ? 'prequeue' : line.state
  }

  function settle(line: Line): Line {
    const due = trustedState(line, clock.event())
    if (due !== line.state && store.writable) {
      enter(line, due)
      for (const listener of listeners) listener(line.plan.id, due)
    }
    return line
  }

  function find(cohort: string): Line {
    const line = store.line(cohort)
    if (!line) throw new RefusalError('cohort-unknown', cohort)
    return line
  }

  return {
    at: cohort => settle(find(cohort)),
    all: () => store.lines().map(settle),
    numberOf: (cohort, index) => draws.get(cohort)?.numberOf(index) ?? null,
    indexOf(cohort, number) {
      const issued = store.line(cohort)?.issued ?? 0
      const draw = draws.get(cohort)
      return draw && number >= 1 && number <= issued ? draw.indexOf(number) : null
    },
    isDrawn: cohort => draws.has(cohort),
    draw: cohort => published.get(cohort) ?? nothingDrawn,
    set({ state: _state, revision: _revision, ...plan }) {
      const known = store.line(plan.id)
      if (known && JSON.stringify(known.plan) === JSON.stringify(plan)) return
      store.plan(plan).catch(ignore)
      const line = find(plan.id)
      if (!known) ledger.append({ kind: 'commit', cohort: plan.id, ...secrets.commitments(plan.id) })
      // What was closed before it ever opened starts anew under its new times.
      if (line.state === 'closed' && line.n === null && clock.event() < plan.closesAt) enter(line, 'scheduled')
      else ledger.append({ kind: 'cohort', cohort: plan.id, state: line.state, opensAt: plan.opensAt })
    },
    open(cohort) {
      const line = find(cohort)
      if (line.state === 'open') return
      if (clock.event() >= line.plan.closesAt) throw new RefusalError('cohort-closed', 'its closing time has passed')
      enter(line, 'open')
    },
    close(cohort) {
      const line = find(cohort)
      if (line.state !== 'closed') enter(line, 'closed')
    },
    onState: listener => void listeners.push(listener),
  }
}
