import { chartedIds, type ChartedId, type Series } from '../store/series.ts'

/** One window of the series, ready to be drawn: every array has the length of `x`; null is a hole. */
export interface Frame {
  /** Event time in seconds, rising. */
  readonly x: readonly number[]
  readonly columns: Readonly<Record<ChartedId, readonly (number | null)[]>>
  /** Event time of the newest sample, seconds; undefined when there is none. */
  readonly now: number | undefined
  readonly from: number
  /** Where the axis ends: some way into the future, for the forecast. */
  readonly to: number
}

/** Samples come once a second: this much silence (ms) is a hole, drawn as one and never bridged. */
const holeMs = 2_500
/** The axis is never shorter than this much real time. */
const shortestMs = 120_000
/** The part of the axis left of the newest sample. */
const past = 0.88

export const emptyFrame: Frame = {
  x: [],
  columns: Object.fromEntries(chartedIds.map(id => [id, []])) as unknown as Frame['columns'],
  now: undefined,
  from: 0,
  to: 1,
}

/** The last `windowMs` of real time. */
export function frameOf(series: Series, windowMs: number): Frame {
  const last = series.length - 1
  if (last < 0) return emptyFrame
  const newest = series.at(last)
  let first = last
  while (first > 0 && series.at(first - 1) >= newest - windowMs) first--

  const x: number[] = []
  const columns = Object.fromEntries(chartedIds.map(id => [id, [] as (number | null)[]])) as Record<
    ChartedId,
    (number | null)[]
  >
  let previous = Number.NaN
  for (let i = first; i <= last; i++) {
    const time = series.eventTime(i) / 1000
    // Event time stands still or goes back only after a restart: uPlot wants rising values.
    if (x.length > 0 && time <= (x.at(-1) ?? 0)) continue
    if (series.at(i) - previous > holeMs) {
      x.push(((x.at(-1) ?? time) + time) / 2)
      for (const id of chartedIds) columns[id].push(null)
    }
    previous = series.at(i)
    x.push(time)
    for (const id of chartedIds) {
      const value = series.value(id, i)
      columns[id].push(Number.isNaN(value) ? null : value)
    }
  }
  const now = x.at(-1) ?? 0
  const speed = speedOf(series, first, last)
  // A night that has just begun fills the chart all the same.
  const shownMs = Math.min(windowMs, Math.max(shortestMs, newest - series.at(0)))
  const from = now - (shownMs / 1000) * speed
  return { x, columns, now, from, to: from + (now - from) / past }
}

/** Event seconds per real second over the window; 1 when it cannot be told. */
function speedOf(series: Series, first: number, last: number): number {
  const real = series.at(last) - series.at(first)
  const event = series.eventTime(last) - series.eventTime(first)
  // A restart in a drill may step event time: the speed of the newest stretch counts, never less than real time.
  return real > 0 && event > 0 ? Math.max(1, Math.round(event / real)) : 1
}

let cache: { series: Series; version: number; windowMs: number; frame: Frame } | undefined

/** The same frame for all charts, made once for each change of the series. */
export function sharedFrame(series: Series, windowMs: number): Frame {
  if (cache?.series === series && cache.version === series.version && cache.windowMs === windowMs) return cache.frame
  cache = { series, version: series.version, windowMs, frame: frameOf(series, windowMs) }
  return cache.frame
}
