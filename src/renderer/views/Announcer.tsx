import { useDataFreshness, useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** Tells screen readers, politely, when the data age or the link changes. */
export function Announcer() {
  const t = useText()
  const fresh = useDataFreshness()
  const state = useConsole(({ transport, link }) => (transport === 'open' ? (link?.state ?? 'connecting') : 'host'))
  const paused = useConsole(store => store.snapshot?.intake.paused === true)
  return (
    <output className="visually-hidden">
      {t(`link.${state}`)}. {t('header.data')}: {t(`fresh.${fresh}`)}. {paused && t('tile.admission.paused')}
    </output>
  )
}
