import type { CitizenTranslate } from '../locales/citizen.ts'
import type { Locale } from '../locales/phrase.ts'
import { EARLIEST_BIRTH, type BirthRange } from '../rules/eligibility.ts'
import { dayAndTime, writeDate } from './when.ts'

/** A cohort as the pages show it. Times are event time, ms. */
export interface CohortView extends BirthRange {
  readonly id: string
  readonly name: Readonly<Record<Locale, string>>
  readonly prequeueAt: number
  readonly opensAt: number
  readonly closesAt: number
  readonly state: 'scheduled' | 'prequeue' | 'open' | 'closed'
}

/** A cohort with what its line is like now. */
export interface CohortLine extends CohortView {
  readonly waiting: number
  readonly slotsLeft: number
  /** Whether a place can be taken. */
  readonly joining: boolean
  /** Due, and not opened: see `isHeld`. */
  readonly held: boolean
  /** Open, and nobody is let in for the moment. */
  readonly paused: boolean
}

export const isJoinable = ({ state }: CohortView): boolean => state === 'open' || state === 'prequeue'

/** Why nobody new can join. */
export const fullText = ({ slotsLeft }: CohortLine) => (slotsLeft === 0 ? 'cohort.gone' : 'cohort.full')

export function bornText({ bornFrom, bornTo }: BirthRange, t: CitizenTranslate, locale: Locale): string {
  const to = writeDate(bornTo, locale)
  return bornFrom === EARLIEST_BIRTH
    ? t('cohort.bornBy', { to })
    : t('cohort.born', { from: writeDate(bornFrom, locale), to })
}

/** When what comes next: the opening, or the end. */
export function scheduleText(cohort: CohortLine, t: CitizenTranslate, locale: Locale): readonly string[] {
  const { state, opensAt, closesAt, held } = cohort
  const opens = t(held ? 'cohort.held' : 'cohort.opens', dayAndTime(opensAt, locale))
  if (state === 'scheduled') return [opens]
  const closes = t('cohort.closes', dayAndTime(closesAt, locale))
  return state === 'prequeue' ? [opens, closes] : [closes]
}
