import { PassingButton } from '../parts/PassingButton.tsx'
import type { Home } from '../parts/useFocusHome.ts'
import { useActions, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { closeNow, undo, useUndo } from '../store/undo.ts'

/** Back to what offered it; whoever took it back goes on there. */
const home: Home = leaving => {
  const kind = leaving.closest<HTMLElement>('.undo')?.dataset['kind']
  return leaving.closest('.rail')?.querySelector(`[data-form='${kind === 'close' ? 'cohort' : 'rate'}']`) ?? null
}

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
    <section className="undo" data-kind={pending.kind} aria-label={t('rail.undo')}>
      <span>{text}</span>
      <PassingButton home={home} onClick={() => void undo(actions)}>
        {t('rail.undo')} <b>{t('rail.undo.seconds', { n: left })}</b>
      </PassingButton>
      {pending.kind === 'close' && (
        <PassingButton home={home} onClick={() => closeNow(actions)}>
          {t('rail.undo.now')}
        </PassingButton>
      )}
    </section>
  )
}

/** The console's store ticks four times a second, whatever else happens. */
const useSecondsLeft = (): number =>
  useConsole(() => Math.max(0, Math.ceil((useUndo.getState().until - performance.now()) / 1000)))
