import { useState } from 'react'
import { formatClock } from '../../../locales/format.ts'
import type { Annotation } from '../../../protocol/annotations.ts'
import { useCohorts, useWriter } from '../../store/hooks.ts'
import { useConsole } from '../../store/state.ts'
import { actText, alertTitle } from '../words.ts'

const noAnnotations: readonly Annotation[] = []
/** What would have been an alert, and followed from something that was done. Folded: nobody is asked to read it. */
export function Explained() {
  const { t, number } = useWriter()
  const annotations = useConsole(store => store.snapshot?.annotations ?? noAnnotations)
  const [open, setOpen] = useState(false)
  if (annotations.length === 0) return null
  return (
    <details className="explained" open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('annotations.title', { n: number(annotations.length) })}</summary>
      {open && (
        <>
          <p>{t('annotations.about')}</p>
          <ol reversed aria-label={t('annotations.title', { n: number(annotations.length) })}>
            {annotations.toReversed().map(annotation => (
              <Line key={annotation.id} annotation={annotation} />
            ))}
          </ol>
        </>
      )}
    </details>
  )
}

function Line({ annotation }: { annotation: Annotation }) {
  const writer = useWriter()
  const cohorts = useCohorts()
  const { act, eventTime } = annotation
  return (
    <li>
      <time>{formatClock(eventTime)}</time>
      <span>
        <b>{alertTitle(annotation, writer.locale, cohorts)}</b>
        <small>{writer.t('annotations.by', { act: actText(writer, act, cohorts), time: formatClock(act.at) })}</small>
      </span>
    </li>
  )
}
