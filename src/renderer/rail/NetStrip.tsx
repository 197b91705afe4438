import { useActions, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** Says that the safety net limits, or would, and gives the whole rate back by one press. */
export function NetStrip() {
  const { t, percent } = useWriter()
  const actions = useActions()
  const mode = useConsole(store => store.snapshot?.safetyNet.mode)
  const limit = useConsole(store => store.snapshot?.safetyNet.limit ?? 1)
  if (limit >= 1 || mode === undefined || mode === 'off') return null
  const limiting = mode === 'on'
  return (
    <section className="net-strip" data-mode={mode} aria-label={t('net.title')}>
      <span>{t(limiting ? 'net.limiting' : 'net.advising', { share: percent(limit) })}</span>
      <button type="button" onClick={() => actions.command({ kind: 'release-safety-net', args: {} })}>
        {t(limiting ? 'net.release' : 'net.dismiss')}
      </button>
    </section>
  )
}
