import type { SeriesPoint, SeriesQuestion } from '../protocol/bridge.ts'
import type { Sample } from '../protocol/console.ts'

/** One reading of a sample: the whole of a metric, or the part of one label. */
export function pointOf(
  { at, eventTime, values, labels }: Sample,
  { metric, label }: SeriesQuestion,
): SeriesPoint | undefined {
  const value = label === null ? values[metric] : labels[metric]?.[label]
  return value === undefined ? undefined : { at, eventTime, value }
}

/**
 * The points of two memories as one, oldest first; where both have a moment it is taken once. At most `most` are left: the
 * lowest and the highest of each stretch, so that a spike survives.
 */
export function joinPoints(
  earlier: readonly SeriesPoint[],
  later: readonly SeriesPoint[],
  most: number,
): SeriesPoint[] {
  const points = [...new Map([...earlier, ...later].map(point => [point.at, point])).values()]
  return thin(
    points.sort((a, b) => a.at - b.at),
    most,
  )
}

function thin(points: readonly SeriesPoint[], most: number): SeriesPoint[] {
  if (points.length <= most) return [...points]
  const stretch = Math.ceil(points.length / Math.floor(most / 2))
  const kept: SeriesPoint[] = []
  for (let from = 0; from < points.length; from += stretch) {
    const part = points.slice(from, from + stretch)
    const low = part.reduce((least, point) => (point.value < least.value ? point : least))
    const high = part.reduce((most, point) => (point.value > most.value ? point : most))
    kept.push(...(low === high ? [low] : low.at < high.at ? [low, high] : [high, low]))
  }
  return kept
}
