import { memo } from 'react'
import { formatShortClock } from '../../locales/format.ts'
import { formatWaitRange } from '../../locales/waitRange.ts'
import { translateWaiting } from '../../locales/waiting.ts'
import { measuredNow } from '../store/freshness.ts'
import { useFreshness, useWriter } from '../store/hooks.ts'
import { useConsole, type ConsoleStore } from '../store/state.ts'
import { referenceCohort } from './Clock.tsx'

type Mirror =
  | { key: 'paused' | 'closed' | 'gone' | 'unknown' | 'now' }
  | { key: 'scheduled'; opensAt: number }
  | { key: 'wait'; lowSeconds: number; highSeconds: number }

/** What the citizens' page says to someone who joins now: the range is the backend's, from the very document of that page. */
function mirrorOf(store: ConsoleStore): Mirror | undefined {
  const { snapshot, labels, eventNow } = store
  if (!snapshot || eventNow === null) return undefined
  const cohort = referenceCohort(snapshot.cohorts, eventNow)
  if (!cohort || cohort.state === 'closed') return { key: 'closed' }
  if (cohort.state !== 'open') return { key: 'scheduled', opensAt: cohort.opensAt }
  if (snapshot.intake.paused) return { key: 'paused' }
  if (measuredNow(store, 'slots.left') === 0) return { key: 'gone' }
  const lowSeconds = labels['queue.lastWaitLow']?.[cohort.id]
  const highSeconds = labels['queue.lastWaitHigh']?.[cohort.id]
  if (measuredNow(store, 'queue.lastWaitHigh') === undefined || lowSeconds === undefined || highSeconds === undefined)
    return { key: 'unknown' }
  return highSeconds < 60 ? { key: 'now' } : { key: 'wait', lowSeconds, highSeconds }
}

export const CitizenMirror = memo(function CitizenMirror() {
  const { t, locale } = useWriter()
  const fresh = useFreshness(['queue.waiting'])
  const text = useConsole(store => {
    const mirror = mirrorOf(store)
    if (!mirror || fresh === 'lost' || fresh === 'none') return '—'
    if (mirror.key === 'wait') return t('mirror.wait', { range: formatWaitRange(translateWaiting(locale), mirror) })
    if (mirror.key === 'scheduled') return t('mirror.scheduled', { time: formatShortClock(mirror.opensAt) })
    return t(`mirror.${mirror.key}`)
  })
  return (
    <section className="mirror" data-fresh={fresh} aria-labelledby="mirror-title">
      <h2 id="mirror-title">{t('mirror.title')}</h2>
      <p className="mirror-text">{text}</p>
      <p className="mirror-note">{t('mirror.last')}</p>
    </section>
  )
})
