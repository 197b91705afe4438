import { floodLimits } from '../../protocol/alerts.ts'
import { useFlood, useLinked, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/**
 * New alerts in ten minutes, for the shift and for each of its operators: one each is the aim, and above ten nobody
 * reads them one by one. Without a link nobody knows it.
 */
export function AlarmLoad() {
  const { t, number } = useWriter()
  const load = useConsole(store => store.snapshot?.alarms.load ?? 0)
  const operators = useConsole(store => Math.max(1, store.snapshot?.alarms.operators ?? 1))
  const flood = useFlood()
  const linked = useLinked()
  const each = number(load / operators, Number.isInteger(load / operators) ? 0 : 1)
  return (
    <div
      className="alarm-load"
      data-flood={flood}
      data-cut={!linked}
      title={t('header.load.long', { n: load, operators, each })}
    >
      <meter className="visually-hidden" min={0} max={floodLimits.begins} value={Math.min(load, floodLimits.begins)}>
        {load}
      </meter>
      <span className="alarm-bars" aria-hidden="true">
        {bars.map(bar => (
          <i key={bar} data-on={linked && load > bar} />
        ))}
      </span>
      <span className="alarm-load-text">
        {linked ? t('header.load', { n: load }) : t('header.load.cut')}
        <small>{flood && linked ? t('header.flood') : t('header.load.each', { each: linked ? each : '–' })}</small>
      </span>
    </div>
  )
}

const bars = Array.from({ length: floodLimits.begins }, (_, i) => i)
