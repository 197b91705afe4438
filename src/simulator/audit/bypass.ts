import type { Booking, ClaimAnswer, TicketAnswer } from '../../protocol/citizen.ts'
import type { Gain } from '../attacks/attack.ts'

/** Who got an answer by trying to get past the line, and when (event time, ms). */
export interface Attempt {
  readonly person: number
  readonly cohort: string
  /** Whom the place would be for: 'YYYY-MM-DD'. */
  readonly birthDate: string
  readonly at: number
}

/** What the plan says of a cohort; the auditor believes it, not what the engine makes of it. */
export interface CohortPlan {
  readonly id: string
  readonly bornFrom: string
  readonly bornTo: string
  /** Event time, ms. */
  readonly prequeueAt: number
}

/** What is known of the truth, from the ledger and from earlier answers. */
export interface KnownTruth {
  plan(cohort: string): CohortPlan | undefined
  /** The place the person was told of; 0 without one. */
  placeOf(person: number): number
  /** Whether the person had been told of this very booking before. */
  isRepeated(person: number, booking: Booking): boolean
  /** The highest number called in the cohort, as far as the ledger was read. */
  calledIn(cohort: string): number
}

/** Attempts that were not refused, judged: which of them got what nobody may have without waiting. */
export interface BypassCheck {
  attempted(attempt: Attempt, gain: Gain): void
  /** Numbers up to this one were called, by a record of this instant. */
  called(cohort: string, upTo: number, at: number): void
  readonly succeeded: number
}

interface Turn {
  readonly cohort: string
  readonly number: number
  readonly at: number
}

export function createBypassCheck(truth: KnownTruth): BypassCheck {
  let succeeded = 0
  /** Claims of one's own number that were answered with a seat; lawful if the ledger has called it by then. */
  let turns: Turn[] = []

  function hasPlaceUnduly({ person, cohort, birthDate, at }: Attempt, { index }: TicketAnswer): boolean {
    const plan = truth.plan(cohort)
    const known = truth.placeOf(person)
    if (plan === undefined || at < plan.prequeueAt || !isBornWithin(birthDate, plan)) return true
    return known !== 0 && known !== index
  }

  function takeTurn({ cohort, at }: Attempt, answer: ClaimAnswer): void {
    if (answer.state !== 'waiting' && answer.number > truth.calledIn(cohort))
      turns.push({ cohort, number: answer.number, at })
  }

  function isUndue(attempt: Attempt, gain: Exclude<Gain, { kind: 'turn' }>): boolean {
    if (gain.kind === 'place') return hasPlaceUnduly(attempt, gain.answer)
    if (gain.kind === 'return') return truth.placeOf(attempt.person) !== gain.answer.index
    if (gain.kind === 'seat') return gain.answer.state !== 'waiting'
    return !truth.isRepeated(attempt.person, gain.booking)
  }

  return {
    attempted(attempt, gain) {
      if (gain.kind === 'turn') takeTurn(attempt, gain.answer)
      else if (isUndue(attempt, gain)) succeeded++
    },
    called(cohort, upTo, at) {
      if (turns.length === 0) return
      const isSettled = (turn: Turn) => turn.cohort === cohort && turn.number <= upTo
      succeeded += turns.filter(turn => isSettled(turn) && turn.at < at).length
      turns = turns.filter(turn => !isSettled(turn))
    },
    get succeeded() {
      return succeeded + turns.length
    },
  }
}

/** By whole numbers like 19671231, on its own: nothing of the engine's arithmetic of dates enters. */
export function isBornWithin(
  birthDate: string,
  { bornFrom, bornTo }: Pick<CohortPlan, 'bornFrom' | 'bornTo'>,
): boolean {
  const [birth, first, last] = [birthDate, bornFrom, bornTo].map(date => Number(date.replaceAll('-', '')))
  if (birth === undefined || first === undefined || last === undefined) return false
  return birth >= first && birth <= last
}
