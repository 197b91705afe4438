import type { Locale } from './phrase.ts'

/** Numbers and times as each language writes them. Formatters are costly to make and are made once. */
const tags: Record<Locale, string> = { ko: 'ko-KR', en: 'en-GB' }
const numbers = new Map<string, Intl.NumberFormat>()

function numberFormat(locale: Locale, key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = `${locale}:${key}`
  const known = numbers.get(name)
  if (known) return known
  const made = new Intl.NumberFormat(tags[locale], options)
  numbers.set(name, made)
  return made
}

/** With `digits` after the point always, or at most two where nothing is said. */
export function formatNumber(locale: Locale, value: number, digits?: number): string {
  const options: Intl.NumberFormatOptions =
    digits === undefined
      ? { maximumFractionDigits: 2 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return numberFormat(locale, `n${digits ?? ''}`, options).format(value)
}

/** A rate per second: three figures that matter, never more than two after the point. */
export function formatRate(locale: Locale, value: number): string {
  return formatNumber(locale, value, value >= 100 ? 0 : value >= 10 ? 1 : 2)
}

/** A share 0 … 1 as a percentage. */
export function formatPercent(locale: Locale, ratio: number, digits = 0): string {
  return numberFormat(locale, `p${digits}`, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(ratio)
}

/** A change with its sign; zero has none. */
export function formatChange(locale: Locale, value: number): string {
  return withMinus(numberFormat(locale, 'c', { signDisplay: 'exceptZero', maximumFractionDigits: 0 }).format(value))
}

/** A change as a share of what it changes: `+10%`, `−25%`. */
export function formatShareChange(locale: Locale, share: number): string {
  const options = { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 } as const
  return withMinus(numberFormat(locale, 'pc', options).format(share))
}

/** A minus as wide as the plus beside it, as in every text that is written by hand. */
const withMinus = (text: string): string => text.replace('-', '−')

/** For axes: 12 000 as 12k, or 1.2만. A quarter of 50 000 is 1.25만, and not 1.3만. */
export function formatCompact(locale: Locale, value: number): string {
  return numberFormat(locale, 'k', { notation: 'compact', maximumFractionDigits: 2 }).format(value)
}

const kst = { timeZone: 'Asia/Seoul', hourCycle: 'h23' } as const
const clock = new Intl.DateTimeFormat('en-GB', { ...kst, hour: '2-digit', minute: '2-digit', second: '2-digit' })
const shortClock = new Intl.DateTimeFormat('en-GB', { ...kst, hour: '2-digit', minute: '2-digit' })
const days: Record<Locale, Intl.DateTimeFormat> = {
  ko: new Intl.DateTimeFormat(tags.ko, { ...kst, month: 'long', day: 'numeric', weekday: 'short' }),
  en: new Intl.DateTimeFormat(tags.en, { ...kst, month: 'short', day: 'numeric', weekday: 'short' }),
}

/** `20:03:17` in Korea. */
export const formatClock = (ms: number): string => clock.format(ms)
/** `20:03` in Korea. */
export const formatShortClock = (ms: number): string => shortClock.format(ms)
/** `7월 19일 (월)`, `Mon 19 Jul` in Korea. */
export const formatDay = (locale: Locale, ms: number): string => days[locale].format(ms)

/** `−0:12`, `+3:17`, `+1:03:17`: from an instant, in ms. */
export function formatOffset(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return `${ms < 0 ? '−' : '+'}${h > 0 ? `${h}:${two(m)}` : m}:${two(s)}`
}
