import { memo, useMemo } from 'react'
import type { Alert } from '../../protocol/alerts.ts'
import { Approvals } from '../alerts/Approvals.tsx'
import { AlertDetail } from '../alerts/screen/AlertDetail.tsx'
import { AlertFilters } from '../alerts/screen/AlertFilters.tsx'
import { AlertNotices } from '../alerts/screen/AlertNotices.tsx'
import { AlertTree } from '../alerts/screen/AlertTree.tsx'
import { KeyHints } from '../alerts/screen/KeyHints.tsx'
import { passes, useAlertFilter } from '../store/alertFilter.ts'
import { rowsOf } from '../store/alertRows.ts'
import { viewAlerts } from '../store/alertView.ts'
import { useFlood, useLinked, useText } from '../store/hooks.ts'
import { useScreen } from '../store/screen.ts'
import { useConsole } from '../store/state.ts'

const noAlerts: readonly Alert[] = []

/** The Alerts screen: every alert on the left, one of them in full on the right. */
export const Alerts = memo(function Alerts() {
  const t = useText()
  const alerts = useConsole(store => store.snapshot?.alerts ?? noAlerts)
  const flood = useFlood()
  const linked = useLinked()
  const filter = useAlertFilter()
  const chosen = useScreen(state => state.alert)
  const all = useMemo(() => viewAlerts(alerts, flood), [alerts, flood])
  const rows = useMemo(() => {
    const { open, tab, priorities, rule } = filter
    const view = viewAlerts(
      alerts.filter(alert => passes(alert, { tab, priorities, rule })),
      flood,
    )
    return rowsOf(view, tab, open)
  }, [alerts, flood, filter])
  const shown = chosen ?? rows[0]?.key ?? null
  const alert = alerts.find(({ id }) => id === shown)
  return (
    <main className="alerts-screen" id="main" tabIndex={-1} aria-label={t('nav.alerts.long')} data-cut={!linked}>
      <section className="alerts-list" id="alerts" aria-label={t('alerts.list')} tabIndex={-1}>
        <Approvals />
        <AlertFilters alerts={alerts} view={all} />
        <AlertNotices view={all} />
        <AlertTree rows={rows} chosen={shown} />
        <KeyHints />
      </section>
      <AlertDetail alert={alert} chosen={shown} />
    </main>
  )
})
