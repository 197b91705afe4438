import { useEffect, useId, useRef, useState } from 'react'
import type { Alert, Priority } from '../../protocol/alerts.ts'
import type { Refusal } from '../../protocol/errors.ts'
import { useFocusHome, type Home } from '../parts/useFocusHome.ts'
import { useActions, useText } from '../store/hooks.ts'

/** How long each priority may be put aside, in minutes; a P1 never. */
const choices: Record<Priority, readonly number[]> = { 1: [], 2: [5, 10, 15], 3: [15, 30, 60] }

interface ShelveFormProps {
  alert: Alert
  act: (answer: Promise<Refusal | undefined>) => void
  home: Home
  close: () => void
}

/** Puts an alert aside for a while, with a reason; it comes back by itself. */
export function ShelveForm({ alert, act, home, close }: ShelveFormProps) {
  const t = useText()
  const { shelve } = useActions()
  const allowed = choices[alert.priority]
  const [minutes, setMinutes] = useState(allowed[0] ?? 5)
  const [reason, setReason] = useState('')
  const [minutesField, reasonField] = [useId(), useId()]
  const first = useRef<HTMLSelectElement>(null)
  const form = useRef<HTMLFormElement>(null)
  useFocusHome(form, home)
  // Whoever asked for the form goes on in it.
  useEffect(() => first.current?.focus(), [])
  useEffect(() => {
    const node = form.current
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    node?.addEventListener('keydown', leave)
    return () => node?.removeEventListener('keydown', leave)
  }, [close])
  return (
    <form
      ref={form}
      className="shelve"
      onSubmit={event => {
        event.preventDefault()
        act(shelve(alert, minutes, reason.trim()))
        close()
      }}
    >
      <label htmlFor={minutesField}>{t('alerts.shelve.minutes')}</label>
      <select ref={first} id={minutesField} value={minutes} onChange={event => setMinutes(Number(event.target.value))}>
        {allowed.map(n => (
          <option key={n} value={n}>
            {t('time.minutes', { m: n })}
          </option>
        ))}
      </select>
      <label htmlFor={reasonField}>{t('alerts.shelve.reason')}</label>
      <input
        id={reasonField}
        required
        maxLength={300}
        value={reason}
        onChange={event => setReason(event.target.value)}
      />
      <div className="alert-actions">
        <button type="submit" disabled={reason.trim() === ''}>
          {t('alerts.shelve.send')}
        </button>
        <button type="button" onClick={close}>
          {t('alerts.cancel')}
        </button>
      </div>
    </form>
  )
}
