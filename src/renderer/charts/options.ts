import uPlot from 'uplot'
import { formatShortClock } from '../../locales/format.ts'
import type { ChartDefinition, Line } from './definitions.ts'
import type { Frame } from './frame.ts'
import { drawMarks, type Marks } from './marks.ts'
import { chartFont, type Palette } from './palette.ts'
import { ceilingOf, type AxisUnit } from './scale.ts'

export interface OptionsInput {
  readonly definition: ChartDefinition
  readonly palette: Palette
  readonly size: { width: number; height: number }
  readonly frame: () => Frame
  readonly marks: Marks
  readonly writeTick: (unit: AxisUnit, tick: number) => string
  readonly onCursor: (plot: uPlot) => void
}

/** What both axes of every chart have in common. */
export const axisOf = (palette: Palette): uPlot.Axis => ({
  stroke: palette.secondary,
  font: chartFont,
  grid: { stroke: palette.grid, width: 1 },
  ticks: { show: false },
})

/** Steps of the time axis in seconds: whole minutes and hours alone. */
export const timeSteps = [60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400]

export function optionsOf({
  definition,
  palette,
  size,
  frame,
  marks,
  writeTick,
  onCursor,
}: OptionsInput): uPlot.Options {
  const axis = axisOf(palette)
  const unit = definition.unit === 'percent' ? 'ratio' : 'other'
  return {
    ...size,
    padding: [8, 22, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: 'launch', scales: ['x', null] },
      drag: { x: false, y: false },
      points: { size: 7, width: 2 },
      y: false,
    },
    scales: {
      x: { time: false, range: () => [frame().from, frame().to] },
      y: { range: (_, __, max) => [0, ceilingOf(Math.max(definition.atLeast, Number.isFinite(max) ? max : 0), unit)] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        space: 70,
        incrs: timeSteps,
        values: (_, ticks) => ticks.map(tick => (frame().now === undefined ? '' : formatShortClock(tick * 1000))),
      },
      { ...axis, size: 56, space: 34, values: (_, ticks) => ticks.map(tick => writeTick(unit, tick)) },
    ],
    series: [{}, ...definition.lines.map(line => seriesOf(line, palette))],
    bands: definition.band ? [{ series: [definition.band[0] + 1, definition.band[1] + 1], fill: palette.band }] : [],
    hooks: { draw: [plot => drawMarks(plot, marks)], setCursor: [onCursor] },
  }
}

function seriesOf({ look }: Line, palette: Palette): uPlot.Series {
  const common: uPlot.Series = { spanGaps: false, points: { show: false } }
  if (look === 'edge') return { ...common, width: 0, stroke: 'transparent' }
  if (look === 'solid') return { ...common, width: 2, stroke: palette.solid }
  const dashed: uPlot.Series = { ...common, width: 2, stroke: palette.dashed, dash: [6, 4] }
  if (look === 'dashed') return dashed
  const paths = uPlot.paths.stepped?.({ align: 1 })
  return paths ? { ...dashed, paths } : dashed
}
