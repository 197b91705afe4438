import type { AlertView } from '../store/alertView.ts'
import { useFlood, useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** Said while there are too many to be read one by one: how many, and where the others are. */
export function FloodNote({ view }: { view: AlertView }) {
  const t = useText()
  const flood = useFlood()
  const load = useConsole(store => store.snapshot?.alarms.load ?? 0)
  if (!flood) return null
  return (
    <output className="alerts-flood">
      {t('alerts.flood', { n: load, gathered: view.gathered, silenced: view.silenced })}
    </output>
  )
}
