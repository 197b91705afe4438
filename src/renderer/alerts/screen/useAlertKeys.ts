import { useEffect } from 'react'
import { isWriting } from '../../parts/keys.ts'

/**
 * Letters act on the chosen alert while the focus is where alerts are read: in their list, on the one in full, or nowhere. A
 * control beside them may take letters itself, and what was meant for it must not reach an alert.
 */
export function useAlertKeys(letters: Readonly<Record<string, (() => void) | undefined>>, leave: () => void): void {
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.repeat || isWriting(event.target)) return
      const act = event.code === 'Escape' ? leave : isAtAlerts(event.target) ? letters[event.code] : undefined
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', down)
    return () => window.removeEventListener('keydown', down)
  }, [letters, leave])
}

const isAtAlerts = (target: EventTarget | null): boolean =>
  !(target instanceof Element) || target.matches('body, main') || target.closest('.alert-tree, #alert-detail') !== null
