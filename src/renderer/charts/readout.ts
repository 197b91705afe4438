import { formatClock, formatCompact } from '../../locales/format.ts'
import type { Writer } from '../store/hooks.ts'
import type { ChartDefinition, Column } from './definitions.ts'
import { decimalsOf, type AxisUnit } from './scale.ts'

/** How values of a chart are written. */
export function writeValue(writer: Writer, unit: ChartDefinition['unit'], value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (unit === 'people') return writer.number(value, 0)
  return unit === 'rate' ? writer.rate(value) : writer.percent(value, 2)
}

/** A tick as it is: rounded, evenly spaced ones would not look so. */
export function writeTick({ locale, percent, number }: Writer, unit: AxisUnit, tick: number): string {
  if (unit === 'ratio') return percent(tick, decimalsOf(tick * 100))
  return tick >= 10_000 ? formatCompact(locale, tick) : number(tick, decimalsOf(tick))
}

export const lastValue = (column: Column | undefined): number | null =>
  column?.findLast(value => value !== null && value !== undefined) ?? null

/** A chart in one sentence, for those who do not see it. */
export function summarize(
  writer: Writer,
  definition: ChartDefinition,
  { x, column }: { x: readonly number[]; column: Column | undefined },
): string {
  let min = Infinity
  let max = -Infinity
  for (const value of column ?? []) {
    if (value === null || value === undefined) continue
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  const title = writer.t(definition.title)
  if (min > max) return `${title}. ${writer.t('chart.empty')}`
  const write = (value: number | null) => writeValue(writer, definition.unit, value)
  return writer.t('chart.summary', {
    title,
    latest: write(lastValue(column)),
    min: write(min),
    max: write(max),
    from: formatClock((x[0] ?? 0) * 1000),
    to: formatClock((x.at(-1) ?? 0) * 1000),
  })
}
