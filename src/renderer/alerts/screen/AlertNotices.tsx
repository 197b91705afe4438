import type { AlertView } from '../../store/alertView.ts'
import { dataAge, useDataFreshness, useLinked, useWriter } from '../../store/hooks.ts'
import { useConsole } from '../../store/state.ts'
import { isStale } from '../../store/freshness.ts'
import { FloodNote } from '../FloodNote.tsx'

/** Why the list may not be the whole truth: a flood, a dead link, readings that do not come. */
export function AlertNotices({ view }: { view: AlertView }) {
  const { t, duration } = useWriter()
  const linked = useLinked()
  const stale = isStale(useDataFreshness())
  const seconds = useConsole(store => Math.floor((dataAge(store) ?? 0) / 1000))
  return (
    <>
      <FloodNote view={view} />
      {!linked && <output className="alerts-cut">{t('alerts.cut')}</output>}
      {linked && stale && <output className="alerts-cut">{t('alerts.stale', { time: duration(seconds) })}</output>}
    </>
  )
}
