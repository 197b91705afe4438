import type uPlot from 'uplot'
import type { ChartDefinition } from './definitions.ts'
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
  readonly limits: readonly number[]
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
  ctx.restore()
}

function drawLimits(plot: uPlot, { limits, palette, label }: Marks, ratio: number): void {
  const { ctx, bbox } = plot
  ctx.setLineDash([6 * ratio, 4 * ratio])
  ctx.textAlign = 'right'
  for (const limit of limits) {
    const y = Math.round(plot.valToPos(limit, 'y', true))
    ctx.strokeStyle = palette.dashed
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
    ctx.fillStyle = palette.secondary
    ctx.fillText(label(limit), bbox.left + bbox.width - 4 * ratio, y - 9 * ratio)
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

/** Neutral: what is done on purpose is no alarm. Flags that would cover each other show their pole only. */
function drawFlags(plot: uPlot, { flags, palette, chart }: Marks, ratio: number): void {
  const { ctx, bbox } = plot
  ctx.setLineDash([])
  ctx.textAlign = 'left'
  let free = -Infinity
  for (const { eventTime, text, on } of flags()) {
    const x = Math.round(plot.valToPos(eventTime / 1000, 'x', true))
    if (x < bbox.left || x > bbox.left + bbox.width) continue
    ctx.strokeStyle = palette.dashed
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    if ((chart !== null && chart !== on) || x < free) continue
    const width = ctx.measureText(text).width + 8 * ratio
    ctx.fillStyle = palette.dashed
    ctx.fillRect(x, bbox.top, width, flagHeight * ratio)
    ctx.fillStyle = palette.surface
    ctx.fillText(text, x + 4 * ratio, bbox.top + (flagHeight / 2 + 0.5) * ratio)
    free = x + width + 4 * ratio
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

/** Named at the foot of the chart, clear of the flags at its head. */
function drawMoments(plot: uPlot, { moments }: Marks, ratio: number): void {
  const { ctx, bbox } = plot
  ctx.setLineDash([])
  for (const { at, text, colour } of moments?.() ?? []) {
    const x = Math.round(plot.valToPos(at, 'x', true))
    if (x < bbox.left || x > bbox.left + bbox.width) continue
    ctx.lineWidth = 2 * ratio
    ctx.strokeStyle = colour
    ctx.fillStyle = colour
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    const leftwards = x > bbox.left + bbox.width / 2
    ctx.textAlign = leftwards ? 'right' : 'left'
    ctx.fillText(text, x + (leftwards ? -6 : 6) * ratio, bbox.top + bbox.height - 10 * ratio)
  }
}
