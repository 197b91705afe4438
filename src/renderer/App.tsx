import { useEffect, useLayoutEffect, useState, type ComponentType } from 'react'
import { Banner } from './alerts/Banner.tsx'
import { useBell } from './bell/useBell.ts'
import type { ConsoleBridge } from './bridge.ts'
import { NavRail } from './nav/NavRail.tsx'
import { Palette } from './palette/Palette.tsx'
import { Header } from './parts/Header.tsx'
import { Rail } from './rail/Rail.tsx'
import { createActions } from './store/actions.ts'
import { followBridge } from './store/feed.ts'
import { ActionsContext, useText } from './store/hooks.ts'
import { usePreferences } from './store/preferences.ts'
import { useScreen, type ScreenId } from './store/screen.ts'
import { useConsole } from './store/state.ts'
import { Alerts } from './views/Alerts.tsx'
import { Announcer } from './views/Announcer.tsx'
import { Gate, gateOf } from './views/Gate.tsx'
import { Launch } from './views/Launch.tsx'
import { LinkBar } from './views/LinkBar.tsx'

const views: Readonly<Record<ScreenId, ComponentType>> = { launch: Launch, alerts: Alerts }

/** The console. Its rail stands outside of the screens, so that no screen can take it away. */
export function App({ bridge }: { bridge: ConsoleBridge }) {
  const t = useText()
  const [actions] = useState(() => createActions(bridge))
  useEffect(() => followBridge(bridge), [bridge])
  useBell(bridge)
  useDocument()
  const gate = useConsole(gateOf)
  const mode = useConsole(store => store.snapshot?.mode)
  const readOnly = useConsole(store => store.readOnly)
  return (
    <ActionsContext value={actions}>
      <nav className="skips" aria-label={t('app.title')}>
        <a href="#main">{t('app.skip.main')}</a>
        {!gate && <a href="#alerts">{t('app.skip.alerts')}</a>}
        <a href="#rail">{t('app.skip.rail')}</a>
      </nav>
      <div className="frame" data-mode={mode} data-read-only={readOnly} data-watermark={mode && t(`mode.${mode}`)}>
        {gate ? <Gate kind={gate} /> : <Screen />}
        <Rail />
      </div>
      <Palette />
      <Announcer />
    </ActionsContext>
  )
}

/** What every screen has around it, and the screen itself. */
function Screen() {
  const View = views[useScreen(state => state.screen)]
  return (
    <>
      <Header />
      <Banner />
      <LinkBar />
      <div className="body">
        <NavRail />
        <View />
      </div>
    </>
  )
}

/** Language and theme belong to the whole document. */
function useDocument(): void {
  const locale = usePreferences(preferences => preferences.locale)
  const theme = usePreferences(preferences => preferences.theme)
  const t = useText()
  // Before any other effect: a chart that is made anew for a theme reads its colours from the document.
  useLayoutEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dataset['theme'] = theme
    document.title = t('app.title')
  }, [locale, theme, t])
}
