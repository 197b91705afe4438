import type { ReactNode } from 'react'

interface ChoicesProps<T extends string> {
  legend: string
  /** Of the group of radio buttons: no other in the form has it. */
  name: string
  all: readonly T[]
  value: T
  onChange: (value: T) => void
  children: (each: T) => ReactNode
}

/** One of a few. */
export function Choices<T extends string>({ legend, name, all, value, onChange, children }: ChoicesProps<T>) {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {all.map(each => (
        <label key={each}>
          <input type="radio" name={name} checked={each === value} onChange={() => onChange(each)} />
          {children(each)}
        </label>
      ))}
    </fieldset>
  )
}
