import { memo, useId, useState } from 'react'
import { formatClock } from '../../locales/format.ts'
import type { Alert } from '../../protocol/alerts.ts'
import { PriorityMark } from '../parts/PriorityMark.tsx'
import { refusalText } from '../parts/refusal.ts'
import { isUnseen } from '../store/alertFilter.ts'
import { useCohorts, useWriter } from '../store/hooks.ts'
import { showAlert } from '../store/screen.ts'
import { AlertChips } from './AlertChips.tsx'
import { ShelveForm } from './ShelveForm.tsx'
import { useAlertActs } from './useAlertActs.ts'
import { alertCause, alertEvidence, alertTitle, runbookSteps } from './words.ts'

/** One alert in the side list: what, since when, measured how, and what a person can do about it. */
export const AlertItem = memo(function AlertItem({ alert, folded = 0 }: { alert: Alert; folded?: number }) {
  const writer = useWriter()
  const { t, locale } = writer
  const { failure, act, acknowledge, own, mayShelve } = useAlertActs(alert)
  const [open, setOpen] = useState(false)
  const [shelving, setShelving] = useState(false)
  const [title, more] = [useId(), useId()]
  const evidence = alertEvidence(writer, alert)
  const name = alertTitle(alert, locale, useCohorts())
  return (
    <article className="alert" data-priority={alert.priority} data-state={alert.state} aria-labelledby={title}>
      <header className="alert-head">
        <PriorityMark priority={alert.priority} flashing={alert.priority === 1 && isUnseen(alert)} />
        <h3 id={title}>
          <button type="button" className="alert-title" title={t('alerts.details')} onClick={() => showAlert(alert.id)}>
            {name}
          </button>
        </h3>
        <time>{formatClock(alert.eventTime)}</time>
      </header>
      <AlertChips alert={alert} folded={folded} />
      {evidence && <p className="alert-evidence">{evidence}</p>}
      <div className="alert-actions">
        {acknowledge && (
          <button type="button" aria-label={t('alerts.acknowledge.long', { title: name })} onClick={acknowledge}>
            {t('alerts.acknowledge')}
          </button>
        )}
        {own && (
          <button type="button" aria-label={t('alerts.own.long', { title: name })} onClick={own}>
            {t('alerts.own')}
          </button>
        )}
        {mayShelve && (
          <button
            type="button"
            aria-label={t('alerts.shelve.long', { title: name })}
            onClick={() => setShelving(!shelving)}
          >
            {t('alerts.shelve')}
          </button>
        )}
        <button type="button" aria-expanded={open} aria-controls={more} onClick={() => setOpen(!open)}>
          {t('alerts.runbook')}
        </button>
      </div>
      {shelving && mayShelve && <ShelveForm alert={alert} act={act} close={() => setShelving(false)} />}
      <div id={more} className="alert-more" hidden={!open}>
        <p>{alertCause(alert, locale)}</p>
        <ol className="steps">
          {runbookSteps(alert, locale).map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      {failure && <p role="alert">{t('alerts.failed', { reason: refusalText(failure, locale) })}</p>}
    </article>
  )
})
