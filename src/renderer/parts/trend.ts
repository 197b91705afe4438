import type { Series } from '../store/series.ts'

const MINUTE_MS = 60_000
/** Less of real time is a handful of samples, which say nothing of a line of thousands. */
const LEAST_MS = 10_000

/**
 * Change of the queue per minute of event time over the last such minute, which in an accelerated drill is stretched to ten
 * real seconds; undefined with less than those.
 */
export function queueTrend(series: Series): number | undefined {
  const last = series.length - 1
  if (last < 1 || series.at(last) - series.at(0) < LEAST_MS) return undefined
  const isWithin = (i: number) =>
    series.at(i) > series.at(last) - LEAST_MS || series.eventTime(i) > series.eventTime(last) - MINUTE_MS
  let first = last
  while (first > 0 && isWithin(first)) first--
  const minutes = (series.eventTime(last) - series.eventTime(first)) / MINUTE_MS
  const change = series.value('queue.waiting', last) - series.value('queue.waiting', first)
  return minutes <= 0 || Number.isNaN(change) ? undefined : change / minutes
}
