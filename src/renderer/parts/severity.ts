import { metricSpecs, type MetricId } from '../../protocol/metrics.ts'
import type { ConsoleStore } from '../store/state.ts'

/** Priority of what is abnormal: by the limits of the table, or by an active alert about one of these metrics. */
export function severityOf({ readings, snapshot }: ConsoleStore, ids: readonly MetricId[]): 1 | 2 | undefined {
  let worst: 1 | 2 | undefined
  for (const id of ids) {
    const value = readings[id]?.value
    const { warn, alarm } = metricSpecs[id]
    if (value === undefined) continue
    if (alarm !== undefined && value >= alarm) worst = 1
    else if (warn !== undefined && value >= warn) worst ??= 2
  }
  for (const alert of snapshot?.alerts ?? []) {
    if (alert.state === 'resolved' || alert.state === 'shelved' || alert.priority === 3) continue
    if (alert.metric !== null && ids.includes(alert.metric)) worst = alert.priority === 1 ? 1 : (worst ?? 2)
  }
  return worst
}
