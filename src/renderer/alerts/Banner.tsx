import { memo } from 'react'
import { formatClock } from '../../locales/format.ts'
import type { Alert } from '../../protocol/alerts.ts'
import { PassingButton } from '../parts/PassingButton.tsx'
import { PriorityMark } from '../parts/PriorityMark.tsx'
import type { Home } from '../parts/useFocusHome.ts'
import { isUnseen } from '../store/alertFilter.ts'
import { byUrgency } from '../store/alertView.ts'
import { lastRaise } from '../store/alertTimes.ts'
import { useActions, useCohorts, useMay, useSpeed, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { mainPlace, openAlert } from './screen/focus.ts'
import { alertEvidence } from './reading.ts'
import { alertTitle } from './words.ts'

const isActiveP1 = (alert: Alert) => alert.priority === 1 && alert.state !== 'resolved' && alert.inhibitedBy === null

/** The button before; when the whole banner goes, the screen. */
const buttonBefore: Home = ({ previousElementSibling: before }) =>
  before instanceof HTMLButtonElement ? before : mainPlace()

/** 40 px under the header while a P1 is active. The element itself always stands, so that its news is spoken. */
export const Banner = memo(function Banner() {
  const writer = useWriter()
  const { t, locale } = writer
  const { acknowledge } = useActions()
  const cohorts = useCohorts()
  const may = useMay('operator')
  const speed = useSpeed()
  const first = useConsole(({ snapshot }) => snapshot?.alerts.filter(isActiveP1).sort(byUrgency)[0])
  const more = useConsole(({ snapshot }) => Math.max(0, (snapshot?.alerts.filter(isActiveP1).length ?? 0) - 1))
  return (
    <div className="banner" role="alert" aria-label={t('banner.label')} data-active={first !== undefined}>
      {first && (
        <>
          <PriorityMark priority={1} flashing={isUnseen(first)} />
          <strong>{alertTitle(first, locale, cohorts)}</strong>
          <span className="banner-evidence">{alertEvidence(writer, first, speed)}</span>
          <time>{t('alert.since', { time: formatClock(lastRaise(first).eventTime) })}</time>
          {more > 0 && <span>{t('alerts.more', { n: more })}</span>}
          <PassingButton home={mainPlace} onClick={() => openAlert(first.id)}>
            {t('alerts.details')}
          </PassingButton>
          {may && first.state === 'raised' && (
            <PassingButton
              home={buttonBefore}
              aria-label={t('alerts.acknowledge.long', { title: alertTitle(first, locale, cohorts) })}
              onClick={() => void acknowledge(first)}
            >
              {t('alerts.acknowledge')}
            </PassingButton>
          )}
        </>
      )}
    </div>
  )
})
