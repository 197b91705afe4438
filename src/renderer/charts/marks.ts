import type uPlot from 'uplot'
import type { ChartDefinition } from './definitions.ts'
import { placeLabels } from './flagLabels.ts'
import { chartFont, type Palette } from './palette.ts'

/** Something that was done, on every chart a pole; its text stands on the chart it belongs to. */
export interface Flag {
  /** Event time, ms. */
  readonly eventTime: number
  readonly text: string
  readonly on: ChartDefinition['id']
  /** In words: what was done, and when and by whom. */
  readonly about: readonly [string, string]
}

/** Drawn over a chart: limits, the moment of the newest sample, and what operators and the safety net did. */
export interface Marks {
  readonly palette: Palette
  readonly limits: () => readonly number[]
  /** Whose flags bear their text here; null lets all of them. */
  readonly chart: ChartDefinition['id'] | null
  readonly now: () => number | undefined
  readonly flags: () => readonly Flag[]
  readonly label: (limit: number) => string
  /** Moments with a name, and a stretch of time; event time in seconds. */
  readonly moments?: () => readonly Moment[]
  readonly stretch?: () => { readonly from: number; readonly to: number }
}

interface Moment {
  readonly at: number
  readonly text: string
  readonly colour: string
}

const flagHeight = 16

export function drawMarks(plot: uPlot, marks: Marks): void {
  const { ctx, bbox } = plot
  const ratio = devicePixelRatio
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  ctx.lineWidth = ratio
  ctx.font = chartFont.replace('13px', `${13 * ratio}px`)
  ctx.textBaseline = 'middle'
  drawStretch(plot, marks)
  drawLimits(plot, marks, ratio)
  drawNow(plot, marks, ratio)
  drawFlags(plot, marks, ratio)
  drawMoments(plot, marks, ratio)
  drawLimitLabels(plot, marks, ratio)
  ctx.restore()
}

function drawLimits(plot: uPlot, { limits, palette }: Marks, ratio: number): void {
  const { ctx, bbox } = plot
  ctx.setLineDash([6 * ratio, 4 * ratio])
  ctx.strokeStyle = palette.dashed
  for (const limit of limits()) {
    const y = Math.round(plot.valToPos(limit, 'y', true))
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
  }
}

/** Over everything, at the old end of the chart: there is no line of now there, and a halo parts them from the rest. */
function drawLimitLabels(plot: uPlot, { limits, palette, label }: Marks, ratio: number): void {
  const { ctx, bbox } = plot
  ctx.setLineDash([])
  ctx.textAlign = 'left'
  ctx.lineJoin = 'round'
  ctx.lineWidth = 5 * ratio
  ctx.strokeStyle = palette.surface
  ctx.fillStyle = palette.secondary
  for (const limit of limits()) {
    const y = Math.round(plot.valToPos(limit, 'y', true))
    // Under its line where the flags at the head leave no room above.
    const under = y - bbox.top < (flagHeight + 18) * ratio
    const at = [bbox.left + 5 * ratio, y + (under ? 10 : -9) * ratio] as const
    ctx.strokeText(label(limit), ...at)
    ctx.fillText(label(limit), ...at)
  }
}

function drawNow(plot: uPlot, { now, palette }: Marks, ratio: number): void {
  const { ctx, bbox } = plot
  const time = now()
  if (time === undefined) return
  const x = Math.round(plot.valToPos(time, 'x', true))
  ctx.setLineDash([ratio, 3 * ratio])
  ctx.strokeStyle = palette.secondary
  ctx.beginPath()
  ctx.moveTo(x, bbox.top)
  ctx.lineTo(x, bbox.top + bbox.height)
  ctx.stroke()
}

