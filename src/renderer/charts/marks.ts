import type uPlot from 'uplot'
import type { ChartDefinition } from './definitions.ts'
import { chartFont, type Palette } from './palette.ts'

/** Something that was done, on every chart a pole; its text stands on the chart it belongs to. */
export interface Flag {
  /** Event time, ms. */
  readonly eventTime: number
  readonly text: string
  readonly on: ChartDefinition['id']
}

/** Drawn over a chart: limits, the moment of the newest sample, and what operators and the safety net did. */
export interface Marks {
  readonly palette: Palette
  readonly definition: ChartDefinition
  readonly now: () => number | undefined
  readonly flags: () => readonly Flag[]
  readonly label: (limit: number) => string
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
  drawLimits(plot, marks, ratio)
  drawNow(plot, marks, ratio)
  drawFlags(plot, marks, ratio)
  ctx.restore()
}

function drawLimits(plot: uPlot, { definition, palette, label }: Marks, ratio: number): void {
  const { ctx, bbox } = plot
  ctx.setLineDash([6 * ratio, 4 * ratio])
  ctx.textAlign = 'right'
  for (const limit of definition.limits ?? []) {
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
function drawFlags(plot: uPlot, { flags, palette, definition }: Marks, ratio: number): void {
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
    if (definition.id !== on || x < free) continue
    const width = ctx.measureText(text).width + 8 * ratio
    ctx.fillStyle = palette.dashed
    ctx.fillRect(x, bbox.top, width, flagHeight * ratio)
    ctx.fillStyle = palette.surface
    ctx.fillText(text, x + 4 * ratio, bbox.top + (flagHeight / 2 + 0.5) * ratio)
    free = x + width + 4 * ratio
  }
}
