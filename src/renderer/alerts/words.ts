import { rules } from '../../locales/rules.ts'
import { metricText } from '../../locales/metrics.ts'
import type { Locale } from '../../locales/phrase.ts'
import type { Alert } from '../../protocol/alerts.ts'
import { metricSpecs } from '../../protocol/metrics.ts'
import type { Writer } from '../store/hooks.ts'

export const alertTitle = ({ rule, subject }: Alert, locale: Locale): string =>
  subject ? `${rules[rule].title[locale]} · ${subject}` : rules[rule].title[locale]

export const alertCause = ({ rule }: Alert, locale: Locale): string => rules[rule].cause[locale]
export const alertRunbook = ({ rule }: Alert, locale: Locale): string => rules[rule].runbook[locale]

/** What was measured against its limit; undefined when the alert carries no reading. */
export function alertEvidence({ t, locale, number, percent, duration }: Writer, alert: Alert): string | undefined {
  const { metric, value, threshold } = alert
  if (metric === null || value === null) return undefined
  const write = (reading: number) => {
    const { unit } = metricSpecs[metric]
    if (unit === 'ratio') return percent(reading, 1)
    return unit === 'seconds' ? duration(reading) : number(reading)
  }
  const name = metricText[metric][locale]
  if (threshold === null) return `${name} ${write(value)}`
  return `${name}: ${t('alerts.measured', { value: write(value), threshold: write(threshold) })}`
}
