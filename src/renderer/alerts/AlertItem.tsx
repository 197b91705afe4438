import { memo, useId, useRef, useState } from 'react'
import { formatClock } from '../../locales/format.ts'
import type { Alert } from '../../protocol/alerts.ts'
import { PassingButton } from '../parts/PassingButton.tsx'
import { PriorityMark } from '../parts/PriorityMark.tsx'
import { refusalText } from '../parts/refusal.ts'
import { useFocusHome, type Home } from '../parts/useFocusHome.ts'
import { isUnseen } from '../store/alertFilter.ts'
import { lastRaise } from '../store/alertTimes.ts'
import { useCohorts, useSpeed, useWriter } from '../store/hooks.ts'
import { AlertChips } from './AlertChips.tsx'
import { alertEvidence } from './reading.ts'
import { listPlace, openAlert } from './screen/focus.ts'
import { ShelveForm } from './ShelveForm.tsx'
import { useAlertActs } from './useAlertActs.ts'
import { alertCause, alertTitle, runbookSteps } from './words.ts'

/** The name of the alert, which stays while the alert does. */
const titleOf: Home = part => part.closest('.alert')?.querySelector<HTMLElement>('.alert-title') ?? null

/** One alert in the side list: what, since when, measured how, and what a person can do about it. */
export const AlertItem = memo(function AlertItem({ alert, folded = 0 }: { alert: Alert; folded?: number }) {
  const writer = useWriter()
  const { t, locale } = writer
  const { failure, act, acknowledge, own, mayShelve } = useAlertActs(alert)
  const [open, setOpen] = useState(false)
  const [shelving, setShelving] = useState(false)
  const article = useRef<HTMLElement>(null)
  useFocusHome(article, listPlace)
  const [title, more] = [useId(), useId()]
  const evidence = alertEvidence(writer, alert, useSpeed())
  const name = alertTitle(alert, locale, useCohorts())
  return (
    <article
      ref={article}
      className="alert"
      data-priority={alert.priority}
      data-state={alert.state}
      aria-labelledby={title}
    >
      <header className="alert-head">
        <PriorityMark priority={alert.priority} flashing={alert.priority === 1 && isUnseen(alert)} />
        <h3 id={title}>
          <button type="button" className="alert-title" title={t('alerts.details')} onClick={() => openAlert(alert.id)}>
            {name}
          </button>
        </h3>
        <time>{formatClock(lastRaise(alert).eventTime)}</time>
      </header>
      <AlertChips alert={alert} folded={folded} />
      {evidence && <p className="alert-evidence">{evidence}</p>}
      <div className="alert-actions">
        {acknowledge && (
          <PassingButton
            home={titleOf}
            aria-label={t('alerts.acknowledge.long', { title: name })}
            onClick={acknowledge}
          >
            {t('alerts.acknowledge')}
          </PassingButton>
        )}
        {own && (
          <PassingButton home={titleOf} aria-label={t('alerts.own.long', { title: name })} onClick={own}>
            {t('alerts.own')}
          </PassingButton>
        )}
        {mayShelve && (
          <PassingButton
            home={titleOf}
            aria-label={t('alerts.shelve.long', { title: name })}
            onClick={() => setShelving(!shelving)}
          >
            {t('alerts.shelve')}
          </PassingButton>
        )}
        <button type="button" aria-expanded={open} aria-controls={more} onClick={() => setOpen(!open)}>
          {t('alerts.runbook')}
        </button>
      </div>
      {shelving && mayShelve && <ShelveForm alert={alert} act={act} home={titleOf} close={() => setShelving(false)} />}
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
