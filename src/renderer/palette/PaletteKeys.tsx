import { railBar } from '../rail/levers.ts'
import { useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** What the keyboard does here: also how to pause, whose own letter the search takes. */
export function PaletteKeys() {
  const t = useText()
  const bar = useConsole(railBar)
  const hints: readonly (readonly [string, string])[] = [
    ['↑ ↓', t('palette.keys.move')],
    ['Enter', t('palette.keys.open')],
    ['Esc', t('palette.keys.close')],
    ...(bar ? [] : ([['Alt+P', t('palette.keys.pause')]] as const)),
  ]
  return (
    <dl className="key-hints" aria-label={t('palette.keys')}>
      {hints.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
