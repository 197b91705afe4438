import uPlot from 'uplot'
import { formatShortClock } from '../../locales/format.ts'
import { drawMarks, type Marks } from './marks.ts'
import { axisOf, timeSteps } from './options.ts'
import type { Palette } from './palette.ts'
import { ceilingOf, type AxisUnit } from './scale.ts'

export interface EvidencePlotInput {
  readonly box: HTMLElement
  readonly palette: Palette
  readonly marks: Marks
  /** Ends of the time axis, event time in seconds. */
  readonly ends: () => readonly [number, number]
  /** The axis reaches at least this far up. */
  readonly atLeast: () => number
  /** Without its own marks of time: it stands under one that has them. */
  readonly bare: boolean
  readonly unit: AxisUnit
  readonly writeTick: (unit: AxisUnit, tick: number) => string
  /** The index under the crosshair; null when it is nowhere. */
  readonly onCursor: (index: number | null) => void
}

/** One line over time, with what an alert points at; sized with its box. */
export function mountEvidencePlot({
  box,
  palette,
  marks,
  ends,
  atLeast,
  bare,
  unit,
  writeTick,
  onCursor,
}: EvidencePlotInput): uPlot {
  const axis = axisOf(palette)
  return new uPlot(
    {
      width: Math.max(120, box.clientWidth),
      height: Math.max(60, box.clientHeight),
      padding: [8, 22, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: 'evidence', scales: ['x', null] }, drag: { x: false, y: false }, y: false },
      scales: {
        x: { time: false, range: () => [...ends()] },
        y: { range: (_, __, max) => [0, ceilingOf(Math.max(atLeast(), Number.isFinite(max) ? max : 0), unit)] },
      },
      axes: [
        {
          ...axis,
          size: bare ? 6 : 28,
          space: 70,
          incrs: timeSteps,
          values: (_, ticks) => ticks.map(s => (bare ? '' : formatShortClock(s * 1000))),
        },
        { ...axis, size: 56, space: 34, values: (_, ticks) => ticks.map(tick => writeTick(unit, tick)) },
      ],
      series: [{}, { width: 2, stroke: palette.solid, spanGaps: false, points: { show: false } }],
      hooks: { draw: [plot => drawMarks(plot, marks)], setCursor: [plot => onCursor(plot.cursor.idx ?? null)] },
    },
    [[], []],
    box,
  )
}
