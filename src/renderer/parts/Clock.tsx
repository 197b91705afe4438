import { formatClock, formatDay, formatOffset } from '../../locales/format.ts'
import type { Cohort } from '../../protocol/nouns.ts'
import { useDataFreshness, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** The launch's own time, in Korea. It runs on without a link, but then it does not look alive. */
export function Clock() {
  const { t, locale } = useWriter()
  const fresh = useDataFreshness()
  const time = useConsole(store => (store.eventNow === null ? '--:--:--' : formatClock(store.eventNow)))
  const day = useConsole(store => (store.eventNow === null ? '' : formatDay(locale, store.eventNow)))
  const speed = useConsole(store => store.snapshot?.speed ?? 1)
  const verified = useConsole(store => store.snapshot?.timeVerified ?? true)
  return (
    <div className="clock" data-fresh={fresh} role="timer" aria-label={t('header.serverTime')}>
      <time className="clock-time">{time}</time>
      <span className="clock-side">
        <span>
          {t('header.kst')}
          {speed !== 1 && <b> {t('header.speed', { n: speed })}</b>}
        </span>
        <span>{verified ? day : t('header.unverified')}</span>
      </span>
    </div>
  )
}

/** The opening that the night is about: the last one that is past, or else the next. */
export function referenceCohort(cohorts: readonly Cohort[], now: number): Cohort | undefined {
  const sorted = [...cohorts].sort((a, b) => a.opensAt - b.opensAt)
  return (
    sorted.findLast(cohort => cohort.opensAt <= now && cohort.state !== 'closed') ?? sorted.find(c => c.opensAt > now)
  )
}

export function Countdown() {
  const { t, locale } = useWriter()
  const reference = useConsole(({ snapshot, eventNow }) =>
    snapshot && eventNow !== null ? referenceCohort(snapshot.cohorts, eventNow) : undefined,
  )
  const offset = useConsole(({ eventNow }) =>
    reference && eventNow !== null ? formatOffset(Math.floor((eventNow - reference.opensAt) / 1000) * 1000) : undefined,
  )
  if (!reference || !offset) return null
  return (
    <div className="countdown" title={t('header.opening', { name: reference.name[locale] })}>
      <span className="countdown-time">T{offset}</span>
      <span className="countdown-name">{reference.name[locale]}</span>
    </div>
  )
}
