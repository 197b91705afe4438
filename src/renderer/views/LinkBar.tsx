import { useConsole } from '../store/state.ts'
import { dataAge, useCohorts, useWriter } from '../store/hooks.ts'
import { describeOrder } from '../rail/describe.ts'
import { useStranded } from '../rail/entries.ts'
import { BreakGlass, useRetrySeconds } from './Gate.tsx'

/** Across the screen while it shows the past: the link is cut, and everything below is as old as this says. */
export function LinkBar() {
  const { t, duration } = useWriter()
  const cut = useConsole(({ transport, link }) => {
    if (transport !== 'open') return 'host'
    return link?.state === 'live' ? undefined : 'lost'
  })
  const age = useConsole(store => Math.round((dataAge(store) ?? 0) / 1000))
  const retry = useRetrySeconds()
  if (!cut) return <NeverArrived />
  return (
    <div className="link-bar" role="alert">
      <strong>{t(cut === 'host' ? 'link.host' : 'link.lost')}</strong>
      <span aria-live="off">
        {t('chart.stale', { time: duration(age) })}
        {cut === 'lost' && retry > 0 && ` · ${t('gate.retry', { time: duration(retry) })}`}
      </span>
      <Unsent />
      <BreakGlass />
    </div>
  )
}

/** What was ordered last and did not leave this page, or may not: here, where the reason stands and what can be done instead. */
function Unsent() {
  const writer = useWriter()
  const cohorts = useCohorts()
  const stranded = useStranded()
  if (!stranded) return null
  const what = describeOrder(writer, stranded.order, cohorts)
  return (
    <strong className="link-unsent">
      {stranded.state === 'not-sent' ? writer.t('link.unsent', { what }) : writer.t(`link.${stranded.state}`, { what })}
    </strong>
  )
}

/** The link is back, and a command that it was cut on is known to have been lost. */
function NeverArrived() {
  const writer = useWriter()
  const cohorts = useCohorts()
  const stranded = useStranded()
  if (stranded?.state !== 'never-arrived') return null
  const { order } = stranded
  return (
    <div className="link-bar" role="alert">
      <strong>
        {order.kind === 'pause'
          ? writer.t('rail.pause.lost.long')
          : writer.t('link.never-arrived', { what: describeOrder(writer, order, cohorts) })}
      </strong>
    </div>
  )
}
