export type KeyHint = readonly [key: string, does: string]

/** Keys and what each of them does, in a line. */
export function KeyList({ label, hints }: { readonly label: string; readonly hints: readonly KeyHint[] }) {
  return (
    <dl className="key-hints" aria-label={label}>
      {hints.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
