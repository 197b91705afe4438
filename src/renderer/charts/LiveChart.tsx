import { memo, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
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
  const [reach, setReach] = useState(0)
  const tip = useRef<HTMLDivElement>(null)
  const [title, keys] = [useId(), useId()]
  const { t } = writer
  const fresh = useFreshness(definition.metrics)

  useEffect(() => {
    if (!box.current || !tip.current) return undefined
    const mounted = mountPlot(definition, writer, {
      box: box.current,
      values: values.current,
      time: time.current,
      summary: summary.current,
      tip: tip.current,
    })
    plot.current = mounted
    return () => mounted.destroy()
  }, [definition, writer])

  const inspect = (back: number) => {
    setSteps(back)
    setReach(plot.current?.reach() ?? 0)
    setReading(plot.current?.inspect(back) ?? '')
  }
  const inspectFlag = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    const back = plot.current?.flagFrom(steps, event.key === 'ArrowUp')
    if (back !== undefined) inspect(back)
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
        {/* The slider says the same in words. */}
        <div ref={tip} className="chart-tip" aria-hidden="true" hidden />
        <input
          className="chart-scrub"
          type="range"
          min={0}
          max={reach}
          value={Math.max(0, reach - steps)}
          aria-label={t(definition.title)}
          aria-describedby={keys}
          aria-valuetext={reading || t('chart.empty')}
          onChange={event => inspect(reach - Number(event.target.value))}
          onKeyDown={inspectFlag}
          onFocus={() => inspect(steps)}
          onBlur={() => plot.current?.leave()}
        />
      </div>
      <p ref={summary} className="visually-hidden" />
      <span id={keys} hidden>
        {t('chart.flags.keys')}
      </span>
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