/** Neutral: what is done on purpose is no alarm. */
function drawFlags(plot: uPlot, { flags, palette, chart }: Marks, ratio: number): void {
  const { ctx, bbox } = plot
  const ends = [bbox.left, bbox.left + bbox.width] as const
  ctx.setLineDash([])
  ctx.textAlign = 'left'
  ctx.strokeStyle = palette.dashed
  const poles = flags()
    .map(({ eventTime, ...flag }) => ({ ...flag, at: Math.round(plot.valToPos(eventTime / 1000, 'x', true)) }))
    .filter(({ at }) => at >= ends[0] && at <= ends[1])
  for (const { at } of poles) {
    ctx.beginPath()
    ctx.moveTo(at, bbox.top)
    ctx.lineTo(at, bbox.top + bbox.height)
    ctx.stroke()
  }
  const labelled = poles.filter(({ on }) => chart === null || chart === on)
  const widthOf = (text: string) => ctx.measureText(text).width + 8 * ratio
  for (const { left, width, text } of placeLabels(labelled, { widthOf, ends, gap: 3 * ratio })) {
    ctx.fillStyle = palette.dashed
    ctx.fillRect(left, bbox.top, width, flagHeight * ratio)
    ctx.fillStyle = palette.surface
    ctx.fillText(text, left + 4 * ratio, bbox.top + (flagHeight / 2 + 0.5) * ratio)
  }
}

/** Behind everything: what the judgement rests on. */
function drawStretch(plot: uPlot, { stretch, palette }: Marks): void {
  const { ctx, bbox } = plot
  if (!stretch) return
  const { from, to } = stretch()
  const left = plot.valToPos(from, 'x', true)
  ctx.fillStyle = palette.band
  ctx.fillRect(left, bbox.top, Math.max(1, plot.valToPos(to, 'x', true) - left), bbox.height)
}

/** First the lines, then their names: none is crossed by the line of another. */
function drawMoments(plot: uPlot, { moments, limits, palette }: Marks, ratio: number): void {
  const { ctx, bbox } = plot
  const shown = (moments?.() ?? [])
    .map(moment => ({ ...moment, x: Math.round(plot.valToPos(moment.at, 'x', true)) }))
    .filter(({ x }) => x >= bbox.left && x <= bbox.left + bbox.width)
  ctx.setLineDash([])
  ctx.lineJoin = 'round'
  for (const { x, colour } of shown) {
    ctx.lineWidth = 2 * ratio
    ctx.strokeStyle = colour
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
  }
  const named = shown.filter(({ text }) => text !== '')
  if (named.length === 0) return
  ctx.lineWidth = 5 * ratio
  ctx.strokeStyle = palette.surface
  const beside = 8 * ratio
  const y = clearOf(
    [...limits(), ...named.flatMap(({ at }) => readingsAt(plot, at))].map(value => plot.valToPos(value, 'y', true)),
    [bbox.top + bbox.height - 14 * ratio, bbox.top + bbox.height / 2, bbox.top + (flagHeight + 12) * ratio],
  )
  for (const { x, text, colour } of named) {
    const leftwards = x > bbox.left + bbox.width / 2
    const at = [x + (leftwards ? -beside : beside), y] as const
    ctx.textAlign = leftwards ? 'right' : 'left'
    ctx.fillStyle = colour
    ctx.strokeText(text, ...at)
    ctx.fillText(text, ...at)
  }
}

/** What the line reads at a moment and beside it, as far as a name may reach. */
function readingsAt({ data: [x, y], scales }: uPlot, at: number): number[] {
  const reach = ((scales['x']?.max ?? at) - (scales['x']?.min ?? at)) * 0.08
  return Array.from(x).flatMap((time, i) => (Math.abs(time - at) <= reach ? (y?.[i] ?? []) : []))
}

/** Of the heights where a name may stand, the one that is farthest from what it must not cover. */
const clearOf = (taken: readonly number[], heights: readonly [number, ...number[]]): number => {
  const room = (height: number) => taken.reduce((least, y) => Math.min(least, Math.abs(y - height)), Infinity)
  return heights.reduce((best, height) => (room(height) > room(best) ? height : best))
}
