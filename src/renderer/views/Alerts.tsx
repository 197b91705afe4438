import { memo, useMemo } from 'react'
import type { Alert } from '../../protocol/alerts.ts'
import { Approvals } from '../alerts/Approvals.tsx'
import { AlertDetail } from '../alerts/screen/AlertDetail.tsx'
import { AlertFilters } from '../alerts/screen/AlertFilters.tsx'
import { AlertNotices } from '../alerts/screen/AlertNotices.tsx'
import { AlertTree } from '../alerts/screen/AlertTree.tsx'
import { Explained } from '../alerts/screen/Explained.tsx'
import { KeyHints } from '../alerts/screen/KeyHints.tsx'
import { useAlertHistory, type AlertHistory } from '../alerts/screen/useAlertHistory.ts'
import { useSelection } from '../alerts/screen/useSelection.ts'
import { refusalText } from '../parts/refusal.ts'
import { passes, useAlertFilter } from '../store/alertFilter.ts'
import { rowsOf } from '../store/alertRows.ts'
import { viewAlerts } from '../store/alertView.ts'
import { useFlood, useLinked, useText, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

const noAlerts: readonly Alert[] = []

/** The Alerts screen: every alert on the left, one of them in full on the right. */
export const Alerts = memo(function Alerts() {
  const t = useText()
  const alerts = useConsole(store => store.snapshot?.alerts ?? noAlerts)
  const flood = useFlood()
  const linked = useLinked()
  const filter = useAlertFilter()
  const history = useAlertHistory(filter.tab === 'resolved')
  const all = useMemo(() => viewAlerts(alerts, flood), [alerts, flood])
  const rows = useMemo(() => {
    const { open, tab, priorities, rule } = filter
    // Without a filter the list is all that stands, which has been put in order already.
    if (tab === 'active' && priorities.length === 0 && rule === null) return rowsOf(all, tab, open)
    const known = tab === 'resolved' ? joinHistory(alerts, history.alerts) : alerts
    const chosen = known.filter(alert => passes(alert, { tab, priorities, rule }))
    return rowsOf(viewAlerts(chosen, flood), tab, open)
  }, [all, alerts, flood, filter, history.alerts])
  const shown = useSelection(rows)
  const alert = alerts.find(({ id }) => id === shown) ?? history.alerts.find(({ id }) => id === shown)
  return (
    <main className="alerts-screen" id="main" tabIndex={-1} aria-label={t('nav.alerts.long')} data-cut={!linked}>
      <section className="alerts-list" id="alerts" aria-label={t('alerts.list')} tabIndex={-1}>
        <Approvals />
        <AlertFilters alerts={alerts} view={all} />
        <AlertNotices view={all} />
        <AlertTree key={filter.tab} rows={rows} chosen={shown} />
        {filter.tab === 'resolved' && <Older history={history} />}
        <Explained />
        <KeyHints />
      </section>
      <AlertDetail alert={alert} row={rows.find(({ key }) => key === shown)} chosen={shown} />
    </main>
  )
})

/** The snapshot knows the latest; the pages begin with some of the same. */
function joinHistory(alerts: readonly Alert[], pages: readonly Alert[]): Alert[] {
  const known = new Set(alerts.map(({ id }) => id))
  return [...alerts, ...pages.filter(({ id }) => !known.has(id))]
}

function Older({ history: { more, pending, refusal } }: { history: AlertHistory }) {
  const { t, locale } = useWriter()
  return (
    <div className="alert-older">
      {refusal && <p role="alert">{t('alerts.older.failed', { reason: refusalText(refusal, locale) })}</p>}
      {(more ?? pending) && (
        <button type="button" disabled={!more} onClick={more}>
          {t(pending ? 'alerts.older.pending' : 'alerts.older')}
        </button>
      )}
    </div>
  )
}
