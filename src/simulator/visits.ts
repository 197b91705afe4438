import type { Citizens } from '../backend/citizens.contract.ts'
import type { Booking, ClaimAnswer } from '../protocol/citizen.ts'
import type { ErrorCode } from '../protocol/errors.ts'
import type { Attackers } from './attackers.ts'
import type { Performed } from './attacks/performed.ts'
import type { Answers } from './auditor.ts'
import type { Behaviour } from './behaviour.ts'
import { phases, type Phase } from './people.ts'
import { meaningOf } from './refusals.ts'
import { createSlotChoice } from './slotChoice.ts'

/** What a visit needs of the crowd around it. */
export interface VisitsOptions {
  readonly citizens: Citizens
  readonly behaviour: Behaviour
  readonly answers: Answers | undefined
  /** How many people there are; a dependent is person + size. */
  readonly size: number
  readonly now: () => number
  readonly later: (person: number, phase: Phase, ms: number) => void
  readonly finish: (person: number) => void
  readonly ask: <T>(
    person: number,
    phase: Phase,
    request: () => Promise<T>,
    answered: (answer: T) => void,
    refused: (code: ErrorCode) => void,
  ) => void
  /** Asks without waiting for the answer. */
  readonly tell: (request: () => Promise<unknown>) => void
  readonly claim: (person: number) => void
  readonly leave: (person: number) => void
  readonly placeOver: (person: number) => void
  readonly clientOf: (person: number) => string
  readonly cohortOf: (person: number) => string
  readonly isGuardian: (person: number) => boolean
  readonly tempt: Attackers['tempt']
  readonly performed: Pick<Performed, 'add'>
}

type Admitted = ClaimAnswer & { state: 'admitted' }

/** One seat being used; there are never more than seats. */
interface Visit {
  admission: string
  expiresAt: number
  readonly warnBeforeMs: number
  lost: boolean
  /** Event time when the person acts next: first to choose, then to book. */
  actAt: number
  readonly doneAt: number
  slot: number | undefined
  tries: number
  /** Dependents not yet booked. */
  dependents: number
}

/** Before they go, people choose a slot at this share of their time on the page. */
const CHOOSING_SHARE = 0.6
const RETRY_MS = 2_000
const REGRET_MS = 300_000

/** People on the booking page. */
export interface Visits {
  readonly size: number
  begin(person: number, answer: Admitted): void
  act(person: number, phase: number): void
  /** The lease is over while the person thought to have it. */
  over(person: number): void
}

