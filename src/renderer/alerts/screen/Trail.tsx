import { useId, useState } from 'react'
import { formatClock } from '../../../locales/format.ts'
import type { Alert, AlertEntry } from '../../../protocol/alerts.ts'
import type { Refusal } from '../../../protocol/errors.ts'
import { useActions, useMay, useText } from '../../store/hooks.ts'

interface TrailProps {
  alert: Alert
  act: (answer: Promise<Refusal | undefined>) => void
}

/** Who did what about it, and when (KST); the latest first, as it is read under pressure. And what people noted. */
export function Trail({ alert, act }: TrailProps) {
  const t = useText()
  const may = useMay('operator')
  return (
    <section className="alert-part">
      <h3>{t('alert.trail')}</h3>
      {may && <NoteForm alert={alert} act={act} />}
      <ol className="trail" reversed>
        {alert.trail.toReversed().map(entry => (
          <Entry key={`${entry.at} ${entry.act} ${entry.text}`} entry={entry} />
        ))}
      </ol>
    </section>
  )
}

/** What the system writes beside an act is an id of its own; people's words are shown. */
function Entry({ entry: { act, eventTime, by, text } }: { entry: AlertEntry }) {
  const t = useText()
  return (
    <li data-act={act} data-by={by === null ? 'system' : 'person'}>
      <time>{formatClock(eventTime)}</time>
      <b>{by ?? t('alert.trail.system')}</b>
      <span>
        {t(`act.${act}`)}
        {text && by !== null && (act === 'owned' ? ` ${t('alert.owner', { who: text })}` : <q>{text}</q>)}
      </span>
    </li>
  )
}

function NoteForm({ alert, act }: TrailProps) {
  const t = useText()
  const { note } = useActions()
  const [text, setText] = useState('')
  const field = useId()
  const written = text.trim()
  return (
    <form
      className="note-form"
      onSubmit={event => {
        event.preventDefault()
        if (written === '') return
        act(note(alert, written))
        setText('')
      }}
    >
      <label className="visually-hidden" htmlFor={field}>
        {t('alert.note')}
      </label>
      <input
        id={field}
        value={text}
        maxLength={300}
        placeholder={t('alert.note.hint')}
        onChange={event => setText(event.target.value)}
      />
      <button type="submit" disabled={written === ''}>
        {t('alert.note.add')}
      </button>
    </form>
  )
}
