import { memo, useEffect, useId, useRef, useState } from 'react'
import { useConsole } from '../store/state.ts'
import { ageOf, useFreshness, useWriter } from '../store/hooks.ts'
import { usePreferences } from '../store/preferences.ts'
import type { ChartDefinition } from './definitions.ts'
import { mountPlot, type Plot } from './plot.ts'

/** The canvas has its colours baked in: another theme makes another chart. */
export const LiveChart = memo(function LiveChart({ definition }: { definition: ChartDefinition }) {
  const theme = usePreferences(preferences => preferences.theme)
  return <Chart key={theme} definition={definition} />
})

/** One live chart: legend with values, canvas, a slider for the keyboard, and a sentence for those who cannot see it. */
function Chart({ definition }: { definition: ChartDefinition }) {
  const writer = useWriter()
  const box = useRef<HTMLDivElement>(null)
  const values = useRef<(HTMLElement | null)[]>([])
  const time = useRef<HTMLElement>(null)
  const summary = useRef<HTMLParagraphElement>(null)
  const plot = useRef<Plot>(null)
  const [reading, setReading] = useState('')
  const [steps, setSteps] = useState(0)
  const title = useId()
  const { t } = writer
  const fresh = useFreshness(definition.metrics)

  useEffect(() => {
    if (!box.current) return undefined
    const mounted = mountPlot(definition, writer, {
      box: box.current,
      values: values.current,
      time: time.current,
      summary: summary.current,
    })
    plot.current = mounted
    return () => mounted.destroy()
  }, [definition, writer])

  const inspect = (back: number) => {
    setSteps(back)
    setReading(plot.current?.inspect(back) ?? '')
  }

  return (
    <figure className={`chart chart-${definition.id}`} data-fresh={fresh} aria-labelledby={title}>
      <figcaption className="chart-head">
        <h3 id={title}>{t(definition.title)}</h3>
        <dl className="chart-legend">
          {definition.lines.map((line, i) =>
            line.look === 'edge' ? null : (
              <div key={line.label}>
                <dt>
                  <svg className={`key key-${line.look}`} viewBox="0 0 18 8" aria-hidden="true">
                    <path d="M0 4H18" />
                  </svg>
                  {t(line.label)}
                </dt>
                <dd
                  ref={node => {
                    values.current[i] = node
                  }}
                />
              </div>
            ),
          )}
        </dl>
        <span ref={time} className="chart-time" />
      </figcaption>
      <div className="chart-plot">
        <div ref={box} className="chart-canvas" aria-hidden="true" />
        <ChartNotice definition={definition} />
        <input
          className="chart-scrub"
          type="range"
          min={0}
          max={299}
          value={299 - steps}
          aria-label={t(definition.title)}
          aria-valuetext={reading || t('chart.empty')}
          onChange={event => inspect(299 - Number(event.target.value))}
          onFocus={() => inspect(steps)}
          onBlur={() => plot.current?.leave()}
        />
      </div>
      <p ref={summary} className="visually-hidden" />
    </figure>
  )
}

/** Said over the plot when there is nothing to draw, or when what is drawn is no longer true. */
function ChartNotice({ definition }: { definition: ChartDefinition }) {
  const { t, duration } = useWriter()
  const fresh = useFreshness(definition.metrics)
  const seconds = useConsole(store => Math.floor((ageOf(store, definition.metrics) ?? 0) / 1000))
  if (fresh === 'none') return <p className="chart-notice">{t('chart.empty')}</p>
  if (fresh !== 'stale' && fresh !== 'lost') return null
  return <p className="chart-notice">{t('chart.stale', { time: duration(seconds) })}</p>
}
