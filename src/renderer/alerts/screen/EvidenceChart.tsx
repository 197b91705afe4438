import { useEffect, useId, useRef, useState } from 'react'
import { formatClock } from '../../../locales/format.ts'
import { metricText } from '../../../locales/metrics.ts'
import type { Alert } from '../../../protocol/alerts.ts'
import { metricSpecs, type MetricId } from '../../../protocol/metrics.ts'
import { mountEvidencePlot } from '../../charts/evidencePlot.ts'
import { flagsOf } from '../../charts/flags.ts'
import { readPalette } from '../../charts/palette.ts'
import { writeTick } from '../../charts/readout.ts'
import { lastRaise } from '../../store/alertTimes.ts'
import { useCohorts, useFreshness, useWriter } from '../../store/hooks.ts'
import { usePreferences } from '../../store/preferences.ts'
import { useConsole } from '../../store/state.ts'
import { chartLimitOf, writeReading } from '../reading.ts'
import { COUNTED_MS, eventSeconds, frameOf, labelOf, spanOf } from './evidence.ts'
import { summarize } from './summary.ts'
import { useSeries } from './useSeries.ts'

interface EvidenceChartProps {
  alert: Alert
  metric: MetricId
  /** The one that was judged stands first, with the limit where that is one of its own. */
  judged: boolean
}

/** The canvas has its colours baked in: another theme makes another chart. */
export function EvidenceChart(props: EvidenceChartProps) {
  const theme = usePreferences(preferences => preferences.theme)
  return <Chart key={theme} {...props} />
}

/** One series around an alert: how it was before, when it was raised, and how it is now. */
function Chart({ alert, metric, judged }: EvidenceChartProps) {
  const writer = useWriter()
  const { t, locale } = writer
  const box = useRef<HTMLDivElement>(null)
  const value = useRef<HTMLElement>(null)
  const time = useRef<HTMLTimeElement>(null)
  const summary = useRef<HTMLParagraphElement>(null)
  const title = useId()
  const fresh = useFreshness([metric])
  const over = alert.resolvedAt !== null
  const label = labelOf(alert, metric, useCohorts())
  /** There is no such series: known once that was asked for. */
  const [none, setNone] = useState(false)
  // Where it begins does not move with the clock, so that what was asked for is asked once.
  const from = Math.max(0, spanOf(alert, lastRaise(alert).at).from)
  const series = useSeries(metric, label, from - COUNTED_MS)
  const latest = useRef(alert)
  useEffect(() => {
    latest.current = alert
  }, [alert])

  useEffect(() => {
    if (!box.current) return undefined
    const palette = readPalette()
    const colours = { 1: palette.p1, 2: palette.p2, 3: palette.p3 }
    const speed = () => useConsole.getState().snapshot?.speed ?? 1
    const span = () => spanOf(latest.current, useConsole.getState().now ?? latest.current.updatedAt)
    const seconds = (at: number) => eventSeconds(latest.current, at, speed())
    const limit = () => (judged ? chartLimitOf(latest.current, metric) : null)
    let frame = frameOf([], metric, 0, 1)
    let drawn = -1
    const write = (reading: number | null | undefined) =>
      reading === null || reading === undefined ? '–' : writeReading(writer, metric, reading)

    const readout = (index: number | null) => {
      if (!value.current) return
      const at = index ?? frame.y.findLastIndex(reading => reading !== null)
      value.current.textContent = write(frame.y[at])
      // Always with its time: what is shown of an alert that is over, or of a series that has stopped, is not what is now.
      if (time.current) time.current.textContent = at < 0 ? '' : formatClock((frame.x[at] ?? 0) * 1000)
    }
    const plot = mountEvidencePlot({
      box: box.current,
      palette,
      atLeast: () => limit() ?? 0,
      unit: metricSpecs[metric].unit === 'ratio' ? 'ratio' : 'other',
      bare: !judged,
      writeTick: (unit, tick) => writeTick(writer, unit, tick),
      onCursor: readout,
      ends: () => {
        const { from, to } = span()
        const [left, right] = [seconds(from), seconds(to)]
        return [left, right + (right - left) * 0.04]
      },
      marks: {
        palette,
        limits: () => [limit()].filter(drawn => drawn !== null),
        chart: null,
        now: () => (latest.current.resolvedAt === null ? frame.x.at(-1) : undefined),
        flags: () => flagsOf(useConsole.getState().snapshot, writer),
        label: drawn => `${t('chart.series.limit')} ${write(drawn)}`,
        moments: () => {
          const { resolvedAt, priority } = latest.current
          const { at, act = 'raised' } = lastRaise(latest.current)
          return [
            { at: seconds(at), text: judged ? t(`act.${act}`) : '', colour: colours[priority] },
            ...(resolvedAt === null
              ? []
              : [{ at: seconds(resolvedAt), text: judged ? t('act.resolved') : '', colour: palette.text }]),
          ]
        },
        stretch: () => {
          const { evidence, raisedAt } = latest.current
          return { from: seconds(evidence?.from ?? raisedAt), to: seconds(evidence?.to ?? raisedAt) }
        },
      },
    })
    const draw = () => {
      if (document.hidden || drawn === series.current.version) return
      drawn = series.current.version
      const { from, to } = span()
      frame = frameOf(series.current.points, metric, from, to)
      plot.setData([[...frame.x], [...frame.y]])
      if (plot.cursor.idx === null || plot.cursor.idx === undefined) readout(null)
      if (summary.current) summary.current.textContent = summarize(writer, metric, frame)
      setNone(series.current.answered && frame.y.every(reading => reading === null))
    }
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      plot.setSize({ width: Math.max(120, width), height: Math.max(60, height) })
    })
    observer.observe(box.current)
    const end = useConsole.subscribe(draw)
    void document.fonts.ready.then(() => plot.redraw())
    draw()
    return () => {
      end()
      observer.disconnect()
      plot.destroy()
    }
  }, [judged, metric, series, t, writer])

  return (
    <figure
      className="evidence"
      data-judged={judged}
      data-fresh={over ? 'live' : fresh}
      aria-labelledby={title}
      hidden={none && !judged}
    >
      <figcaption>
        <span id={title}>
          {metricText[metric][locale]}
          {label !== null && ` · ${label}`}
          {metricSpecs[metric].counter && <small>{t('alert.series.counted', { n: COUNTED_MS / 1000 })}</small>}
        </span>
        <span>
          <b ref={value} /> <time ref={time} />
        </span>
      </figcaption>
      <div ref={box} className="evidence-plot" aria-hidden="true" hidden={none} />
      <p ref={summary} className={none ? '' : 'visually-hidden'} />
    </figure>
  )
}
