import { useCallback, useEffect, useState } from 'react'

/** The lines of a long list that are in sight, for a list whose lines are all of one height. */
export interface ListWindow {
  /** The ref of the box that scrolls. */
  readonly setBox: (box: HTMLElement | null) => void
  readonly first: number
  /** One beyond the last. */
  readonly last: number
  /** Brings a line into sight, by its place from 0. */
  readonly reveal: (at: number) => void
}

/** So many are drawn above and below what is in sight, so that a quick scroll finds them there. */
const BESIDE = 8

/** `rem` is the height of one line in units of the page's text, so that larger text makes higher lines. */
export function useWindow(count: number, rem: number): ListWindow {
  const [box, setBox] = useState<HTMLElement | null>(null)
  const [height] = useState(() => rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
  const [view, setView] = useState({ top: 0, of: 16 })

  useEffect(() => {
    if (!box) return undefined
    const look = () => {
      // In whole lines: scrolling within one draws nothing anew.
      const next = { top: Math.floor(box.scrollTop / height), of: Math.ceil(box.clientHeight / height) }
      setView(now => (now.top === next.top && now.of === next.of ? now : next))
    }
    const observer = new ResizeObserver(look)
    observer.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [box, height])

  const reveal = useCallback(
    (at: number) => {
      if (!box) return
      const [top, bottom] = [at * height, (at + 1) * height]
      if (top < box.scrollTop) box.scrollTo({ top })
      else if (bottom > box.scrollTop + box.clientHeight) box.scrollTo({ top: bottom - box.clientHeight })
    },
    [box, height],
  )

  return {
    setBox,
    reveal,
    first: Math.max(0, Math.min(view.top, count) - BESIDE),
    last: Math.min(count, view.top + view.of + 1 + BESIDE),
  }
}
