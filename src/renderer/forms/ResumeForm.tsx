import { useMemo, useState } from 'react'
import type { Order } from '../../protocol/commands.ts'
import { useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import type { FormProps } from './props.ts'
import { PreviewPanel } from './PreviewPanel.tsx'
import { SendBar } from './SendBar.tsx'
import { usePreview } from './usePreview.ts'

const ramps = [30, 60, 120, 300] as const

/** Back from a pause, from a tenth of the rate upwards. */
export function ResumeForm({ order: given, done }: FormProps) {
  const { t, rate, duration } = useWriter()
  const set = useConsole(store => store.snapshot?.intake.rate ?? 0)
  const [rampSeconds, setRamp] = useState<number>(given?.kind === 'resume' ? given.args.rampSeconds : 60)
  const order = useMemo<Order>(() => ({ kind: 'resume', args: { rampSeconds } }), [rampSeconds])
  const state = usePreview(order)
  return (
    <div className="form">
      <div className="form-inputs">
        <label className="form-field">
          {t('resume.ramp')}
          <select value={rampSeconds} onChange={event => setRamp(Number(event.target.value))}>
            {(ramps.some(known => known === rampSeconds) ? ramps : [rampSeconds, ...ramps]).map(seconds => (
              <option key={seconds} value={seconds}>
                {duration(seconds)}
              </option>
            ))}
          </select>
        </label>
        <p className="form-change">{t('resume.note', { rate: rate(set), time: duration(rampSeconds) })}</p>
      </div>
      <PreviewPanel state={state} />
      <SendBar order={order} state={state} guarded label={t('order.resume')} done={done} />
    </div>
  )
}
