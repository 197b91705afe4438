import { useEffect, useRef, type MouseEvent } from 'react'

/** A little longer than what a system takes for a double click. */
const doubleMs = 500

/**
 * The second press of a double click on what has closed is for what was there, and not for what lies under it. The rail is
 * no place under a form, and is never kept from a press.
 * @returns the listener of presses on what closes
 */
export function useSpentClick(closed: boolean): (event: MouseEvent) => void {
  const last = useRef(-doubleMs)
  useEffect(() => {
    if (!closed) return undefined
    const spent = (event: globalThis.MouseEvent) => {
      if (event.timeStamp - last.current > doubleMs) return
      if (event.target instanceof Element && event.target.closest('.rail')) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('mousedown', spent, { capture: true })
    window.addEventListener('click', spent, { capture: true })
    return () => {
      window.removeEventListener('mousedown', spent, { capture: true })
      window.removeEventListener('click', spent, { capture: true })
    }
  }, [closed])
  return event => {
    last.current = event.timeStamp
  }
}
