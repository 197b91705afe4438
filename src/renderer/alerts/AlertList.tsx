import { memo, useMemo, useState, type ReactNode } from 'react'
import type { Alert } from '../../protocol/alerts.ts'
import { PriorityMark } from '../parts/PriorityMark.tsx'
import { countRules, viewAlerts, type AlertNode } from '../store/alertView.ts'
import { useFlood, useLinked, useText, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { AlertItem } from './AlertItem.tsx'
import { FloodNote } from './FloodNote.tsx'
import { ruleCounts } from './words.ts'

const noAlerts: readonly Alert[] = []
const resolvedShown = 10
/** More members of a family than this are read on the Alerts screen, whose list only draws what is in sight. */
const membersShown = 50

/** The side list: every P1, then the others, one by one or, in a flood, by family. */
export const AlertList = memo(function AlertList() {
  const t = useText()
  const alerts = useConsole(store => store.snapshot?.alerts ?? noAlerts)
  const flood = useFlood()
  const linked = useLinked()
  const view = useMemo(() => viewAlerts(alerts, flood), [alerts, flood])
  return (
    <section className="alerts" id="alerts" data-cut={!linked} aria-labelledby="alerts-title" tabIndex={-1}>
      <header className="alerts-head">
        <h2 id="alerts-title">{t('alerts.title')}</h2>
        <span>{t('alerts.count', { n: view.active })}</span>
      </header>
      <FloodNote view={view} />
      {!linked && <output className="alerts-cut">{t('alerts.cut')}</output>}
      {view.active === 0 && linked && <p className="empty">{t('alerts.none')}</p>}
      {[...view.pinned, ...view.rest].map(node => (
        <Node key={node.key} node={node} />
      ))}
      <Folded label={t('alerts.shelvedGroup', { n: view.shelved.length })} alerts={view.shelved} />
      <Folded
        label={t('alerts.resolvedGroup', { n: view.resolved.length })}
        alerts={view.resolved.slice(0, resolvedShown)}
      />
    </section>
  )
})

const Node = memo(function Node({ node }: { node: AlertNode }) {
  const writer = useWriter()
  const { alert, folded } = node
  if (alert) return <AlertItem alert={alert} folded={folded.length} />
  return (
    <Folds
      alerts={folded}
      summary={
        <>
          <PriorityMark priority={node.priority} />
          <span>
            {writer.t(`family.${node.family}`)}
            <small>{ruleCounts(writer, countRules(folded))}</small>
          </span>
          <b>{writer.t('alerts.folded.family', { n: folded.length })}</b>
        </>
      }
    />
  )
})

function Folded({ label, alerts }: { label: string; alerts: readonly Alert[] }) {
  if (alerts.length === 0) return null
  return <Folds className="is-over" alerts={alerts} summary={label} />
}

interface FoldsProps {
  className?: string
  summary: ReactNode
  alerts: readonly Alert[]
}

/** What is folded is drawn when it is unfolded, and not before: in a flood there are hundreds. */
function Folds({ className = '', summary, alerts }: FoldsProps) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const more = alerts.length - membersShown
  return (
    <details className={`alert-group ${className}`} open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && alerts.slice(0, membersShown).map(alert => <AlertItem key={alert.id} alert={alert} />)}
      {open && more > 0 && <p className="alert-group-more">{t('alerts.folded.more', { n: more })}</p>}
    </details>
  )
}
