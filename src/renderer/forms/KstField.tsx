import { useText } from '../store/hooks.ts'

interface KstFieldProps {
  label: string
  value: { readonly date: string; readonly time: string }
  onChange: (value: { date: string; time: string }) => void
}

/** A date and a time of day in Korea, whatever the zone of this computer. */
export function KstField({ label, value, onChange }: KstFieldProps) {
  const t = useText()
  return (
    <fieldset className="kst-field">
      <legend>
        {label} <small>{t('form.kst')}</small>
      </legend>
      <input
        type="date"
        aria-label={`${label}, ${t('cohort.date')}`}
        value={value.date}
        onChange={event => onChange({ ...value, date: event.target.value })}
      />
      <input
        type="time"
        aria-label={`${label}, ${t('cohort.clock')}`}
        value={value.time}
        onChange={event => onChange({ ...value, time: event.target.value })}
      />
    </fieldset>
  )
}
