import type { Alert } from '../../../protocol/alerts.ts'
import { describeOrder } from '../../rail/describe.ts'
import { focusPause } from '../../rail/focus.ts'
import { formOf, openFormWith } from '../../store/form.ts'
import { useCohorts, useMay, useWriter } from '../../store/hooks.ts'

/** The order that may help, one press away from its form; it is never sent from here. */
export function Suggestion({ alert: { suggestion, state } }: { alert: Alert }) {
  const writer = useWriter()
  const { t } = writer
  const may = useMay('operator')
  const cohorts = useCohorts()
  if (!suggestion || state === 'resolved') return null
  const pauses = suggestion.kind === 'pause'
  const leads = may && (pauses || formOf(suggestion))
  return (
    <section className="alert-part alert-suggestion">
      <h3>{t('alert.suggestion')}</h3>
      <p>
        <b>{describeOrder(writer, suggestion, cohorts)}</b>
        {leads && <small>{t(pauses ? 'alert.suggestion.pause.note' : 'alert.suggestion.note')}</small>}
      </p>
      {leads && (
        <button
          type="button"
          onClick={() => {
            if (pauses) focusPause()
            else openFormWith(suggestion)
          }}
        >
          {t(pauses ? 'alert.suggestion.pause' : 'alert.suggestion.open')}
        </button>
      )}
    </section>
  )
}
