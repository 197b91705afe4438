interface PlainSendProps {
  note?: string
  label: string
  disabled?: boolean
  onSend: () => void
}

/** Sends what is safe and needs neither a preview nor a hold: one press. */
export function PlainSend({ note, label, disabled = false, onSend }: PlainSendProps) {
  return (
    <div className="send">
      <div className="send-row">
        <p className="send-note">{note}</p>
        <button type="button" className="send-button" disabled={disabled} onClick={onSend}>
          <b>{label}</b>
        </button>
      </div>
    </div>
  )
}
