import { memo } from 'react'
import { formatShortClock } from '../../locales/format.ts'
import { estimateWait } from '../../rules/eta.ts'
import { useFreshness, useWriter } from '../store/hooks.ts'
import { useConsole, type ConsoleStore } from '../store/state.ts'
import { referenceCohort } from './Clock.tsx'

type Mirror = { key: 'paused' | 'closed' | 'unknown' | 'now' } | { key: 'scheduled'; opensAt: number } | MirrorWait
interface MirrorWait {
  key: 'wait'
  low: number
  high: number
}

/** What the citizens' page says to someone who joins now, from the same rule and the same figures as that page. */
function mirrorOf({ snapshot, readings, labels, eventNow }: ConsoleStore): Mirror | undefined {
  if (!snapshot || eventNow === null) return undefined
  const cohort = referenceCohort(snapshot.cohorts, eventNow)
  if (!cohort || cohort.state === 'closed') return { key: 'closed' }
  if (cohort.state !== 'open') return { key: 'scheduled', opensAt: cohort.opensAt }
  if (snapshot.intake.paused) return { key: 'paused' }
  const [serving, issued] = [labels['queue.serving']?.[cohort.id], labels['queue.issued']?.[cohort.id]]
  if (serving === undefined || issued === undefined) return undefined
  const wait = estimateWait(
    {
      state: 'open',
      serverTime: eventNow,
      opensAt: cohort.opensAt,
      serving,
      issued,
      callsPerSecond: readings['gate.callRate']?.value ?? 0,
      admissionsPerSecond: readings['gate.rateInForce']?.value ?? snapshot.intake.rate,
      showRatio: readings['gate.showRatio']?.value ?? 1,
      slotsLeft: readings['slots.left']?.value ?? snapshot.stock.left,
      pollAfterMs: 2_000,
    },
    issued,
  )
  if (!wait) return { key: 'unknown' }
  if (wait.highSeconds < 60) return { key: 'now' }
  // Whole minutes: the card speaks as the page does, and is not drawn anew with every sample.
  return { key: 'wait', low: Math.floor(wait.lowSeconds / 60) * 60, high: Math.ceil(wait.highSeconds / 60) * 60 }
}

export const CitizenMirror = memo(function CitizenMirror() {
  const writer = useWriter()
  const { t, duration } = writer
  const fresh = useFreshness(['queue.waiting'])
  const text = useConsole(store => {
    const mirror = mirrorOf(store)
    if (!mirror || fresh === 'lost' || fresh === 'none') return '—'
    if (mirror.key === 'wait') {
      return t('mirror.wait', { low: duration(mirror.low), high: duration(mirror.high) })
    }
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
