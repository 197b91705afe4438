import { formatClock } from '../../../locales/format.ts'
import type { Alert, AlertEntry } from '../../../protocol/alerts.ts'
import { useText } from '../../store/hooks.ts'

/** Who did what about it, and when: the latest last. */
export function Trail({ alert }: { alert: Alert }) {
  const t = useText()
  if (alert.trail.length === 0) return null
  return (
    <section className="alert-part">
      <h3>{t('alert.trail')}</h3>
      <ol className="trail">
        {alert.trail.map(entry => (
          <Entry key={`${entry.at} ${entry.act} ${entry.text}`} entry={entry} />
        ))}
      </ol>
    </section>
  )
}

function Entry({ entry: { act, eventTime, by, text } }: { entry: AlertEntry }) {
  const t = useText()
  return (
    <li>
      <time>{formatClock(eventTime)}</time>
      <b>{by ?? t('alert.trail.system')}</b>
      <span>
        {t(`act.${act}`)}
        {text && <q>{text}</q>}
      </span>
    </li>
  )
}