export function createVisits(options: VisitsOptions): Visits {
  const { citizens, behaviour, answers, now, later, finish, ask } = options
  const visits = new Map<number, Visit>()
  const regrets = new Map<number, string>()
  /** Admissions of those who have walked away from the page. */
  const abandoned = new Map<number, string>()
  const choice = createSlotChoice(citizens, behaviour)

  function begin(person: number, answer: Admitted): void {
    const { admission, expiresAt, warnBeforeMs } = answer
    const known = visits.get(person)
    if (known !== undefined) {
      // Back from a lost page: the same lease, the same intention.
      known.admission = admission
      known.expiresAt = expiresAt
      proceed(person, known, now() + RETRY_MS)
      return
    }
    options.tell(() => citizens.session(admission, options.clientOf(person)))
    const plan = behaviour.visitPlan()
    if (plan === 'walk-away') {
      abandoned.set(person, admission)
      later(person, phases.away, expiresAt - now() + RETRY_MS)
      return
    }
    const doneAt = now() + behaviour.bookingTime()
    const dependents = options.isGuardian(person) ? 1 : 0
    const lost = plan === 'lose-page'
    const visit = { admission, expiresAt, warnBeforeMs, lost, actAt: 0, doneAt, slot: undefined, tries: 0, dependents }
    visits.set(person, visit)
    proceed(person, visit, now() + (doneAt - now()) * CHOOSING_SHARE)
  }

  /** Acts at `at`, or extends the lease first when it would be ending by then. */
  function proceed(person: number, visit: Visit, at: number): void {
    visit.actAt = at
    const warning = visit.expiresAt - visit.warnBeforeMs
    later(person, phases.visiting, Math.max(0, Math.min(at, warning) - now()))
  }

  function act(person: number, phase: number): void {
    if (phase === phases.away) {
      walkedAway(person)
      return
    }
    if (phase === phases.regretting) {
      cancel(person)
      return
    }
    const visit = visits.get(person)
    if (visit === undefined) throw new Error(`person ${person} is not on the booking page`)
    if (visit.lost) {
      visit.lost = false
      options.claim(person)
    } else if (now() < visit.actAt) extend(person, visit)
    else if (visit.slot === undefined) choose(person, visit)
    else {
      const resume = () => proceed(person, visit, now())
      if (!options.tempt(person, 'admitted', resume, { admission: visit.admission })) book(person, visit, visit.slot)
    }
  }

  function walkedAway(person: number): void {
    const admission = abandoned.get(person) ?? ''
    if (options.tempt(person, 'over', () => later(person, phases.away, RETRY_MS), { admission })) return
    abandoned.delete(person)
    options.placeOver(person)
  }

  function extend(person: number, visit: Visit): void {
    ask(
      person,
      phases.busy,
      () => citizens.extend(visit.admission, options.clientOf(person)),
      answer => {
        visit.admission = answer.admission
        visit.expiresAt = answer.expiresAt
        proceed(person, visit, visit.actAt)
      },
      code => refused(person, visit, code),
    )
  }

  function choose(person: number, visit: Visit): void {
    visit.slot = choice.pick(person, visit.tries, now())
    if (visit.slot === undefined) {
      giveUp(person)
    } else proceed(person, visit, Math.max(visit.doneAt, now()))
  }

  function book(person: number, visit: Visit, slot: number): void {
    // Dependents first: the person's own booking is what ends the visit.
    const dependent = visit.dependents > 0 ? 0 : null
    ask(
      person,
      phases.busy,
      () => citizens.book(visit.admission, options.clientOf(person), slot, dependent),
      booking => booked(person, visit, booking, dependent !== null),
      code => refused(person, visit, code),
    )
  }

  function booked(person: number, visit: Visit, booking: Booking, forDependent: boolean): void {
    answers?.booked(forDependent ? person + options.size : person, options.cohortOf(person), booking)
    if (forDependent) {
      visit.dependents--
      visit.slot = undefined
      proceed(person, visit, now() + RETRY_MS)
      return
    }
    visits.delete(person)
    satisfied(person, booking, visit.admission)
  }

  /** Has booked; goes, or regrets it. */
  function satisfied(person: number, booking: Booking, admission: string): void {
    const again = () => satisfied(person, booking, admission)
    if (options.tempt(person, 'booked', again, { admission, booked: booking.slot.id })) return
    if (!behaviour.cancels()) {
      finish(person)
      return
    }
    regrets.set(person, booking.code)
    later(person, phases.regretting, REGRET_MS)
  }

  function refused(person: number, visit: Visit, code: ErrorCode): void {
    const meaning = meaningOf(code)
    if (meaning === 'passing') proceed(person, visit, now() + RETRY_MS)
    else if (meaning === 'over') over(person)
    else if (meaning === 'slot') {
      visit.slot = undefined
      const pause = behaviour.retrySlot(++visit.tries)
      if (pause === undefined) giveUp(person)
      else proceed(person, visit, now() + pause)
    } else {
      if (meaning === 'wrong') answers?.placeLost()
      visits.delete(person)
      finish(person)
    }
  }

  function giveUp(person: number): void {
    visits.delete(person)
    options.leave(person)
  }

  function over(person: number): void {
    // Who is late has used a lease that was over, and meant no harm.
    options.performed.add('D6')
    // A second of grace: the answer was on its way when the lease ended.
    const visit = visits.get(person)
    if (visit !== undefined && visit.expiresAt > now() + 1000) answers?.placeLost()
    visits.delete(person)
    options.placeOver(person)
  }

  function cancel(person: number): void {
    const code = regrets.get(person) ?? ''
    regrets.delete(person)
    const done = () => finish(person)
    ask(
      person,
      phases.busy,
      () => citizens.cancel(code),
      booking => {
        answers?.cancelled(person, booking)
        finish(person)
      },
      done,
    )
  }

  return {
    get size() {
      return visits.size
    },
    begin,
    act,
    over,
  }
}
