import { doorText } from '../../locales/alerts.ts'
import { rules } from '../../locales/rules.ts'
import { metricText, partText } from '../../locales/metrics.ts'
import type { Locale, Phrase } from '../../locales/phrase.ts'
import type { Alert, RuleId } from '../../protocol/alerts.ts'
import type { Act } from '../../protocol/annotations.ts'
import type { Cohort } from '../../protocol/nouns.ts'
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

/** What was done, by its number where it was a command. */
export function actText(writer: Writer, { kind, cohort, command }: Act, cohorts: readonly Cohort[]): string {
  if (command) return `#${command.number} ${describeOrder(writer, command.order, cohorts)}`
  const name = cohorts.find(({ id }) => id === cohort)?.name[writer.locale] ?? cohort ?? ''
  if (kind === 'open-pre-queue' || kind === 'close-cohort') return writer.t(`annotations.clock.${kind}`, { name })
  return writer.t('annotations.clock.open-cohort', { name })
}

/**
 * How it stands with an alert, and with whom. One that returns or gets worse asks anew and is still its owner's, who is
 * named beside. `now` is the server's real time, ms.
 */
export function alertState(writer: Writer, alert: Alert, now: number | null): string {
  const { t, duration } = writer
  const { state, acknowledgedBy, owner, shelvedUntil, inhibitedBy } = alert
  const withOwner = (text: string) => (owner === null ? text : `${text} · ${t('alerts.state.owned', { who: owner })}`)
  switch (state) {
    case 'raised':
      return withOwner(t(inhibitedBy === null ? 'alerts.state.raised' : 'alerts.state.silenced'))
    case 'resolved':
      return t('alerts.state.resolved')
    case 'acknowledged':
      if (owner !== null && owner === acknowledgedBy) return t('alerts.state.owned', { who: owner })
      return withOwner(t('alerts.state.acknowledged', { who: acknowledgedBy ?? '–' }))
    case 'owned':
      return t('alerts.state.owned', { who: owner ?? '–' })
    case 'shelved':
      break
  }
  const left = shelvedUntil === null || now === null ? undefined : Math.max(0, Math.ceil((shelvedUntil - now) / 1000))
  return t('alerts.state.shelved', { who: owner ?? '–', time: left === undefined ? '–' : duration(left) })
}
