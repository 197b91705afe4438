import { useId, useState } from 'react'
import { commandTable, type Order } from '../../protocol/commands.ts'
import { HoldButton } from '../rail/HoldButton.tsx'
import { useActions, useLinked, useMay, useStaleData, useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { usePreviewLeft, type PreviewState } from './usePreview.ts'

const guardedHoldMs = 1_500

interface SendBarProps {
  order: Order | null
  state: PreviewState
  /** What only lowers or adds is sent with a press; what raises or opens is held. */
  guarded: boolean
  /** Whether it may be sent on old data, for it raises nothing and opens nothing. */
  evenStale?: boolean
  label: string
  /** Says why it cannot be sent as it stands. */
  problem?: string | undefined
  done: () => void
}

/** Reason, guards, and the button that sends. */
export function SendBar({ order, state, guarded, evenStale = false, label, problem, done }: SendBarProps) {
  const t = useText()
  const { command } = useActions()
  const [reason, setReason] = useState('')
  const [override, setOverride] = useState(false)
  const field = useId()
  const linked = useLinked()
  const stale = useStaleData() && guarded && !evenStale
  const commander = useConsole(store => store.link?.account?.role === 'commander')
  const allowed = useMay(order ? commandTable[order.kind].role : 'operator')
  const valid = usePreviewLeft(state.preview) > 0

  const needsReason = stale && override
  const blocked = blockedBy()
  function blockedBy(): string | undefined {
    if (problem) return problem
    if (!allowed) return t('guard.role')
    if (!linked) return t('guard.noLink')
    if (stale && !override) return t('guard.stale')
    if (needsReason && reason.trim() === '') return t('form.reason.required')
    if (valid) return undefined
    if (state.refusal) return t('guard.refused')
    return t(state.pending ? 'preview.pending' : 'guard.noPreview')
  }

  const send = () => {
    if (!order || blocked) return
    command(order, { preview: state.preview ?? undefined, reason: reason.trim(), override: stale && override })
    done()
  }

  return (
    <div className="send">
      <div className="send-reason">
        <label htmlFor={field}>{t(needsReason ? 'form.reason.required' : 'form.reason')}</label>
        <input id={field} value={reason} maxLength={300} onChange={event => setReason(event.target.value)} />
      </div>
      {stale && linked && commander && (
        <label className="send-override">
          <input type="checkbox" checked={override} onChange={event => setOverride(event.target.checked)} />
          {t('guard.override')}
        </label>
      )}
      <div className="send-row">
        <output className="send-note">
          {blocked ?? (guarded && state.preview && !state.preview.needsApproval ? t('preview.approval.none') : '')}
        </output>
        {guarded ? (
          <HoldButton
            ms={guardedHoldMs}
            className="send-button"
            label={label}
            hint={t(state.preview?.needsApproval ? 'form.ask.hold' : 'form.send.hold')}
            disabled={!order || blocked !== undefined}
            onComplete={send}
          />
        ) : (
          <button type="button" className="send-button" disabled={!order || blocked !== undefined} onClick={send}>
            <b>{label}</b>
          </button>
        )}
      </div>
    </div>
  )
}
