import { useLayoutEffect, useRef, useState } from 'react'
import { formatClock } from '../../../locales/format.ts'
import type { Alert } from '../../../protocol/alerts.ts'
import { doors } from '../../../protocol/doors.ts'
import { PriorityMark } from '../../parts/PriorityMark.tsx'
import { refusalText } from '../../parts/refusal.ts'
import { isUnseen } from '../../store/alertFilter.ts'
import { lastRaise } from '../../store/alertTimes.ts'
import { useCohorts, useSpeed, useText, useWriter } from '../../store/hooks.ts'
import { chooseAlert } from '../../store/screen.ts'
import { useConsole } from '../../store/state.ts'
import { AlertChips } from '../AlertChips.tsx'
import { ShelveForm } from '../ShelveForm.tsx'
import { useAlertActs } from '../useAlertActs.ts'
import { alertCause, alertTitle, runbookSteps } from '../words.ts'
import type { AlertRow } from '../../store/alertRows.ts'
import { Evidence } from './Evidence.tsx'
import { FamilyDetail } from './FamilyDetail.tsx'
import { focusDetail, focusRunbook, focusTree, listPlace } from './focus.ts'
import { Suggestion } from './Suggestion.tsx'
import { Trail } from './Trail.tsx'
import { useAlertKeys } from './useAlertKeys.ts'

interface AlertDetailProps {
  alert: Alert | undefined
  /** The chosen line; undefined where it is not in the list. */
  row: AlertRow | undefined
  /** What was chosen, whether it is still known or not. */
  chosen: string | null
}

/** One alert in full: what it is, what shows it, what to do, and what was done. */
export function AlertDetail({ alert, row, chosen }: AlertDetailProps) {
  const t = useText()
  if (alert) return <Detail key={alert.id} alert={alert} listed={row !== undefined} />
  if (row) return <FamilyDetail row={row} />
  return (
    <section className="alert-detail is-empty" id="alert-detail" aria-label={t('alerts.details')} tabIndex={-1}>
      <p className="empty">{t(chosen === null ? 'alert.choose' : 'alert.gone')}</p>
    </section>
  )
}

function Detail({ alert, listed }: { alert: Alert; listed: boolean }) {
  const writer = useWriter()
  const { t, locale } = writer
  const acts = useAlertActs(alert)
  const [shelving, setShelving] = useState(false)
  const [refused, setRefused] = useState(false)
  /** What was acted upon stays chosen, on other screens too, until somebody chooses another. */
  const pinned = (act: (() => void) | undefined) =>
    act &&
    (() => {
      chooseAlert(alert.id)
      act()
    })
  const acknowledge = pinned(acts.acknowledge)
  const own = pinned(acts.own)
  const unshelve = pinned(acts.unshelve)
  const shelve = pinned(acts.mayShelve ? () => setShelving(true) : undefined)
  const refuse = acts.neverShelved ? () => setRefused(true) : undefined
  useAlertKeys(
    // What is not in the list is not what the operator sees chosen there.
    listed ? { KeyA: acknowledge, KeyO: own, KeyS: unshelve ?? shelve ?? refuse, KeyR: focusRunbook } : {},
    focusTree,
  )
  return (
    <section
      className="alert-detail"
      id="alert-detail"
      aria-labelledby="alert-detail-title"
      tabIndex={-1}
      data-priority={alert.priority}
    >
      <header className="alert-detail-head">
        <PriorityMark priority={alert.priority} flashing={alert.priority === 1 && isUnseen(alert)} />
        <div className="alert-detail-what">
          <h2 id="alert-detail-title">{alertTitle(alert, locale, useCohorts())}</h2>
          <p>
            <AlertChips alert={alert} />
            <Since alert={alert} />
          </p>
        </div>
        <div className="alert-detail-acts">
          <ActButton label={t('alerts.acknowledge')} hint="A" act={acknowledge} />
          <ActButton label={t('alerts.own')} hint="O" act={own} />
          {unshelve ? (
            <ActButton label={t('alerts.unshelve')} hint="S" act={unshelve} />
          ) : (
            <ActButton label={t('alerts.shelve')} hint="S" act={shelve} refuse={refuse} />
          )}
          <ActButton label={t('alerts.resolve')} act={pinned(acts.resolve)} />
        </div>
      </header>
      {/* It stands before anything is said, so that what is said is announced. */}
      <output className="alert-said">{refused && acts.neverShelved && t('alerts.shelve.never')}</output>
      {!listed && acts.resolve && <p className="alert-said">{t('alert.unlisted')}</p>}
      {acts.failure && (
        <p className="alert-failure" role="alert">
          {t('alerts.failed', { reason: refusalText(acts.failure, locale) })}
        </p>
      )}
      {shelving && acts.mayShelve && (
        <ShelveForm alert={alert} act={acts.act} home={listPlace} close={() => setShelving(false)} />
      )}
      <div className="alert-detail-body">
        <div className="alert-column">
          <section className="alert-part">
            <h3>{t('alert.cause')}</h3>
            <p className="alert-cause">{alertCause(alert, locale)}</p>
            <Door alert={alert} />
          </section>
          <Evidence alert={alert} />
        </div>
        <div className="alert-column">
          <Suggestion alert={alert} />
          <section className="alert-part">
            <h3 id="alert-runbook" tabIndex={-1}>
              {t('alerts.runbook')}
            </h3>
            <ol className="steps">
              {runbookSteps(alert, locale).map(step => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </section>
          <Trail alert={alert} act={acts.act} />
        </div>
      </div>
    </section>
  )
}

/** Since when without a break, and for how long: in the time of the launch, as everything else here. */
function Since({ alert }: { alert: Alert }) {
  const { t, duration } = useWriter()
  const speed = useSpeed()
  const { at, eventTime } = lastRaise(alert)
  const until = useConsole(store => alert.resolvedAt ?? store.now ?? at)
  const seconds = Math.max(0, Math.floor(((until - at) / 1000) * speed))
  return (
    <span>
      {t('alert.since', { time: formatClock(eventTime) })} · {t('alert.lasted', { time: duration(seconds) })}
    </span>
  )
}

interface ActButtonProps {
  label: string
  hint?: string
  act: (() => void) | undefined
  /** Says why it never does anything here, where that is so. */
  refuse?: (() => void) | undefined
}

/** Stands where it stood whether it can be pressed or not: nothing moves under a hand. */
function ActButton({ label, hint, act, refuse }: ActButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    // A button that can be pressed no more loses the focus to nowhere.
    if (!act && !refuse && document.activeElement === button.current) focusDetail()
  }, [act, refuse])
  return (
    <button
      ref={button}
      type="button"
      aria-keyshortcuts={hint}
      disabled={!act && !refuse}
      aria-disabled={!act}
      onClick={act ?? refuse}
    >
      {label} {hint && <kbd aria-hidden="true">{hint}</kbd>}
    </button>
  )
}

function Door({ alert: { subject } }: { alert: Alert }) {
  const t = useText()
  const door = doors.find(id => id === subject)
  if (!door) return null
  return (
    <p className="alert-door">
      {t('alert.door', { door })}: {t(`door.${door}`)}
    </p>
  )
}
