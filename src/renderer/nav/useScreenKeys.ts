import { useEffect } from 'react'
import { screens, showScreen } from '../store/screen.ts'

/** Alt+1 … from anywhere, by the place of the key, so that no language of the keyboard moves it. */
export function useScreenKeys(): void {
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const screen = screens.find(({ digit }) => event.code === `Digit${digit}`)
      if (!screen) return
      event.preventDefault()
      showScreen(screen.id)
    }
    window.addEventListener('keydown', down, { capture: true })
    return () => window.removeEventListener('keydown', down, { capture: true })
  }, [])
}
