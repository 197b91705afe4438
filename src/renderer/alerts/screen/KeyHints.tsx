import { useMay, useText } from '../../store/hooks.ts'

/** What the keyboard does on this screen. */
export function KeyHints() {
  const t = useText()
  const may = useMay('operator')
  const hints: readonly (readonly [string, string])[] = [
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
  return (
    <dl className="key-hints" aria-label={t('alerts.keys')}>
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
