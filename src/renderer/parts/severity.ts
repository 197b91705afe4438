import type { Alert, Priority } from '../../protocol/alerts.ts'
import type { MetricId } from '../../protocol/metrics.ts'
import type { ConsoleStore } from '../store/state.ts'

const counts = ({ state, inhibitedBy }: Alert) => state !== 'resolved' && state !== 'shelved' && inhibitedBy === null

/** The priority of the most urgent alert about one of these metrics: a tile never claims one that the list does not show. */
export function severityOf(
  { snapshot }: Pick<ConsoleStore, 'snapshot'>,
  ids: readonly MetricId[],
): Priority | undefined {
  let worst: Priority | undefined
  for (const alert of snapshot?.alerts ?? [])
    if (counts(alert) && alert.metric !== null && ids.includes(alert.metric))
      worst = worst === undefined || alert.priority < worst ? alert.priority : worst
  return worst
}
