import type { WaitingTranslate } from './waiting.ts'

/** Minutes to which a wait up to so many minutes is rounded: finer would pretend to a knowledge that nobody has. */
const steps = [
  [30, 1],
  [120, 5],
  [360, 10],
  [1440, 30],
] as const

const stepFor = (minutes: number): number => steps.find(([upTo]) => minutes <= upTo)?.[1] ?? 60

function length(t: WaitingTranslate, minutes: number): string {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  if (h === 0) return t('wait.minutes', { m })
  return m === 0 ? t('wait.hours', { h }) : t('wait.hoursMinutes', { h, m })
}

/**
 * A wait in words, always as a range: the lower end rounded down, the upper end up, and never the same.
 * `undefined` is a wait about which nothing can be said.
 */
export function formatWaitRange(
  t: WaitingTranslate,
  range: { readonly lowSeconds: number; readonly highSeconds: number } | undefined,
): string {
  if (!range) return t('wait.unknown')
  const step = stepFor(range.highSeconds / 60)
  const low = Math.floor(range.lowSeconds / 60 / step) * step
  const high = Math.max(low + step, Math.ceil(range.highSeconds / 60 / step) * step)
  const until = length(t, high)
  return low === 0 ? t('wait.within', { high: until }) : t('wait.between', { low: length(t, low), high: until })
}
