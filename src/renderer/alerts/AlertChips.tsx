import type { Alert } from '../../protocol/alerts.ts'
import { useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { alertState } from './words.ts'

/** How it stands with an alert: its state, how often it came, whether it keeps coming, what it silences. */
export function AlertChips({ alert, folded = 0 }: { alert: Alert; folded?: number }) {
  const writer = useWriter()
  const { t } = writer
  // Only a shelving has a time that runs out; the others are not drawn anew with the clock.
  const now = useConsole(store =>
    alert.state === 'shelved' && store.now !== null ? Math.floor(store.now / 1000) * 1000 : null,
  )
  return (
    <span className="chips">
      <span className="chip chip-state" data-state={alert.state} data-silent={alert.inhibitedBy !== null}>
        {alertState(writer, alert, now)}
      </span>
      {alert.count > 1 && <span className="chip">{t('alerts.times', { n: alert.count })}</span>}
      {alert.flapping && (
        <span className="chip chip-flapping" title={t('alerts.flapping.long')}>
          {t('alerts.flapping')}
        </span>
      )}
      {folded > 0 && <span className="chip">{t('alerts.folded.cause', { n: folded })}</span>}
    </span>
  )
}
