import { useLayoutEffect } from 'react'

/**
 * Tells the style of a form, as long as it stands there, how much of the window is taken below it by the rail and above it
 * by the header and what stands under that.
 */
export function useRoom(open: boolean): void {
  useLayoutEffect(() => {
    if (!open) return undefined
    const { style } = document.documentElement
    const parts = ['#rail', '.body'].map(selector => document.querySelector<HTMLElement>(selector))
    const [rail, body] = parts
    const measure = () => {
      style.setProperty('--foot', `${rail?.offsetHeight ?? 0}px`)
      style.setProperty('--above', `${Math.max(0, Math.round(body?.getBoundingClientRect().top ?? 0))}px`)
    }
    const observer = new ResizeObserver(measure)
    for (const part of parts) if (part) observer.observe(part)
    // Where the page is longer than the window, the header goes with it.
    window.addEventListener('scroll', measure, { passive: true })
    measure()
    return () => {
      observer.disconnect()
      window.removeEventListener('scroll', measure)
    }
  }, [open])
}
