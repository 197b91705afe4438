import { memo } from 'react'
import { FormPanel } from '../forms/FormPanel.tsx'
import { toggleForm, useForm } from '../store/form.ts'
import { dataAge, useActions, useLinked, useStaleData, useText, useValue, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { rateBy } from '../store/rates.ts'
import { lowerRate } from '../store/undo.ts'
import { LastCommand } from './LastCommand.tsx'
import { leverBar, levers, railBar, type LeverName } from './levers.ts'
import { NetStrip } from './NetStrip.tsx'
import { PauseButton } from './PauseButton.tsx'
import { UndoStrip } from './UndoStrip.tsx'

/** 72 px at the foot of every operator screen, above every form. Stopping stands first and is never in the way. */
export const Rail = memo(function Rail() {
  const t = useText()
  const bar = useConsole(railBar)
  const old = useStaleData()
  return (
    <section className="rail" id="rail" aria-label={t('rail.title')} tabIndex={-1} data-old={old}>
      {bar ? (
        <p className="rail-off">{t(bar)}</p>
      ) : (
        <>
          <UndoStrip />
          <PauseButton />
          <LowerButton />
          <FormButtons />
          <NetStrip />
        </>
      )}
      <NoLink />
      <LastCommand />
      <FormPanel />
    </section>
  )
})

/** That commands get nowhere, and how old the figures on the levers are where they are no longer those of now. */
function NoLink() {
  const { t, duration } = useWriter()
  const linked = useLinked()
  const old = useStaleData()
  const age = useConsole(store => Math.round((dataAge(store) ?? 0) / 1000))
  if (linked && (!old || age === 0)) return null
  return (
    <div className="rail-nolink">
      {!linked && <output>{t('rail.noLink')}</output>}
      {!linked && old && age > 0 && ' · '}
      {old && age > 0 && <span className="rail-age">{t('rail.age', { time: duration(age) })}</span>}
    </div>
  )
}

function LowerButton() {
  const { t, rate } = useWriter()
  const actions = useActions()
  const set = useConsole(store => store.snapshot?.intake.rate)
  const to = set === undefined ? undefined : rateBy(set, -0.1)
  const possible = set !== undefined && to !== undefined
  const barred = set === undefined ? t('rail.notYet') : t('rail.lower.lowest')
  return (
    <button
      type="button"
      className="rail-button"
      disabled={!possible}
      title={possible ? undefined : barred}
      aria-label={possible ? t('rail.lower.long', { to: rate(to) }) : t('rail.lower')}
      onClick={() => possible && lowerRate(actions, set, to)}
    >
      <b>{t('rail.lower')}</b>
      <small>{possible ? t('rail.lower.to', { to: rate(to) }) : '–'}</small>
    </button>
  )
}

function FormButtons() {
  const form = useForm(state => state.form)
  const { t } = useWriter()
  const intake = useConsole(store => store.snapshot?.intake)
  const now = useLeverFigures()
  return levers.map(({ form: name, label }) => {
    const bar = leverBar(name, intake)
    // What cannot be resumed has no lever; the others keep their place.
    if (name === 'resume' && bar) return null
    return (
      <button
        key={name}
        type="button"
        className="rail-button"
        data-form={name}
        aria-expanded={form === name}
        aria-haspopup="dialog"
        disabled={bar !== undefined}
        title={bar && t(bar)}
        onClick={() => toggleForm(name)}
      >
        <b>{t(label)}</b>
        <small>{now[name]}</small>
      </button>
    )
  })
}

/** How it stands with what each lever moves. */
function useLeverFigures(): Record<LeverName, string> {
  const { t, rate, number } = useWriter()
  const ready = useConsole(store => store.snapshot !== null)
  const set = useConsole(store => store.snapshot?.intake.rate)
  const all = useConsole(store => store.snapshot?.cohorts.length ?? 0)
  const open = useConsole(store => store.snapshot?.cohorts.filter(cohort => cohort.state === 'open').length ?? 0)
  const alive = useValue('capacity.alive')
  const left = useValue('slots.left')
  const net = useConsole(store => store.snapshot?.safetyNet.mode)
  return {
    rate: set === undefined ? '–' : t('rail.rate.now', { rate: rate(set) }),
    cohort: ready ? t('rail.cohort.now', { open, all }) : '–',
    capacity: alive === undefined ? '–' : t('rail.capacity.now', { n: number(alive, 0) }),
    slots: left === undefined ? '–' : t('rail.slots.now', { n: number(left, 0) }),
    'safety-net': net === undefined ? '–' : t(`net.mode.${net}`),
    revoke: t('rail.revoke.now'),
    resume: t('rail.resume.hint'),
  }
}
