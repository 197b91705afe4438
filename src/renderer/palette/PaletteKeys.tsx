import { KeyList, type KeyHint } from '../parts/KeyList.tsx'
import { railBar } from '../rail/levers.ts'
import { useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** What the keyboard does here: also how to pause, whose own letter the search takes. */
export function PaletteKeys() {
  const t = useText()
  const bar = useConsole(railBar)
  const hints: readonly KeyHint[] = [
    ['↑ ↓', t('palette.keys.move')],
    ['Enter', t('palette.keys.open')],
    ['Esc', t('palette.keys.close')],
    ...(bar ? [] : ([['Alt+P', t('palette.keys.pause')]] as const)),
  ]
  return <KeyList label={t('palette.keys')} hints={hints} />
}
