import { memo } from 'react'
import { formatClock, formatDay, formatShortClock } from '../../locales/format.ts'
import type { Cohort } from '../../protocol/nouns.ts'
import { useCohorts, useDataFreshness, useValue, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { spanOf, ticksOf, type Span } from './gantt.ts'

/** Every cohort on one axis of event time, with a line at now. */
export const CohortStrip = memo(function CohortStrip() {
  const { t } = useWriter()
  const cohorts = useCohorts()
  const fresh = useDataFreshness()
  // Half a minute is less than a pixel: the strip does not move with every tick.
  const now = useConsole(store => (store.eventNow === null ? null : Math.floor(store.eventNow / 30_000) * 30_000))
  if (cohorts.length === 0 || now === null) {
    return (
      <section className="cohorts" aria-label={t('cohorts.title')}>
        <h3>{t('cohorts.title')}</h3>
        <p className="empty">{t('cohorts.empty')}</p>
      </section>
    )
  }
  const span = spanOf(cohorts, now)
  const ticks = ticksOf(span)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be in reach of the keyboard.
    <section className="cohorts" data-fresh={fresh} aria-labelledby="cohorts-title" tabIndex={0}>
      <header className="cohorts-head">
        <h3 id="cohorts-title">{t('cohorts.title')}</h3>
        <div className="gantt-axis" aria-hidden="true" data-many={ticks.length > 4}>
          {ticks.map(tick => (
            <span key={tick} className="gantt-tick" style={{ '--at': span.at(tick) }}>
              {formatShortClock(tick)}
            </span>
          ))}
        </div>
      </header>
      <ul className="cohort-list">
        {[...cohorts]
          .sort((a, b) => a.opensAt - b.opensAt)
          .map(cohort => (
            <CohortRow key={cohort.id} cohort={cohort} span={span} now={now} />
          ))}
      </ul>
    </section>
  )
})

function CohortRow({ cohort, span, now }: { cohort: Cohort; span: Span; now: number }) {
  const { t, locale } = useWriter()
  const paused = useConsole(store => store.snapshot?.intake.paused === true) && cohort.state === 'open'
  const state = paused ? 'paused' : cohort.state
  const [day, time] = [formatDay(locale, cohort.opensAt), formatClock(cohort.opensAt)]
  const opens = day === formatDay(locale, now) ? t('cohorts.opens', { time }) : t('cohorts.opens.day', { day, time })
  return (
    <li className="cohort" data-state={state}>
      <div className="cohort-name">
        <strong>{cohort.name[locale]}</strong>
        <span className="cohort-state">{t(`cohort.${state}`)}</span>
      </div>
      <div className="gantt" title={`${opens} · ${t('cohorts.closes', { time: formatShortClock(cohort.closesAt) })}`}>
        <i
          className="gantt-prequeue"
          style={{ '--from': span.at(cohort.prequeueAt), '--to': span.at(cohort.opensAt) }}
        />
        <i className="gantt-open" style={{ '--from': span.at(cohort.opensAt), '--to': span.at(cohort.closesAt) }} />
        <i className="gantt-now" style={{ '--at': span.at(now) }} />
      </div>
      <div className="cohort-facts">
        {cohort.state === 'open' ? <CohortCounts id={cohort.id} /> : cohort.state !== 'closed' && <span>{opens}</span>}
        {cohort.state === 'open' && <CohortSale id={cohort.id} />}
        {cohort.state === 'open' && <span>{t('cohorts.closes', { time: formatShortClock(cohort.closesAt) })}</span>}
      </div>
    </li>
  )
}

/** What those who wait are being told of the doses; nothing while doses are expected to last. */
function CohortSale({ id }: { id: string }) {
  const { t, number } = useWriter()
  const shortfall = useConsole(store => store.labels['queue.shortfall']?.[id] ?? 0)
  const gone = useValue('slots.left') === 0
  if (!gone && shortfall === 0) return null
  return <b className="cohort-sale">{gone ? t('cohorts.gone') : t('cohorts.short', { n: number(shortfall, 0) })}</b>
}

function CohortCounts({ id }: { id: string }) {
  const { t, number } = useWriter()
  const waiting = useConsole(store => store.labels['queue.waiting']?.[id])
  const serving = useConsole(store => store.labels['queue.serving']?.[id])
  const issued = useConsole(store => store.labels['queue.issued']?.[id])
  if (waiting === undefined) return null
  const write = (value: number | undefined) => (value === undefined ? '–' : number(Math.max(0, value), 0))
  return (
    <span className="cohort-counts">
      {t('cohorts.counts', { waiting: write(waiting), serving: write(serving), issued: write(issued) })}
    </span>
  )
}
