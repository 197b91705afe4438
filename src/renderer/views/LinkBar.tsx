import { useConsole } from '../store/state.ts'
import { dataAge, useWriter } from '../store/hooks.ts'
import { useRetrySeconds } from './Gate.tsx'

/** Across the screen while it shows the past: the link is cut, and everything below is as old as this says. */
export function LinkBar() {
  const { t, duration } = useWriter()
  const cut = useConsole(({ transport, link }) => {
    if (transport !== 'open') return 'host'
    return link?.state === 'live' ? undefined : 'lost'
  })
  const age = useConsole(store => Math.round((dataAge(store) ?? 0) / 1000))
  const retry = useRetrySeconds()
  if (!cut) return null
  return (
    <div className="link-bar" role="alert">
      <strong>{t(cut === 'host' ? 'link.host' : 'link.lost')}</strong>
      <span aria-live="off">
        {t('chart.stale', { time: duration(age) })}
        {cut === 'lost' && retry > 0 && ` · ${t('gate.retry', { time: duration(retry) })}`}
      </span>
    </div>
  )
}
