import { memo } from 'react'
import { isUnseen } from '../store/alertFilter.ts'
import { useText } from '../store/hooks.ts'
import { screens, showScreen, useScreen } from '../store/screen.ts'
import { useConsole } from '../store/state.ts'
import { PaletteButton } from '../palette/PaletteButton.tsx'
import { ScreenIcon } from './icons.tsx'
import { useScreenKeys } from './useScreenKeys.ts'

/** 56 px at the left of every screen: which one this is, and the way to the others. */
export const NavRail = memo(function NavRail() {
  const t = useText()
  const current = useScreen(state => state.screen)
  useScreenKeys()
  return (
    <nav className="nav" aria-label={t('nav.title')}>
      {screens.map(({ id, digit }) => (
        <button
          key={id}
          type="button"
          className="nav-item"
          aria-current={id === current ? 'page' : undefined}
          aria-keyshortcuts={`Alt+${digit}`}
          title={`${t(`nav.${id}.long`)} · Alt+${digit}`}
          onClick={() => showScreen(id)}
        >
          <ScreenIcon screen={id} />
          {t(`nav.${id}`)}
          {id === 'alerts' && <Unseen />}
        </button>
      ))}
      <PaletteButton />
    </nav>
  )
})

/** How many alerts nobody has acknowledged yet. */
function Unseen() {
  const t = useText()
  const n = useConsole(
    ({ snapshot }) => snapshot?.alerts.reduce((sum, alert) => (isUnseen(alert) ? sum + 1 : sum), 0) ?? 0,
  )
  if (n === 0) return null
  return (
    <span className="nav-count">
      <span className="visually-hidden">{t('nav.unseen', { n })}</span>
      <span aria-hidden="true">{n > 99 ? '99+' : n}</span>
    </span>
  )
}
