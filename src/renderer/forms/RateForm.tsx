import { useMemo, useState } from 'react'
import { formatChange } from '../../locales/format.ts'
import type { Order } from '../../protocol/commands.ts'
import { rateLimits } from '../../protocol/nouns.ts'
import { useActions, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { lowerRate } from '../store/undo.ts'
import type { FormProps } from './props.ts'
import { NumberField } from './NumberField.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import { PlainSend } from './PlainSend.tsx'
import { SendBar } from './SendBar.tsx'
import { usePreview } from './usePreview.ts'

const steps = [-0.25, -0.1, 0.1, 0.2, 0.5, 1] as const
const round = (rate: number) => Math.round(rate * 100) / 100

/** A new admission rate: slider, number and steps say the same; the preview says what it would mean. */
export function RateForm({ order: given, done }: FormProps) {
  const { t, rate, locale } = useWriter()
  const actions = useActions()
  const set = useConsole(store => store.snapshot?.intake.rate ?? 0)
  // The slider's reach is fixed while the form is open: it must not change under a hand.
  const [reach] = useState(() => Math.max(1, round(set * 3), given?.kind === 'set-rate' ? given.args.rate : 0))
  const [text, setText] = useState(() => String(round(given?.kind === 'set-rate' ? given.args.rate : set)))
  const value = Number(text)
  const valid = text.trim() !== '' && Number.isFinite(value) && value >= rateLimits.min && value <= rateLimits.max
  const same = valid && value === set
  const lower = valid && value < set
  const order = useMemo<Order | null>(
    () => (valid && !same ? { kind: 'set-rate', args: { rate: value } } : null),
    [valid, same, value],
  )
  const state = usePreview(order)
  const change = set > 0 && valid ? `${formatChange(locale, ((value - set) / set) * 100)} %` : '–'
  return (
    <div className="form">
      <div className="form-inputs">
        <NumberField label={t('rate.label')} text={text} onChange={setText} {...rateLimits} fractions />
        <input
          type="range"
          aria-label={t('rate.slider')}
          min={0}
          max={reach}
          step={reach / 300}
          value={valid ? Math.min(reach, value) : 0}
          onChange={event => setText(String(round(Number(event.target.value))))}
        />
        <div className="form-steps">
          {steps.map(step => (
            <button key={step} type="button" onClick={() => setText(String(round(set * (1 + step))))}>
              {formatChange(locale, step * 100)} %
            </button>
          ))}
        </div>
        <output className="form-change">
          {same ? t('rate.same') : t('rate.change', { from: rate(set), to: valid ? rate(value) : '–', change })}
        </output>
      </div>
      <PreviewPanel state={state} />
      {lower ? (
        <PlainSend
          label={t('rate.lower.send')}
          onSend={() => {
            lowerRate(actions, set, value)
            done()
          }}
        />
      ) : (
        <SendBar
          order={order}
          state={state}
          guarded
          label={t('order.set-rate', { rate: valid ? rate(value) : '–' })}
          problem={same || !valid ? t('rate.same') : undefined}
          done={done}
        />
      )}
    </div>
  )
}
