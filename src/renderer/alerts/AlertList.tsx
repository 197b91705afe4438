import { memo, useMemo } from 'react'
import { rules } from '../../locales/rules.ts'
import type { Alert } from '../../protocol/alerts.ts'
import { PriorityMark } from '../parts/PriorityMark.tsx'
import { viewAlerts, type AlertGroup } from '../store/alarmLoad.ts'
import { useLinked, useLocale, useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { AlertItem } from './AlertItem.tsx'

const noAlerts: readonly Alert[] = []
const resolvedShown = 10

export const AlertList = memo(function AlertList() {
  const t = useText()
  const alerts = useConsole(store => store.snapshot?.alerts ?? noAlerts)
  const load = useConsole(store => store.alarmLoad)
  const flood = useConsole(store => store.flood)
  const linked = useLinked()
  const view = useMemo(() => viewAlerts(alerts, flood), [alerts, flood])
  const active = view.pinned.length + view.groups.reduce((sum, group) => sum + group.alerts.length, 0)
  return (
    <section className="alerts" id="alerts" data-cut={!linked} aria-labelledby="alerts-title" tabIndex={-1}>
      <header className="alerts-head">
        <h2 id="alerts-title">{t('alerts.title')}</h2>
        <span>{t('alerts.count', { n: active })}</span>
      </header>
      {flood && <p className="alerts-flood">{t('alerts.flood', { n: load, hidden: view.hidden })}</p>}
      {!linked && <output className="alerts-cut">{t('alerts.cut')}</output>}
      {active === 0 && linked && <p className="empty">{t('alerts.none')}</p>}
      {view.pinned.map(alert => (
        <AlertItem key={alert.id} alert={alert} />
      ))}
      {view.groups.map(group => (
        <Group key={group.alerts[0]?.id ?? group.rule} group={group} />
      ))}
      <Folded label={t('alerts.shelvedGroup', { n: view.shelved.length })} alerts={view.shelved} />
      <Folded
        label={t('alerts.resolvedGroup', { n: view.resolved.length })}
        alerts={view.resolved.slice(0, resolvedShown)}
      />
    </section>
  )
})

function Group({ group }: { group: AlertGroup }) {
  const locale = useLocale()
  const t = useText()
  const [only] = group.alerts
  if (only && group.alerts.length === 1) return <AlertItem alert={only} />
  return (
    <details className="alert-group">
      <summary>
        <PriorityMark priority={group.priority} />
        <span>{rules[group.rule].title[locale]}</span>
        <b>{t('alerts.times', { n: group.alerts.length })}</b>
      </summary>
      {group.alerts.map(alert => (
        <AlertItem key={alert.id} alert={alert} />
      ))}
    </details>
  )
}

function Folded({ label, alerts }: { label: string; alerts: readonly Alert[] }) {
  if (alerts.length === 0) return null
  return (
    <details className="alert-group is-over">
      <summary>{label}</summary>
      {alerts.map(alert => (
        <AlertItem key={alert.id} alert={alert} />
      ))}
    </details>
  )
}
