import type { Alert, Priority, RuleId } from '../../protocol/alerts.ts'
import { familyOf, type Family } from '../../protocol/families.ts'
import { lastRaise } from './alertTimes.ts'

const urgency: Record<Alert['state'], number> = { raised: 0, acknowledged: 1, owned: 1, shelved: 2, resolved: 3 }

/** By priority, then what nobody has seen yet, then what came last; what returns comes anew. */
export const byUrgency = (a: Alert, b: Alert): number =>
  a.priority - b.priority ||
  urgency[a.state] - urgency[b.state] ||
  lastRaise(b).at - lastRaise(a).at ||
  (a.id < b.id ? -1 : 1)

/** One line of a list: an alert with what it silences, or many alerts that are read as one. */
export interface AlertNode {
  readonly key: string
  readonly priority: Priority
  /** Undefined where the line stands for a whole family. */
  readonly alert: Alert | undefined
  readonly family: Family
  /** What is folded into the line: the consequences of the alert, or the members of the family. */
  readonly folded: readonly Alert[]
}

export interface AlertView {
  /** P1: always one by one, and always first. */
  readonly pinned: readonly AlertNode[]
  /** The others: one by one, or in a flood by family. */
  readonly rest: readonly AlertNode[]
  readonly shelved: readonly Alert[]
  /** The latest first. */
  readonly resolved: readonly Alert[]
  /** How many stand. */
  readonly active: number
  /** How many of those a flood has folded away, and how many are silent consequences of another. */
  readonly gathered: number
  readonly silenced: number
}

/** Everything that was raised is in exactly one place: a flood folds and a cause silences, but nothing is lost. */
export function viewAlerts(alerts: readonly Alert[], flood: boolean): AlertView {
  const sorted = [...alerts].sort(byUrgency)
  const active = sorted.filter(({ state }) => state !== 'resolved' && state !== 'shelved')
  const standing = new Set(active.map(({ id }) => id))
  const silencedBy = new Map<string, Alert[]>()
  const asking: Alert[] = []
  for (const alert of active) {
    const { inhibitedBy } = alert
    // One whose cause is nowhere to be seen speaks for itself.
    if (inhibitedBy === null || !standing.has(inhibitedBy)) asking.push(alert)
    else push(silencedBy, inhibitedBy, alert)
  }
  const single = (alert: Alert): AlertNode => ({
    key: alert.id,
    priority: alert.priority,
    alert,
    family: familyOf[alert.rule],
    folded: silencedBy.get(alert.id) ?? [],
  })
  const others = asking.filter(({ priority }) => priority !== 1)
  const rest = flood
    ? byFamily(others, silencedBy).map(node => (node.alert ? single(node.alert) : node))
    : others.map(single)
  return {
    pinned: asking.filter(({ priority }) => priority === 1).map(single),
    rest,
    shelved: sorted.filter(({ state }) => state === 'shelved'),
    resolved: sorted
      .filter(({ state }) => state === 'resolved')
      .sort((a, b) => (b.resolvedAt ?? b.updatedAt) - (a.resolvedAt ?? a.updatedAt)),
    active: active.length,
    gathered: rest.reduce((sum, { alert, folded }) => sum + (alert ? 0 : folded.length), 0),
    silenced: active.length - asking.length,
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** In the order of the most urgent member of each; one that is alone stays itself. */
function byFamily(alerts: readonly Alert[], silencedBy: ReadonlyMap<string, Alert[]>): AlertNode[] {
  const members = new Map<Family, Alert[]>()
  for (const alert of alerts) {
    push(members, familyOf[alert.rule], alert)
    for (const silent of silencedBy.get(alert.id) ?? []) push(members, familyOf[alert.rule], silent)
  }
  return [...members].flatMap(([family, folded]): AlertNode[] => {
    const [first, second] = folded
    if (!first) return []
    return [{ key: `family:${family}`, priority: first.priority, alert: second ? undefined : first, family, folded }]
  })
}

/** How many of each rule, the most first. */
export function countRules(alerts: readonly Alert[]): { rule: RuleId; n: number }[] {
  const counts = new Map<RuleId, number>()
  for (const { rule } of alerts) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return [...counts].map(([rule, n]) => ({ rule, n })).sort((a, b) => b.n - a.n)
}
