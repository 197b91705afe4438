import { memo, type ReactNode } from 'react'
import type { Priority } from '../../protocol/alerts.ts'
import type { MetricId } from '../../protocol/metrics.ts'
import type { Freshness } from '../store/freshness.ts'
import { ageOf, useFreshness, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { PriorityMark } from './PriorityMark.tsx'

export interface TileProps {
  id: string
  title: string
  /** Whose age is the tile's age. */
  metrics: readonly MetricId[]
  /** The numeral; null when it was not measured. */
  value: string | null
  unit?: string | undefined
  /** Priority of what is abnormal here; undefined is normal and grey. */
  severity?: Priority | undefined
  children?: ReactNode
}

/** In figures: points and commas are narrow, Korean is wide. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, c) => sum + (c > '\u1100' ? 1.5 : /[\d%A-Za-z]/.test(c) ? 1 : 0.5), 0)

/** A figure with the age of its datum. What is lost has no numeral: only what it was, said as such. */
export const Tile = memo(function Tile({ id, title, metrics, value, unit, severity, children }: TileProps) {
  const { t } = useWriter()
  const fresh = useFreshness(metrics)
  const gone = fresh === 'lost' || fresh === 'none' || value === null
  const shown = gone ? '—' : value
  // Nobody knows whether what is stale is still abnormal: it has no colour, and its alert stands in the list.
  const abnormal = fresh === 'live' || fresh === 'late' ? severity : undefined
  return (
    <section className="tile" data-tile={id} data-fresh={fresh} data-severity={abnormal}>
      <header className="tile-head">
        <h2>{title}</h2>
        {abnormal && <PriorityMark priority={abnormal} />}
        <TileFreshness fresh={fresh} />
      </header>
      <p
        className="tile-value"
        style={{ '--chars': widthOf(shown), '--unit': gone || !unit ? 0 : 6 + 10 * widthOf(unit) }}
      >
        <span className="numeral">{shown}</span>
        {!gone && unit && <small>{unit}</small>}
      </p>
      <div className="tile-notes">{gone ? value !== null && <p>{t('fresh.lastValue', { value })}</p> : children}</div>
      <TileAge metrics={metrics} />
    </section>
  )
})

/** A dot, and its meaning for those who do not see it. */
function TileFreshness({ fresh }: { fresh: Freshness }) {
  const { t } = useWriter()
  return (
    <span className="tile-fresh" data-fresh={fresh} title={t(`fresh.${fresh}`)}>
      <i className="fresh-dot" aria-hidden="true" />
      <span className="visually-hidden">{t(`fresh.${fresh}`)}</span>
    </span>
  )
}

/** From two seconds on the age in words, at the foot, where it takes no room from the name. */
const TileAge = memo(function TileAge({ metrics }: { metrics: readonly MetricId[] }) {
  const { t, duration } = useWriter()
  const fresh = useFreshness(metrics)
  const seconds = useConsole(store => {
    const age = ageOf(store, metrics)
    return age === undefined || age <= 2_000 ? 0 : Math.floor(age / 1000)
  })
  if (fresh === 'live' || fresh === 'none') return null
  return <p className="tile-age">{t('time.ago', { time: duration(seconds) })}</p>
})
