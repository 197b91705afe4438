interface NumberFieldProps {
  label: string
  /** As it stands in the field: what is being typed is not yet a number. */
  text: string
  onChange: (text: string) => void
  min: number
  max: number
  /** Not only whole numbers. */
  fractions?: boolean
}

/** The figure that a command is about, large enough to be read from the second row. */
export function NumberField({ label, text, onChange, min, max, fractions = false }: NumberFieldProps) {
  return (
    <label className="form-field">
      {label}
      <input
        className="form-number"
        type="number"
        inputMode={fractions ? 'decimal' : 'numeric'}
        min={min}
        max={max}
        step={fractions ? 'any' : 1}
        value={text}
        onChange={event => onChange(event.target.value)}
      />
    </label>
  )
}
