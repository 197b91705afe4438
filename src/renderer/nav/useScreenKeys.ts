import { useEffect } from 'react'
import { flushSync } from 'react-dom'
import { focusTree, mainPlace } from '../alerts/screen/focus.ts'
import { usePalette } from '../store/palette.ts'
import { screens, showScreen } from '../store/screen.ts'

/**
 * Alt+1 … from anywhere, by the place of the key, so that no language of the keyboard moves it. The arrows work at once in the list of
 * alerts; elsewhere the focus stays where it is, unless that went with the last screen.
 */
export function useScreenKeys(): void {
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const screen = screens.find(({ digit }) => event.code === `Digit${digit}`)
      if (!screen) return
      event.preventDefault()
      // Drawn at once, so that there is something to lead to.
      flushSync(() => showScreen(screen.id))
      // The palette keeps the focus while it is open.
      if (usePalette.getState().open) return
      if (screen.id === 'alerts') focusTree()
      else if (document.activeElement === document.body) mainPlace()?.focus()
    }
    window.addEventListener('keydown', down, { capture: true })
    return () => window.removeEventListener('keydown', down, { capture: true })
  }, [])
}
