import { usePalette, togglePalette } from '../store/palette.ts'
import { useText } from '../store/hooks.ts'
import { shortcut } from './shortcut.ts'

export const buttonClass = 'palette-button'

/** Under the screens: the way to everything else, and the keys that open it. */
export function PaletteButton() {
  const t = useText()
  const open = usePalette(state => state.open)
  const keys = shortcut()
  return (
    <button
      type="button"
      className={`nav-item ${buttonClass}`}
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-keyshortcuts={keys.aria}
      title={`${t('palette.title')} · ${keys.text}`}
      onClick={togglePalette}
    >
      <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M15.5 15.5L20.5 20.5" />
      </svg>
      {t('palette.find')}
      <small>{keys.text}</small>
    </button>
  )
}
