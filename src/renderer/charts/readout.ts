import { formatClock, formatCompact } from '../../locales/format.ts'
import type { Writer } from '../store/hooks.ts'
import type { ChartDefinition, Column } from './definitions.ts'

/** How values of a chart are written: whole, and short for its axis. */
export function writeValue(writer: Writer, unit: ChartDefinition['unit'], value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (unit === 'people') return writer.number(value, 0)
  return unit === 'rate' ? writer.rate(value) : writer.percent(value, 2)
}

export function writeAxis(writer: Writer, unit: ChartDefinition['unit'], value: number): string {
  if (unit === 'percent') return writer.percent(value, value !== 0 && value < 0.01 ? 1 : 0)
  return value >= 10_000 ? formatCompact(writer.locale, value) : writer.number(value)
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
