import { memo } from 'react'
import { FormPanel } from '../forms/FormPanel.tsx'
import { toggleForm, useForm, type FormName } from '../store/form.ts'
import { useLinked, useMay, useText, useValue, useWriter, useActions } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { lowerRate } from '../store/undo.ts'
import { LastCommand } from './LastCommand.tsx'
import { NetStrip } from './NetStrip.tsx'
import { PauseButton } from './PauseButton.tsx'
import { UndoStrip } from './UndoStrip.tsx'

/** 72 px at the foot of every operator screen, above every form. Stopping stands first and is never in the way. */
export const Rail = memo(function Rail() {
  const t = useText()
  const mayCommand = useMay('operator')
  const readOnly = useConsole(store => store.readOnly)
  const isViewer = useConsole(store => store.link?.account?.role === 'viewer')
  // Without an account yet, the levers stand ready: a pause that reaches nobody says so.
  const controls = mayCommand || (!readOnly && !isViewer)
  return (
    <section className="rail" id="rail" aria-label={t('rail.title')} tabIndex={-1}>
      {controls ? (
        <>
          <UndoStrip />
          <PauseButton />
          <LowerButton />
          <FormButtons />
          <NetStrip />
        </>
      ) : (
        <p className="rail-off">{t(readOnly ? 'rail.readOnly' : 'rail.viewer')}</p>
      )}
      <NoLink />
      <LastCommand />
      <FormPanel />
    </section>
  )
})

function NoLink() {
  const t = useText()
  const linked = useLinked()
  return linked ? null : <output className="rail-nolink">{t('rail.noLink')}</output>
}

/** Two figures after the point are what the form shows; a rate lowered to nothing is what the pause is for. */
const lowered = (rate: number): number => Math.max(0.01, Math.round(rate * 90) / 100)

function LowerButton() {
  const { t, rate } = useWriter()
  const actions = useActions()
  const set = useConsole(store => store.snapshot?.intake.rate)
  const to = set === undefined ? undefined : lowered(set)
  const possible = set !== undefined && to !== undefined && to < set
  return (
    <button
      type="button"
      className="rail-button"
      disabled={!possible}
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
  const { t, rate, number } = useWriter()
  const ready = useConsole(store => store.snapshot !== null)
  const set = useConsole(store => store.snapshot?.intake.rate)
  const paused = useConsole(store => store.snapshot?.intake.paused === true)
  const all = useConsole(store => store.snapshot?.cohorts.length ?? 0)
  const open = useConsole(store => store.snapshot?.cohorts.filter(cohort => cohort.state === 'open').length ?? 0)
  const alive = useValue('capacity.alive')
  const left = useValue('slots.left')
  const net = useConsole(store => store.snapshot?.safetyNet.mode)
  const buttons: { name: FormName; label: string; now: string }[] = [
    { name: 'rate', label: t('rail.rate'), now: set === undefined ? '–' : t('rail.rate.now', { rate: rate(set) }) },
    { name: 'cohort', label: t('rail.cohort'), now: ready ? t('rail.cohort.now', { open, all }) : '–' },
    {
      name: 'capacity',
      label: t('rail.capacity'),
      now: alive === undefined ? '–' : t('rail.capacity.now', { n: number(alive, 0) }),
    },
    {
      name: 'slots',
      label: t('rail.slots'),
      now: left === undefined ? '–' : t('rail.slots.now', { n: number(left, 0) }),
    },
    { name: 'safety-net', label: t('net.button'), now: net === undefined ? '–' : t(`net.mode.${net}`) },
  ]
  buttons.push({ name: 'revoke', label: t('rail.revoke'), now: t('rail.revoke.now') })
  if (paused) buttons.push({ name: 'resume', label: t('rail.resume'), now: t('rail.resume.hint') })
  return buttons.map(({ name, label, now }) => (
    <button
      key={name}
      type="button"
      className="rail-button"
      data-form={name}
      aria-expanded={form === name}
      aria-haspopup="dialog"
      disabled={!ready}
      onClick={() => toggleForm(name)}
    >
      <b>{label}</b>
      <small>{now}</small>
    </button>
  ))
}
