import { ToggleGroup } from 'radix-ui'

interface SegmentedProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; text: string; lang?: string }[]
  onChange: (value: T) => void
}

/** A few choices of which one always holds. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      className="segmented"
      aria-label={label}
      value={value}
      onValueChange={next => {
        const option = options.find(option => option.value === next)
        if (option) onChange(option.value)
      }}
    >
      {options.map(option => (
        <ToggleGroup.Item key={option.value} value={option.value} lang={option.lang}>
          {option.text}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
