import { useId, type KeyboardEvent } from 'react'
import { isCalendarDate } from '../../rules/kst.ts'
import { useText } from '../store/hooks.ts'
import { isTimeOfDay, moved, type KstMoment } from './kstMoment.ts'

interface KstFieldProps {
  label: string
  value: KstMoment
  onChange: (value: KstMoment) => void
}

const steps = { date: 86_400_000, time: 60_000 } as const
const lengths = { date: 'YYYY-MM-DD'.length, time: 'HH:MM'.length } as const

/**
 * A date and a time of day in Korea, whatever the zone of this computer. They are written as everywhere in the console,
 * with 24 hours: the browser's own fields follow its language and not ours. Arrow keys step by a day or a minute.
 */
export function KstField({ label, value, onChange }: KstFieldProps) {
  const t = useText()
  const hint = useId()
  const valid = { date: isCalendarDate(value.date), time: isTimeOfDay(value.time) }
  const step = (event: KeyboardEvent, ms: number) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (direction === undefined) return
    event.preventDefault()
    onChange(moved(value, direction * ms))
  }
  const part = (name: keyof KstMoment) => (
    <input
      className={`kst-${name}`}
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      maxLength={lengths[name]}
      placeholder={t(`form.kst.${name}`)}
      aria-label={`${label}, ${t(`cohort.${name}`)}`}
      aria-describedby={hint}
      aria-invalid={!valid[name]}
      value={value[name]}
      onChange={event => onChange({ ...value, [name]: event.target.value })}
      onKeyDown={event => step(event, steps[name])}
    />
  )
  return (
    <fieldset className="kst-field">
      <legend>
        {label} <small id={hint}>{t('form.kst')}</small>
      </legend>
      {part('date')}
      {part('time')}
    </fieldset>
  )
}
