import { useLayoutEffect, type RefObject } from 'react'

/** Where the focus goes when what has it is taken away; asked while that still stands in its place. */
export type Home = (leaving: HTMLElement) => HTMLElement | null

/**
 * What goes with the focus in it sends the focus home, instead of leaving it nowhere.
 * @param home one function for all of its life: another one counts as having gone
 */
export function useFocusHome(place: RefObject<HTMLElement | null>, home: Home): void {
  useLayoutEffect(() => {
    const node = place.current
    // A layout effect ends before its nodes are taken from the document, where the focus still is.
    return () => {
      if (!node?.contains(document.activeElement)) return
      const target = home(node)
      // Not yet: the same change may move the target to another place, which would take the focus from it again.
      queueMicrotask(() => {
        if (document.activeElement === document.body) target?.focus()
      })
    }
  }, [place, home])
}
