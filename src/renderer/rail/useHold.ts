import { useEffect, useMemo, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react'
import { createHold, type Hold, type HoldPhase } from './hold.ts'

/** The state of a hold, and what a button needs to drive it by mouse, pen, touch, keyboard and assistive devices. */
export function useHold(ms: number, onComplete: () => void) {
  const [phase, setPhase] = useState<HoldPhase>('idle')
  const hold = useMemo(() => createHold(ms), [ms])
  useEffect(() => hold.listen({ onComplete, onPhase: setPhase }), [hold, onComplete])

  useEffect(() => {
    // Whatever takes the keyboard or the page away lets go of the button as well.
    const cancel = () => hold.cancel()
    window.addEventListener('blur', cancel)
    document.addEventListener('visibilitychange', cancel)
    return () => {
      window.removeEventListener('blur', cancel)
      document.removeEventListener('visibilitychange', cancel)
      hold.dispose()
    }
  }, [hold])

  const handlers = useMemo(() => handlersOf(hold), [hold])
  return { phase, hold, handlers }
}

function handlersOf(hold: Hold) {
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button === 0 && event.isPrimary) hold.press()
    },
    onPointerUp: (event: PointerEvent) => hold.release(event.timeStamp),
    onPointerLeave: () => hold.cancel(),
    onPointerCancel: () => hold.cancel(),
    // A long touch would open a menu.
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
    onBlur: () => hold.cancel(),
    onKeyDown(event: KeyboardEvent) {
      if (event.code === 'Escape') hold.cancel()
      if (event.code !== 'Space' && event.key !== 'Enter') return
      event.preventDefault()
      if (event.repeat) return
      if (event.code === 'Space') hold.press()
      else hold.enter()
    },
    onKeyUp(event: KeyboardEvent) {
      if (event.code !== 'Space') return
      event.preventDefault()
      hold.release(event.timeStamp)
    },
    onClick(event: MouseEvent) {
      // Real clicks count from one; a screen reader or a switch clicks without a pointer, and cannot hold.
      if (event.detail === 0) hold.enter()
    },
  }
}
