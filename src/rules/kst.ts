/**
 * The calendar of Korea Standard Time, which here is UTC+9 at every instant: Korea has had no daylight saving time
 * since 1988. Birth dates are calendar dates and never pass through an instant.
 */
const OFFSET_MS = 9 * 3_600_000
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** 'YYYY-MM-DD' in Korea at an instant (ms since 1970 UTC). RangeError outside the years 1 … 9999. */
export function kstDate(epochMs: number): string {
  return kstIso(epochMs).slice(0, 10)
}

/** 'HH:MM:SS' in Korea, 00:00:00 … 23:59:59; the fraction of the second is cut off, never rounded up. */
export function kstTime(epochMs: number): string {
  return kstIso(epochMs).slice(11, 19)
}

/** 'YYYY-MM-DD HH:MM:SS' in Korea. */
export function kstDateTime(epochMs: number): string {
  return `${kstDate(epochMs)} ${kstTime(epochMs)}`
}

/**
 * The instant (ms since 1970 UTC) of a Korean date 'YYYY-MM-DD' and time 'HH:MM' or 'HH:MM:SS'.
 * RangeError for a date that no calendar has or a time that no clock shows ('24:00' included).
 */
export function parseKst(date: string, time: string): number {
  if (!isCalendarDate(date)) throw new RangeError(`not a calendar date: ${date}`)
  const match = TIME.exec(time)
  if (match === null) throw new RangeError(`not a time of day: ${time}`)
  return Date.parse(`${date}T${match[1]}:${match[2]}:${match[3] ?? '00'}Z`) - OFFSET_MS
}

/** Whether the text is a day of the Gregorian calendar written 'YYYY-MM-DD', years 0001 … 9999. */
export function isCalendarDate(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false
  const year = digits(text, 0, 4)
  const day = digits(text, 8, 10)
  return year >= 1 && day >= 1 && day <= daysInMonth(year, digits(text, 5, 7))
}

/** The whole number in a part of a text, NaN where anything but 0 … 9 stands: two of them are read for everybody who joins. */
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : NaN
  }
  return value
}

/** 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/**
 * Age in full years (만 나이) on a date, both as calendar dates; negative before birth. RangeError for no calendar date.
 *
 * Who was born on 29 February comes of age on 1 March in a common year: the day of birth counts (Civil Act, art. 158),
 * and a period whose last month lacks the corresponding day ends with that month's last day (art. 160 ③), 28 February.
 * Comparing month and day as text says the same: '02-28' < '02-29' < '03-01'.
 */
export function ageOn(birthDate: string, onDate: string): number {
  for (const date of [birthDate, onDate]) {
    if (!isCalendarDate(date)) throw new RangeError(`not a calendar date: ${date}`)
  }
  const years = Number(onDate.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return onDate.slice(5) < birthDate.slice(5) ? years - 1 : years
}

function kstIso(epochMs: number): string {
  const iso = Number.isFinite(epochMs) ? new Date(epochMs + OFFSET_MS) : undefined
  const year = iso?.getUTCFullYear()
  if (iso === undefined || year === undefined || !(year >= 1 && year <= 9999)) {
    throw new RangeError(`not an instant of the years 1 to 9999: ${epochMs}`)
  }
  return iso.toISOString()
}
