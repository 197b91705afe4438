import { useEffect } from 'react'
import { takesLetters } from '../parts/keys.ts'
import { useActions, useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { useStranded } from './entries.ts'
import { HoldFace } from './HoldButton.tsx'
import { useHold } from './useHold.ts'

const holdMs = 800

/** With Alt it is a hotkey even in a field. */
const isPauseKey = (event: KeyboardEvent) =>
  event.code === 'KeyP' && !event.ctrlKey && !event.metaKey && (event.altKey || !takesLetters(event.target))

/**
 * The one control that nothing disables: no staleness, no open form, no flood, no missing link, no second person.
 * What comes of it is said by the command's state, beside; that it went nowhere is said here too.
 */
export function PauseButton() {
  const t = useText()
  const { pause } = useActions()
  const paused = useConsole(store => store.snapshot?.intake.paused === true)
  const stranded = useStranded()
  const fate = stranded?.order.kind === 'pause' ? stranded.state : undefined
  const lost = fate === 'never-arrived'
  const unsent = fate === 'not-sent' ? t('rail.pause.unsent') : undefined
  const { phase, hold, handlers } = useHold(holdMs, pause)

  useEffect(() => {
    // On the way down, so that no part of the page can keep the key from arriving here.
    const down = (event: KeyboardEvent) => {
      if (!isPauseKey(event)) return
      event.preventDefault()
      if (!event.repeat) hold.press()
    }
    const up = (event: KeyboardEvent) => {
      if (event.code === 'KeyP') hold.release(event.timeStamp)
    }
    window.addEventListener('keydown', down, { capture: true })
    window.addEventListener('keyup', up, { capture: true })
    return () => {
      window.removeEventListener('keydown', down, { capture: true })
      window.removeEventListener('keyup', up, { capture: true })
    }
  }, [hold])

  const long = t(paused ? 'rail.pause.paused.long' : 'rail.pause.long')
  return (
    <button
      type="button"
      className="hold hold-pause"
      data-phase={phase}
      data-paused={paused}
      data-lost={lost}
      aria-label={lost ? `${t('rail.pause.lost.long')}. ${long}` : long}
      aria-keyshortcuts="P Alt+P"
      style={{ '--hold': `${holdMs}ms` }}
      {...handlers}
    >
      <HoldFace
        phase={phase}
        ms={holdMs}
        label={t(lost ? 'rail.pause.lost' : paused ? 'rail.pause.paused' : 'rail.pause')}
        hint={unsent ?? t(lost ? 'rail.pause.lost.hint' : paused ? 'rail.pause.paused.hint' : 'rail.pause.hold')}
        done={unsent}
      />
    </button>
  )
}
