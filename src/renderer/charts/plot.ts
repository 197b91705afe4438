import uPlot from 'uplot'
import { formatClock } from '../../locales/format.ts'
import type { Writer } from '../store/hooks.ts'
import { usePreferences } from '../store/preferences.ts'
import { series } from '../store/series.ts'
import { useConsole } from '../store/state.ts'
import type { ChartDefinition, Column } from './definitions.ts'
import { flagsAt, flagsOf, nextFlag } from './flags.ts'
import { createFlagTip } from './flagTip.ts'
import { emptyFrame, sharedFrame, type Frame } from './frame.ts'
import { optionsOf } from './options.ts'
import { readPalette } from './palette.ts'
import { lastValue, summarize, writeTick, writeValue } from './readout.ts'

/** The nodes beside the canvas that are written without React, once a second or as the crosshair moves. */
export interface PlotNodes {
  readonly box: HTMLElement
  readonly values: readonly (HTMLElement | null)[]
  readonly time: HTMLElement | null
  readonly summary: HTMLElement | null
  readonly tip: HTMLElement
}

export interface Plot {
  /** Puts the crosshair on the n-th newest sample; returns what it reads there. */
  inspect(fromNewest: number): string
  /** How many samples there are before the newest. */
  reach(): number
  /** Which sample the next flag from there stands at, counted from the newest; undefined when there is no further one. */
  flagFrom(fromNewest: number, newer: boolean): number | undefined
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
  let inspecting = false
  /** The flag that was gone to last, and how far from the newest sample. */
  let met: { readonly time: number; readonly steps: number } | undefined
  const palette = readPalette()
  const tip = createFlagTip(nodes.tip)
  const flags = () => flagsOf(useConsole.getState().snapshot, writer)
  const write = (value: number | null | undefined) => writeValue(writer, definition.unit, value)

  const readout = (index: number | null | undefined) => {
    const chosen = index !== null && index !== undefined
    for (const [i, node] of nodes.values.entries())
      if (node) node.textContent = write(chosen ? columns[i]?.[index] : lastValue(columns[i]))
    if (nodes.time) nodes.time.textContent = chosen ? formatClock((plot.data[0][index] ?? 0) * 1000) : ''
  }

  const flagsHere = (left: number) => flagsAt(flags(), left, time => plot.valToPos(time / 1000, 'x'))

  /** The crosshair goes over all charts together; what stands at it is told on the one that has the pointer or the focus. */
  const tell = () => {
    const { left = -1 } = plot.cursor
    const here = left >= 0 && (inspecting || plot.over.matches(':hover')) ? flagsHere(left) : []
    const [first] = here
    if (!first) return tip.hide()
    const pole = plot.valToPos(first.eventTime / 1000, 'x')
    return tip.show(here, plot.over.offsetLeft + pole, pole > plot.over.clientWidth / 2)
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
        limits: () => definition.limits ?? [],
        chart: definition.id,
        now: () => frame.now,
        flags,
        label: limit => `${writer.t('chart.series.limit')} ${writer.percent(limit)}`,
      },
      writeTick: (unit, tick) => writeTick(writer, unit, tick),
      onCursor: made => {
        readout(made.cursor.idx)
        tell()
      },
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
      const left = plot.valToPos(frame.x[index] ?? 0, 'x')
      inspecting = true
      plot.setCursor({ left, top: 0 })
      const parts = definition.lines.flatMap((line, i) =>
        line.look === 'edge' ? [] : `${writer.t(line.label)} ${write(columns[i]?.[index])}`,
      )
      const done = flagsHere(left).flatMap(({ about }) => about)
      return [formatClock((frame.x[index] ?? 0) * 1000), ...parts, ...done].join(', ')
    },
    reach: () => Math.max(0, frame.x.length - 1),
    flagFrom(fromNewest, newer) {
      const { x } = frame
      const last = x.length - 1
      const from = met?.steps === fromNewest ? met.time : (x[Math.max(0, last - fromNewest)] ?? 0) * 1000
      const time = nextFlag(flags(), from, { newer, ends: [(x[0] ?? 0) * 1000, (x[last] ?? 0) * 1000] })
      if (time === undefined) return undefined
      const at = x.findLastIndex(sampled => sampled * 1000 <= time)
      met = { time, steps: last - at }
      return met.steps
    },
    leave() {
      inspecting = false
      plot.setCursor({ left: -10, top: -10 })
    },
    destroy() {
      tip.destroy()
      for (const end of ends) end()
      document.removeEventListener('visibilitychange', redraw)
      observer.disconnect()
      plot.destroy()
    },
  }
}
