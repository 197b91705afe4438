import { createRoot } from 'react-dom/client'
import type { ConsoleBridge } from './bridge.ts'
import { App } from './App.tsx'
import { usePreferences } from './store/preferences.ts'
import { Boundary } from './views/Boundary.tsx'
import { Gate } from './views/Gate.tsx'
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'
import 'uplot/dist/uPlot.min.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/header.css'
import './styles/layout.css'
import './styles/nav.css'
import './styles/tiles.css'
import './styles/charts.css'
import './styles/cohorts.css'
import './styles/alerts.css'
import './styles/alertList.css'
import './styles/alertDetail.css'
import './styles/alertScreen.css'
import './styles/bell.css'
import './styles/rail.css'
import './styles/forms.css'
import './styles/preview.css'
import './styles/palette.css'
import './styles/gate.css'

/** Draws the console into the page on a bridge, whoever carries it; until there is one, that it is connecting. */
export async function mount(connecting: Promise<ConsoleBridge>): Promise<void> {
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no #root')
  const { locale, theme } = usePreferences.getState()
  // Before the first frame, so that nothing is ever drawn in the wrong colours.
  document.documentElement.lang = locale
  document.documentElement.dataset['theme'] = theme
  const page = createRoot(root)
  page.render(
    <Boundary>
      <div className="frame">
        <Gate kind="connecting" />
      </div>
    </Boundary>,
  )
  const bridge = await connecting
  page.render(
    <Boundary>
      <App bridge={bridge} />
    </Boundary>,
  )
}
