import type { AlertView } from '../store/alertView.ts'
import { useFlood, useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** Said while there are too many to be read one by one: how many, and where the others are, if any are elsewhere. */
export function FloodNote({ view: { gathered, silenced, active } }: { view: AlertView }) {
  const t = useText()
  const flood = useFlood()
  const n = useConsole(store => store.snapshot?.alarms.load ?? 0)
  if (!flood) return null
  return (
    <output className="alerts-flood">
      {gathered > 0
        ? t('alerts.flood.gathered', { n, gathered, silenced })
        : silenced > 0
          ? t('alerts.flood.silenced', { n, silenced })
          : active > 0
            ? t('alerts.flood.single', { n, active })
            : t('alerts.flood.over', { n })}
    </output>
  )
}
