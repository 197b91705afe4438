import { useActions, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { closeNow, undo, useUndo } from '../store/undo.ts'

/** Stands above the rail, so that no button moves under a finger. */
export function UndoStrip() {
  const { t, rate, locale } = useWriter()
  const actions = useActions()
  const pending = useUndo(state => state.pending)
  const left = useSecondsLeft()
  if (!pending) return null
  const text =
    pending.kind === 'rate'
      ? t('rail.undo.rate', { from: rate(pending.from), to: rate(pending.to) })
      : t('rail.undo.close', { name: pending.cohort.name[locale], n: left })
  return (
    <section className="undo" aria-label={t('rail.undo')}>
      <span>{text}</span>
      <button type="button" onClick={() => void undo(actions)}>
        {t('rail.undo')} <b>{t('rail.undo.seconds', { n: left })}</b>
      </button>
      {pending.kind === 'close' && (
        <button type="button" onClick={() => closeNow(actions)}>
          {t('rail.undo.now')}
        </button>
      )}
    </section>
  )
}

/** The console's store ticks four times a second, whatever else happens. */
const useSecondsLeft = (): number =>
  useConsole(() => Math.max(0, Math.ceil((useUndo.getState().until - performance.now()) / 1000)))
