import type { TrackedCommand } from '../../protocol/bridge.ts'
import type { CommandRecord } from '../../protocol/commands.ts'
import type { EventBody, Sample } from '../../protocol/console.ts'
import type { MetricId } from '../../protocol/metrics.ts'
import { isLater } from '../../protocol/snapshot.ts'
import type { ConsoleStore } from './state.ts'

type Readings = ConsoleStore['readings']

/** Newer readings replace older ones, each metric by its own time: what a sample lacks keeps its age. */
export function mergeReadings(readings: Readings, sample: Sample): Readings {
  const next: { [M in MetricId]?: { value: number; at: number } } = { ...readings }
  for (const [id, value] of Object.entries(sample.values) as [MetricId, number][]) {
    const known = next[id]
    if (!known || known.at <= sample.at) next[id] = { value, at: sample.at }
  }
  return next
}

export const isRecord = (body: EventBody): body is Extract<EventBody, { kind: 'command' }> => body.kind === 'command'

const keptTracked = 50

/** Takes a tracked command, or the backend's record of one that is tracked here already. */
export function mergeTracked(
  tracked: readonly TrackedCommand[],
  news: TrackedCommand | CommandRecord,
): readonly TrackedCommand[] {
  const i = tracked.findIndex(known => known.id === news.id)
  const known = tracked[i]
  if ('record' in news) {
    if (!known) return [...tracked, news].slice(-keptTracked)
    if (known.record && (!news.record || !isLater(known.record, news.record))) return tracked
    return tracked.with(i, news)
  }
  if (!known || (known.record && !isLater(known.record, news))) return tracked
  return tracked.with(i, { ...known, state: news.state, record: news })
}
