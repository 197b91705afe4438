import type { Alert } from '../../protocol/alerts.ts'

/** The limits of an alarm flood (ISA-18.2): it begins above 10 new alerts in 10 minutes and ends below 5. */
export const floodBegins = 10
const floodEnds = 5
const windowMs = 600_000

/** New alerts in the last ten minutes of server time. */
export const alarmLoad = (alerts: readonly Alert[], now: number): number =>
  alerts.reduce((count, alert) => (alert.raisedAt > now - windowMs ? count + 1 : count), 0)

export const isFlood = (load: number, before: boolean): boolean => (before ? load >= floodEnds : load > floodBegins)

export interface AlertGroup {
  readonly rule: Alert['rule']
  readonly priority: Alert['priority']
  readonly alerts: readonly Alert[]
}

const urgency: Record<Alert['state'], number> = { raised: 0, acknowledged: 1, owned: 1, shelved: 2, resolved: 3 }

/** By priority, then what nobody has seen yet, then the newest. */
export const byUrgency = (a: Alert, b: Alert): number =>
  a.priority - b.priority || urgency[a.state] - urgency[b.state] || b.raisedAt - a.raisedAt || (a.id < b.id ? -1 : 1)

export interface AlertView {
  /** Always shown one by one. */
  readonly pinned: readonly Alert[]
  /** The other active ones: one group each, or in a flood one group for each rule. */
  readonly groups: readonly AlertGroup[]
  readonly shelved: readonly Alert[]
  readonly resolved: readonly Alert[]
  /** How many are inside groups and not on the screen. */
  readonly hidden: number
}

/** Everything that was raised is in exactly one of the lists: a flood hides, it never loses. */
export function viewAlerts(alerts: readonly Alert[], flood: boolean): AlertView {
  const sorted = [...alerts].sort(byUrgency)
  const active = sorted.filter(alert => alert.state !== 'resolved' && alert.state !== 'shelved')
  const rest = active.filter(alert => alert.priority !== 1)
  const groups = flood ? groupByRule(rest) : rest.map(alert => ({ ...alert, alerts: [alert] }))
  return {
    pinned: active.filter(alert => alert.priority === 1),
    groups,
    shelved: sorted.filter(alert => alert.state === 'shelved'),
    resolved: sorted.filter(alert => alert.state === 'resolved').sort((a, b) => b.updatedAt - a.updatedAt),
    hidden: rest.length - groups.length,
  }
}

function groupByRule(alerts: readonly Alert[]): AlertGroup[] {
  const groups = new Map<string, Alert[]>()
  for (const alert of alerts) {
    const key = `${alert.priority}:${alert.rule}`
    groups.set(key, [...(groups.get(key) ?? []), alert])
  }
  return [...groups.values()].flatMap(group =>
    group[0] ? [{ rule: group[0].rule, priority: group[0].priority, alerts: group }] : [],
  )
}
