import { formatDay, formatShortClock } from '../locales/format.ts'
import type { Locale } from '../locales/phrase.ts'
import { isCalendarDate } from '../rules/kst.ts'

/** Dates and instants as the pages write them. */

/** What a person typed for a date: '19670301', '1967-03-01', '1967.3.1' → '1967-03-01'; undefined when it is no date. */
export function readDate(typed: string): string | undefined {
  const match = /^\s*(\d{4})[\s./-]*(\d{1,2})[\s./-]*(\d{1,2})\.?\s*$/.exec(typed)
  if (!match) return undefined
  const [, year = '', month = '', day = ''] = match
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDate(date) ? date : undefined
}

/** '1967-03-01' → '1967년 3월 1일', '1 March 1967'. */
export function writeDate(date: string, locale: Locale): string {
  const at = Date.parse(`${date}T00:00:00Z`)
  return dates[locale].format(at)
}

const style = { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' } as const
const dates: Record<Locale, Intl.DateTimeFormat> = {
  ko: new Intl.DateTimeFormat('ko-KR', style),
  en: new Intl.DateTimeFormat('en-GB', style),
}

/** A calendar date with its weekday: '7월 26일 (월)'. */
export const writeDay = (date: string, locale: Locale): string =>
  formatDay(locale, Date.parse(`${date}T12:00:00+09:00`))

/** An instant in Korea: day and time of day. */
export const dayAndTime = (ms: number, locale: Locale) => ({ day: formatDay(locale, ms), time: formatShortClock(ms) })
