import { useId, useState } from 'react'
import { lacksReason } from '../rail/entries.ts'
import { useActions, useLinked, useMay, useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** Takes the reason of the pause that is in force. It goes on record with one more pause, which changes nothing else. */
export function PauseReason() {
  const t = useText()
  const { explainPause } = useActions()
  const [reason, setReason] = useState('')
  const [field, note] = [useId(), useId()]
  const missing = useConsole(lacksReason)
  const allowed = useMay('operator')
  const linked = useLinked()
  if (!missing || !allowed) return null
  return (
    <form
      className="form pause-reason"
      onSubmit={event => {
        event.preventDefault()
        if (linked && reason.trim() !== '') explainPause(reason.trim())
      }}
    >
      <label htmlFor={field}>{t('pause.reason')}</label>
      <input
        id={field}
        value={reason}
        maxLength={300}
        autoComplete="off"
        aria-describedby={note}
        onChange={event => setReason(event.target.value)}
      />
      <button type="submit" disabled={!linked || reason.trim() === ''}>
        {t('pause.reason.send')}
      </button>
      <p id={note} className="form-note">
        {t(linked ? 'pause.reason.note' : 'guard.noLink')}
      </p>
    </form>
  )
}
