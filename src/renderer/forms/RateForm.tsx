import { useMemo, useState } from 'react'
import { formatShareChange } from '../../locales/format.ts'
import type { Order } from '../../protocol/commands.ts'
import { useActions, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { rateBy, rateRange, roundRate } from '../store/rates.ts'
import { lowerRate } from '../store/undo.ts'
import type { FormProps } from './props.ts'
import { NumberField } from './NumberField.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import { PlainSend } from './PlainSend.tsx'
import { SendBar } from './SendBar.tsx'
import { usePreview } from './usePreview.ts'

const steps = [-0.25, -0.1, 0.1, 0.2, 0.5, 1] as const

/** A new admission rate: slider, number and steps say the same; the preview says what it would mean. */
export function RateForm({ order: given, done }: FormProps) {
  const { t, rate, locale } = useWriter()
  const actions = useActions()
  const set = useConsole(store => store.snapshot?.intake.rate ?? 0)
  // The slider's reach is fixed while the form is open: it must not change under a hand.
  const [reach] = useState(() => Math.max(1, roundRate(set * 3), given?.kind === 'set-rate' ? given.args.rate : 0))
  const [text, setText] = useState(() => String(roundRate(given?.kind === 'set-rate' ? given.args.rate : set)))
  const value = Number(text)
  const valid = text.trim() !== '' && Number.isFinite(value) && value >= rateRange.min && value <= rateRange.max
  const same = valid && value === set
  const lower = valid && value < set
  const order = useMemo<Order | null>(
    () => (valid && !same ? { kind: 'set-rate', args: { rate: value } } : null),
    [valid, same, value],
  )
  const state = usePreview(order)
  const change = set > 0 && valid ? formatShareChange(locale, (value - set) / set) : '–'

  const problem = () => {
    if (valid) return same ? t('rate.same') : undefined
    return text.trim() !== '' && value === 0 ? t('rate.zero') : t('rate.range', rateRange)
  }

  return (
    <div className="form">
      <div className="form-inputs">
        <NumberField label={t('rate.label')} text={text} onChange={setText} {...rateRange} fractions />
        <input
          type="range"
          aria-label={t('rate.slider')}
          min={rateRange.min}
          max={reach}
          step={reach / 300}
          value={valid ? Math.min(reach, value) : rateRange.min}
          onChange={event => setText(String(roundRate(Number(event.target.value))))}
        />
        <div className="form-steps">
          {steps.map(step => {
            const to = rateBy(set, step)
            return (
              <button key={step} type="button" disabled={to === undefined} onClick={() => setText(String(to))}>
                {formatShareChange(locale, step)}
              </button>
            )
          })}
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
          problem={problem()}
          done={done}
        />
      )}
    </div>
  )
}
