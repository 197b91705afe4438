import { useMemo } from 'react'
import { useSound } from '../bell/sound.ts'
import { usePreferences } from '../store/preferences.ts'
import { useConsole } from '../store/state.ts'
import { gateOf } from '../views/Gate.tsx'
import { paletteEntries, type Entry } from './entries.ts'

/** The entries as things stand now. */
export function usePaletteEntries(): readonly Entry[] {
  const snapshot = useConsole(store => store.snapshot)
  const tracked = useConsole(store => store.tracked)
  const link = useConsole(store => store.link)
  const readOnly = useConsole(store => store.readOnly)
  const gate = useConsole(gateOf)
  const { locale, theme, sound } = usePreferences()
  const speaker = useSound(state => state.state)
  return useMemo(
    () => paletteEntries({ snapshot, tracked, link, readOnly, gate, locale, theme, sound, speaker }),
    [snapshot, tracked, link, readOnly, gate, locale, theme, sound, speaker],
  )
}
