import { Dialog } from 'radix-ui'
import { useRef } from 'react'
import { closePalette, usePalette } from '../store/palette.ts'
import { useText } from '../store/hooks.ts'
import { pursue, type Goal } from './goal.ts'
import { buttonClass } from './PaletteButton.tsx'
import { PaletteSearch } from './PaletteSearch.tsx'
import { usePaletteKey } from './usePaletteKey.ts'

/** The rail takes several lines where there is little room: what was found ends above it all the same. */
const clearOfRail = (node: HTMLElement | null): void =>
  node?.style.setProperty('--foot', `${document.getElementById('rail')?.offsetHeight ?? 0}px`)

/**
 * Everything the console leads to, by its name. Like a form it is not modal: the rail stays in reach, and a press on the
 * pause closes this without letting go of it.
 */
export function Palette() {
  const t = useText()
  const open = usePalette(state => state.open)
  const opener = useRef<Element>(null)
  const goal = useRef<Goal>(null)
  usePaletteKey()
  return (
    <Dialog.Root open={open} onOpenChange={open => !open && closePalette()} modal={false}>
      <Dialog.Portal>
        <Dialog.Content
          ref={clearOfRail}
          className="palette"
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement
            goal.current = null
          }}
          onEscapeKeyDown={event => {
            // It ends the syllable that is being written, not the search.
            if (event.isComposing) event.preventDefault()
          }}
          onInteractOutside={event => {
            // Its button closes it by itself.
            if (event.target instanceof Element && event.target.closest(`.${buttonClass}`)) event.preventDefault()
          }}
          onCloseAutoFocus={event => {
            // Back to where it was before anything is opened from there, unless a person has gone on already.
            event.preventDefault()
            if (document.activeElement === document.body && opener.current instanceof HTMLElement)
              opener.current.focus()
            if (goal.current) pursue(goal.current)
          }}
        >
          <Dialog.Title className="visually-hidden">{t('palette.title')}</Dialog.Title>
          <PaletteSearch
            choose={chosen => {
              goal.current = chosen
              closePalette()
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
