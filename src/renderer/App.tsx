import { useEffect, useMemo, useState } from 'react'
import type { ConsoleBridge } from './bridge.ts'
import { Rail } from './rail/Rail.tsx'
import { createActions } from './store/actions.ts'
import { followBridge } from './store/feed.ts'
import { ActionsContext, useText } from './store/hooks.ts'
import { usePreferences } from './store/preferences.ts'
import { useConsole } from './store/state.ts'
import { Announcer } from './views/Announcer.tsx'
import { Gate, gateOf } from './views/Gate.tsx'
import { Launch } from './views/Launch.tsx'

/** The console. Its rail stands outside of the screens, so that no screen can take it away. */
export function App({ bridge }: { bridge: ConsoleBridge }) {
  const t = useText()
  const [actions] = useState(() => createActions(bridge))
  useEffect(() => followBridge(bridge), [bridge])
  useDocument()
  const gate = useConsole(gateOf)
  const mode = useConsole(store => store.snapshot?.mode)
  const readOnly = useConsole(store => store.readOnly)
  const screen = useMemo(() => (gate ? <Gate kind={gate} /> : <Launch />), [gate])
  return (
    <ActionsContext value={actions}>
      <nav className="skips" aria-label={t('app.title')}>
        <a href="#main">{t('app.skip.main')}</a>
        {!gate && <a href="#alerts">{t('app.skip.alerts')}</a>}
        <a href="#rail">{t('app.skip.rail')}</a>
      </nav>
      <div className="frame" data-mode={mode} data-read-only={readOnly} data-watermark={mode && t(`mode.${mode}`)}>
        {screen}
        <Rail />
      </div>
      <Announcer />
    </ActionsContext>
  )
}

/** Language and theme belong to the whole document. */
function useDocument(): void {
  const locale = usePreferences(preferences => preferences.locale)
  const theme = usePreferences(preferences => preferences.theme)
  const t = useText()
  useEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dataset['theme'] = theme
    document.title = t('app.title')
  }, [locale, theme, t])
}
