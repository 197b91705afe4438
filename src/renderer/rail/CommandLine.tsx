import { formatClock } from '../../locales/format.ts'
import { rules } from '../../locales/rules.ts'
import type { Annotation } from '../../protocol/annotations.ts'
import { refusalText } from '../parts/refusal.ts'
import { useCohorts, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { describeOrder } from './describe.ts'
import type { CommandEntry } from './entries.ts'

const noAnnotations: readonly Annotation[] = []

const glyphs: Record<CommandEntry['state'], string> = {
  sent: '→',
  unknown: '?',
  'awaiting-approval': '…',
  accepted: '…',
  observed: '✓',
  'not-observed': '!',
  refused: '×',
  expired: '×',
  'never-arrived': '×',
  'not-sent': '×',
}

interface CommandLineProps {
  entry: CommandEntry
  withEffects?: boolean
  /** What is still to be done about it. */
  asked?: string | undefined
}

/** One command and what became of it: it is done when the telemetry shows its effect, not when it was sent. */
export function CommandLine({ entry, withEffects = false, asked }: CommandLineProps) {
  const writer = useWriter()
  const { t, number, locale } = writer
  const cohorts = useCohorts()
  const annotations = useConsole(store => store.snapshot?.annotations ?? noAnnotations)
  const { record, refusal } = entry
  const explained = new Set(annotations.flatMap(({ act, rule }) => (act.command?.id === record?.id ? rule : [])))
  return (
    <div className="command-line" data-state={entry.state}>
      <span className="command-glyph" aria-hidden="true">
        {glyphs[entry.state]}
      </span>
      <span className="command-what">
        <b>
          {record?.number ? `#${record.number} ` : ''}
          {describeOrder(writer, entry.order, cohorts)}
        </b>
        <span className="command-state">
          {t(`command.${entry.state}`)}
          {refusal && `: ${refusalText(refusal, locale)}`}
        </span>
        {record && (
          <span className="command-who">
            {t('command.by', { who: record.by, time: formatClock(record.eventTime) })}
            {record.approvedBy && ` · ${t('command.approvedBy', { who: record.approvedBy })}`}
            {record.reason && ` · ${record.reason}`}
            {asked && (
              <>
                {' · '}
                <u>{asked}</u>
              </>
            )}
          </span>
        )}
        {withEffects &&
          record?.effects.map(effect => (
            <span key={effect.afterSeconds} className="command-effect">
              {t('command.effect', {
                s: effect.afterSeconds,
                predicted: number(effect.predictedWaiting, 0),
                measured: number(effect.measuredWaiting, 0),
              })}
            </span>
          ))}
        {withEffects && record && explained.size > 0 && (
          <span className="command-effect">
            {t('annotations.after', { what: [...explained].map(rule => rules[rule].title[locale]).join(' · ') })}
          </span>
        )}
      </span>
    </div>
  )
}
