/** Sends what is safe and needs neither a preview nor a hold: one press. */
export function PlainSend({ note, label, onSend }: { note?: string; label: string; onSend: () => void }) {
  return (
    <div className="send">
      <div className="send-row">
        <p className="send-note">{note}</p>
        <button type="button" className="send-button" onClick={onSend}>
          <b>{label}</b>
        </button>
      </div>
    </div>
  )
}
