import { doorText } from '../../locales/alerts.ts'
import { rules } from '../../locales/rules.ts'
import { metricText, partText } from '../../locales/metrics.ts'
import type { Locale, Phrase } from '../../locales/phrase.ts'
import type { Alert, RuleId } from '../../protocol/alerts.ts'
import type { Act } from '../../protocol/annotations.ts'
import type { Cohort } from '../../protocol/nouns.ts'
import { metricSpecs, type MetricId } from '../../protocol/metrics.ts'
import { describeOrder } from '../rail/describe.ts'
import type { Writer } from '../store/hooks.ts'

const names: Readonly<Record<string, Phrase>> = { ...metricText, ...partText, ...doorText }

/** What one alert of its rule is about: a reading, a part of the backend, a door or a cohort by its name. */
export const subjectText = (subject: string, locale: Locale, cohorts: readonly Cohort[]): string =>
  (names[subject] ?? cohorts.find(({ id }) => id === subject)?.name)?.[locale] ?? subject

type What = Pick<Alert, 'rule' | 'subject'>

export const ruleText = ({ rule }: What, locale: Locale): string => rules[rule].title[locale]

export function alertTitle(alert: What, locale: Locale, cohorts: readonly Cohort[]): string {
  const title = ruleText(alert, locale)
  return alert.subject ? `${title} · ${subjectText(alert.subject, locale, cohorts)}` : title
}

export const alertCause = ({ rule }: Alert, locale: Locale): string => rules[rule].cause[locale]
const alertRunbook = ({ rule }: Alert, locale: Locale): string => rules[rule].runbook[locale]

/** The steps of a runbook that is written as `1. … 2. …`; one that is not numbered is one step. */
export const runbookSteps = (alert: Alert, locale: Locale): string[] =>
  alertRunbook(alert, locale)
    .split(/(?:^|\s)\d+\.\s/)
    .map(step => step.trim())
    .filter(step => step !== '')

/** `작업자 끊김 40 · 좌석 포화 1` */
export const ruleCounts = ({ locale, number }: Writer, counts: readonly { rule: RuleId; n: number }[]): string =>
  counts.map(({ rule, n }) => `${rules[rule].title[locale]} ${number(n)}`).join(' · ')

/** A reading in the unit of its metric. */
export function writeReading({ percent, duration, number }: Writer, metric: MetricId, reading: number): string {
  const { unit } = metricSpecs[metric]
  if (unit === 'ratio') return percent(reading, 1)
  return unit === 'seconds' ? duration(reading) : number(reading)
}

/** What was measured against its limit; undefined when the alert carries no reading. */
export function alertEvidence(writer: Writer, alert: Alert): string | undefined {
  const { metric, value, threshold } = alert
  if (metric === null || value === null) return undefined
  const name = metricText[metric][writer.locale]
  const measured = writeReading(writer, metric, value)
  if (threshold === null) return `${name} ${measured}`
  return `${name}: ${writer.t('alerts.measured', { value: measured, threshold: writeReading(writer, metric, threshold) })}`
}

/** What was done, by its number where it was a command. */
export function actText(writer: Writer, { kind, cohort, command }: Act, cohorts: readonly Cohort[]): string {
  if (command) return `#${command.number} ${describeOrder(writer, command.order, cohorts)}`
  const name = cohorts.find(({ id }) => id === cohort)?.name[writer.locale] ?? cohort ?? ''
  if (kind === 'open-pre-queue' || kind === 'close-cohort') return writer.t(`annotations.clock.${kind}`, { name })
  return writer.t('annotations.clock.open-cohort', { name })
}

/** How it stands with an alert, and with whom. `now` is the server's real time, ms. */
export function alertState({ t, duration }: Writer, alert: Alert, now: number | null): string {
  const { state, acknowledgedBy, owner, shelvedUntil, inhibitedBy } = alert
  switch (state) {
    case 'raised':
      return t(inhibitedBy === null ? 'alerts.state.raised' : 'alerts.state.silenced')
    case 'resolved':
      return t('alerts.state.resolved')
    case 'acknowledged':
      return t('alerts.state.acknowledged', { who: acknowledgedBy ?? '–' })
    case 'owned':
      return t('alerts.state.owned', { who: owner ?? '–' })
    case 'shelved':
      break
  }
  const left = shelvedUntil === null || now === null ? undefined : Math.max(0, Math.ceil((shelvedUntil - now) / 1000))
  return t('alerts.state.shelved', { who: owner ?? '–', time: left === undefined ? '–' : duration(left) })
}
