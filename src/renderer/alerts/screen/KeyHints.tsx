import { KeyList, type KeyHint } from '../../parts/KeyList.tsx'
import { useMay, useText } from '../../store/hooks.ts'

/** What the keyboard does on this screen. */
export function KeyHints() {
  const t = useText()
  const may = useMay('operator')
  const hints: readonly KeyHint[] = [
    ['↑ ↓', t('alerts.keys.move')],
    ['Enter', t('alerts.keys.open')],
    ...(may
      ? ([
          ['A', t('alerts.acknowledge')],
          ['O', t('alerts.own')],
          ['S', t('alerts.shelve.send')],
        ] as const)
      : []),
    ['R', t('alerts.runbook')],
  ]
  return <KeyList label={t('alerts.keys')} hints={hints} />
}
