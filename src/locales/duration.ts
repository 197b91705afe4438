import type { Translate } from './translate.ts'

/**
 * A length of time in its two largest units; finer than a tenth of it would pretend to a knowledge nobody has.
 * Null and undefined are "never".
 */
export function formatDuration(t: Translate, seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return t('time.never')
  const whole = Math.round(seconds)
  if (whole < 60) return t('time.seconds', { s: whole })
  if (whole < 600 && whole % 60 !== 0) return t('time.minutesSeconds', { m: Math.floor(whole / 60), s: whole % 60 })
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return t('time.minutes', { m: minutes })
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  if (h < 48) return m === 0 ? t('time.hours', { h }) : t('time.hoursMinutes', { h, m })
  const hours = Math.round(minutes / 60)
  const [d, rest] = [Math.floor(hours / 24), hours % 24]
  return rest === 0 ? t('time.days', { d }) : t('time.daysHours', { d, h: rest })
}
