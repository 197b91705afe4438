import { floodBegins } from '../store/alarmLoad.ts'
import { useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** New alerts in ten minutes, against what one person can handle. */
export function AlarmLoad() {
  const t = useText()
  const load = useConsole(store => store.alarmLoad)
  const flood = useConsole(store => store.flood)
  return (
    <div className="alarm-load" data-flood={flood} title={t('header.load.long', { n: load })}>
      <meter className="visually-hidden" min={0} max={floodBegins} value={Math.min(load, floodBegins)}>
        {load}
      </meter>
      <span className="alarm-bars" aria-hidden="true">
        {bars.map(bar => (
          <i key={bar} data-on={load > bar} />
        ))}
      </span>
      {t('header.load', { n: load })}
      {flood && <b>{t('header.flood')}</b>}
    </div>
  )
}

const bars = Array.from({ length: floodBegins }, (_, i) => i)
