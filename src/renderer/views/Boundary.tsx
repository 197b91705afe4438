import { Component, type ReactNode } from 'react'
import { translate } from '../../locales/translate.ts'
import { usePreferences } from '../store/preferences.ts'
import { BreakGlass } from './Gate.tsx'

/** Never a blank page: what went wrong, what it does not mean, and the way back. */
export class Boundary extends Component<{ children: ReactNode }, { failure: string | null }> {
  override state = { failure: null }

  static getDerivedStateFromError(error: unknown): { failure: string } {
    return { failure: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    if (this.state.failure === null) return this.props.children
    const t = translate(usePreferences.getState().locale)
    return (
      <main className="gate" data-kind="crash">
        <div className="gate-card" role="alert">
          <p className="gate-brand">{t('app.title')}</p>
          <h1>{t('gate.crash.title')}</h1>
          <p>{t('gate.crash.body')}</p>
          <p className="gate-detail">{this.state.failure}</p>
          <button type="button" className="gate-button" onClick={() => location.reload()}>
            {t('gate.reload')}
          </button>
          <BreakGlass />
        </div>
      </main>
    )
  }
}
