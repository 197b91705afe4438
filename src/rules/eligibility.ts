/**
 * Who may join a cohort: a comparison of calendar dates and nothing else. No instant, no time zone and no clock enters,
 * so that nothing here can change at midnight; what does depend on a day takes that day as an argument.
 */
import { daysInMonth, isCalendarDate } from './kst.ts'

/** Inclusive calendar dates, 'YYYY-MM-DD'. "Born in or before" is written with {@link EARLIEST_BIRTH}. */
export type BirthRange = { bornFrom: string; bornTo: string }

/** The open lower end of a range. */
export const EARLIEST_BIRTH = '0001-01-01'

/**
 * RangeError for a birth date that no calendar has, and for a range that is malformed or holds no day: an error in the
 * data must never reach a citizen as "not eligible".
 */
export function isEligible(birthDate: string, range: BirthRange): boolean {
  assertDates(birthDate, range.bornFrom, range.bornTo)
  if (range.bornFrom > range.bornTo) throw new RangeError(`empty range: ${range.bornFrom} to ${range.bornTo}`)
  return range.bornFrom <= birthDate && birthDate <= range.bornTo
}

/**
 * Everybody whose age in full years on `onDate` is minAge … maxAge; maxAge may be Infinity ("30 and over").
 * The cohorts of 2021 went by year of birth, which is the age on the last day of the year:
 * `rangeForAges(53, 54, '2021-12-31')` is 1967-01-01 … 1968-12-31.
 */
export function rangeForAges(minAge: number, maxAge: number, onDate: string): BirthRange {
  assertDates(onDate)
  const whole = Number.isInteger(minAge) && (Number.isInteger(maxAge) || maxAge === Infinity)
  if (!whole || minAge < 0 || maxAge < minAge) throw new RangeError(`not a band of ages: ${minAge} to ${maxAge}`)
  const bornTo = latestBirth(minAge, onDate)
  if (bornTo === undefined) throw new RangeError(`nobody can be ${minAge} on ${onDate}`)
  const tooOld = latestBirth(maxAge + 1, onDate)
  return { bornFrom: tooOld === undefined ? EARLIEST_BIRTH : dayAfter(tooOld), bornTo }
}

/** The last birth date on which one is `age` by `onDate`, or undefined before year 1. */
function latestBirth(age: number, onDate: string): string | undefined {
  const year = Number(onDate.slice(0, 4)) - age
  if (year < 1) return undefined
  const sameDay = `${pad(year, 4)}${onDate.slice(4)}`
  // Only 29 February can be missing; those born on the 28th have had their birthday by then.
  return isCalendarDate(sameDay) ? sameDay : `${pad(year, 4)}-02-28`
}

function dayAfter(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  if (day < daysInMonth(year, month)) return `${date.slice(0, 8)}${pad(day + 1, 2)}`
  if (month < 12) return `${date.slice(0, 5)}${pad(month + 1, 2)}-01`
  return `${pad(year + 1, 4)}-01-01`
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

function assertDates(...dates: string[]): void {
  for (const date of dates) {
    if (!isCalendarDate(date)) throw new RangeError(`not a calendar date: ${date}`)
  }
}
