import uPlot from 'uplot'
import { formatClock } from '../../locales/format.ts'
import type { Writer } from '../store/hooks.ts'
import { usePreferences } from '../store/preferences.ts'
import { series } from '../store/series.ts'
import { useConsole } from '../store/state.ts'
import type { ChartDefinition, Column } from './definitions.ts'
import { flagsOf } from './flags.ts'
import { emptyFrame, sharedFrame, type Frame } from './frame.ts'
import { optionsOf } from './options.ts'
import { readPalette } from './palette.ts'
import { lastValue, summarize, writeAxis, writeValue } from './readout.ts'

/** The nodes beside the canvas that are written without React, once a second or as the crosshair moves. */
export interface PlotNodes {
  readonly box: HTMLElement
  readonly values: readonly (HTMLElement | null)[]
  readonly time: HTMLElement | null
  readonly summary: HTMLElement | null
}

export interface Plot {
  /** Puts the crosshair on the n-th newest sample; returns what it reads there. */
  inspect(fromNewest: number): string
  leave(): void
  destroy(): void
}

const summaryEveryMs = 10_000

/** Keeps one chart on the screen: drawn when a full sample came (1 Hz), resized with its box, silent while hidden. */
export function mountPlot(definition: ChartDefinition, writer: Writer, nodes: PlotNodes): Plot {
  let frame: Frame = emptyFrame
  let columns: readonly Column[] = []
  let drawn = -1
  let summarizedAt = -Infinity
  const palette = readPalette()
  const write = (value: number | null | undefined) => writeValue(writer, definition.unit, value)

  const readout = (index: number | null | undefined) => {
    const chosen = index !== null && index !== undefined
    for (const [i, node] of nodes.values.entries())
      if (node) node.textContent = write(chosen ? columns[i]?.[index] : lastValue(columns[i]))
    if (nodes.time) nodes.time.textContent = chosen ? formatClock((plot.data[0][index] ?? 0) * 1000) : ''
  }

  const size = () => ({
    width: Math.max(120, nodes.box.clientWidth),
    height: Math.max(60, nodes.box.clientHeight),
  })
  const plot = new uPlot(
    optionsOf({
      definition,
      palette,
      size: size(),
      frame: () => frame,
      marks: {
        palette,
        limits: definition.limits ?? [],
        chart: definition.id,
        now: () => frame.now,
        flags: () => flagsOf(useConsole.getState().snapshot, writer),
        label: limit => `${writer.t('chart.series.limit')} ${writer.percent(limit)}`,
      },
      axisValue: value => writeAxis(writer, definition.unit, value),
      onCursor: made => readout(made.cursor.idx),
    }),
    [[], ...definition.lines.map(() => [])],
    nodes.box,
  )

  const draw = (force = false) => {
    if (document.hidden || (!force && drawn === series.version)) return
    drawn = series.version
    frame = sharedFrame(series, usePreferences.getState().window * 60_000)
    const data = definition.data(frame, useConsole.getState())
    columns = data.columns
    plot.setData([data.x, ...data.columns] as uPlot.AlignedData)
    if (plot.cursor.idx === null || plot.cursor.idx === undefined) readout(null)
    if (nodes.summary && performance.now() - summarizedAt > summaryEveryMs && frame.now !== undefined) {
      summarizedAt = performance.now()
      nodes.summary.textContent = summarize(writer, definition, { x: frame.x, column: columns[0] })
    }
  }

  const redraw = () => draw(true)
  const observer = new ResizeObserver(() => {
    const next = size()
    if (next.width !== plot.width || next.height !== plot.height) plot.setSize(next)
  })
  observer.observe(nodes.box)
  const ends = [useConsole.subscribe(() => draw()), usePreferences.subscribe(redraw)]
  document.addEventListener('visibilitychange', redraw)
  // The canvas does not wait for the font by itself.
  void document.fonts.ready.then(redraw)
  draw(true)

  return {
    inspect(fromNewest) {
      const length = frame.x.length
      const index = Math.max(0, length - 1 - fromNewest)
      plot.setCursor({ left: plot.valToPos(frame.x[index] ?? 0, 'x'), top: 0 })
      const parts = definition.lines.flatMap((line, i) =>
        line.look === 'edge' ? [] : `${writer.t(line.label)} ${write(columns[i]?.[index])}`,
      )
      return [formatClock((frame.x[index] ?? 0) * 1000), ...parts].join(', ')
    },
    leave: () => plot.setCursor({ left: -10, top: -10 }),
    destroy() {
      for (const end of ends) end()
      document.removeEventListener('visibilitychange', redraw)
      observer.disconnect()
      plot.destroy()
    },
  }
}
