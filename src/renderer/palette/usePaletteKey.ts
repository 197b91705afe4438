import { useEffect } from 'react'
import { togglePalette } from '../store/palette.ts'
import { isPaletteKey } from './shortcut.ts'

/** From anywhere, also out of a field. */
export function usePaletteKey(): void {
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (!isPaletteKey(event)) return
      event.preventDefault()
      if (!event.repeat) togglePalette()
    }
    window.addEventListener('keydown', down, { capture: true })
    return () => window.removeEventListener('keydown', down, { capture: true })
  }, [])
}
