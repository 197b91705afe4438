import type { Series } from '../store/series.ts'

const overMs = 60_000

/** Change of the queue per minute of event time over the last real minute; undefined with less than ten seconds. */
export function queueTrend(series: Series): number | undefined {
  const last = series.length - 1
  if (last < 1) return undefined
  let first = last
  while (first > 0 && series.at(first - 1) >= series.at(last) - overMs) first--
  const minutes = (series.eventTime(last) - series.eventTime(first)) / 60_000
  const change = series.value('queue.waiting', last) - series.value('queue.waiting', first)
  if (series.at(last) - series.at(first) < 10_000 || minutes <= 0 || Number.isNaN(change)) return undefined
  return change / minutes
}
