import { memo, useId, useState } from 'react'
import { formatClock } from '../../locales/format.ts'
import type { Alert } from '../../protocol/alerts.ts'
import type { Refusal } from '../../protocol/errors.ts'
import { PriorityMark } from '../parts/PriorityMark.tsx'
import { refusalText } from '../parts/refusal.ts'
import { useActions, useMay, useWriter, type Writer } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { ShelveForm } from './ShelveForm.tsx'
import { alertCause, alertEvidence, alertRunbook, alertTitle } from './words.ts'

/** One alert: what, since when, measured how, and what a person can do about it. */
export const AlertItem = memo(function AlertItem({ alert }: { alert: Alert }) {
  const writer = useWriter()
  const { t, locale } = writer
  const may = useMay('operator')
  const [failure, setFailure] = useState<Refusal>()
  const [open, setOpen] = useState(false)
  const [shelving, setShelving] = useState(false)
  const [title, more] = [useId(), useId()]
  const evidence = alertEvidence(writer, alert)
  const over = alert.state === 'resolved' || alert.state === 'shelved'
  return (
    <article className="alert" data-priority={alert.priority} data-state={alert.state} aria-labelledby={title}>
      <header className="alert-head">
        <PriorityMark priority={alert.priority} flashing={alert.priority === 1 && alert.state === 'raised'} />
        <h3 id={title}>{alertTitle(alert, locale)}</h3>
        <time>{formatClock(alert.eventTime)}</time>
      </header>
      <p className="alert-state">
        {stateText(writer, alert)}
        {alert.count > 1 && ` · ${t('alerts.times', { n: alert.count })}`}
      </p>
      {evidence && <p className="alert-evidence">{evidence}</p>}
      <div className="alert-actions">
        {may && !over && <AlertActions alert={alert} fail={setFailure} shelve={() => setShelving(true)} />}
        <button type="button" aria-expanded={open} aria-controls={more} onClick={() => setOpen(!open)}>
          {t('alerts.runbook')}
        </button>
      </div>
      {shelving && !over && (
        <ShelveForm alert={alert} act={answer => void answer.then(setFailure)} close={() => setShelving(false)} />
      )}
      <div id={more} className="alert-more" hidden={!open}>
        <p>{alertCause(alert, locale)}</p>
        <p>{alertRunbook(alert, locale)}</p>
      </div>
      {failure && <p role="alert">{t('alerts.failed', { reason: refusalText(failure, locale) })}</p>}
    </article>
  )
})

function stateText({ t }: Writer, { state, acknowledgedBy, owner, shelvedUntil }: Alert): string {
  switch (state) {
    case 'raised':
    case 'resolved':
      return t(`alerts.state.${state}`)
    case 'acknowledged':
      return t('alerts.state.acknowledged', { who: acknowledgedBy ?? '–' })
    case 'owned':
      return t('alerts.state.owned', { who: owner ?? '–' })
    case 'shelved':
      break
  }
  return t('alerts.state.shelved', { time: shelvedUntil === null ? '–' : formatClock(shelvedUntil) })
}

interface AlertActionsProps {
  alert: Alert
  fail: (refusal: Refusal | undefined) => void
  shelve: () => void
}

function AlertActions({ alert, fail, shelve }: AlertActionsProps) {
  const { t, locale } = useWriter()
  const actions = useActions()
  const mine = useConsole(store => store.link?.account?.id) === alert.owner
  const title = alertTitle(alert, locale)
  const act = (answer: Promise<Refusal | undefined>) => void answer.then(fail)
  return (
    <>
      {alert.state === 'raised' && (
        <button
          type="button"
          aria-label={t('alerts.acknowledge.long', { title })}
          onClick={() => act(actions.acknowledge(alert))}
        >
          {t('alerts.acknowledge')}
        </button>
      )}
      {!mine && (
        <button type="button" aria-label={t('alerts.own.long', { title })} onClick={() => act(actions.own(alert))}>
          {t('alerts.own')}
        </button>
      )}
      {alert.priority !== 1 && (
        <button type="button" aria-label={t('alerts.shelve.long', { title })} onClick={shelve}>
          {t('alerts.shelve')}
        </button>
      )}
    </>
  )
}
