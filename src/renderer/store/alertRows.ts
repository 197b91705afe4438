import type { Alert, Priority } from '../../protocol/alerts.ts'
import { familyOf, type Family } from '../../protocol/families.ts'
import type { AlertTab } from './alertFilter.ts'
import type { AlertNode, AlertView } from './alertView.ts'

/** One visible line of the tree of alerts. */
export interface AlertRow {
  readonly key: string
  readonly level: 1 | 2
  readonly priority: Priority
  /** Undefined for the line of a family. */
  readonly alert: Alert | undefined
  readonly family: Family
  readonly folded: readonly Alert[]
  /** Undefined when there is nothing to unfold. */
  readonly open: boolean | undefined
  /** Its place among its siblings, from 1, and how many those are. */
  readonly place: number
  readonly of: number
}

/** The tree as it is unfolded, line by line. */
export function rowsOf(view: AlertView, tab: AlertTab, open: ReadonlySet<string>): AlertRow[] {
  if (tab === 'shelved') return view.shelved.map(leaf(1))
  if (tab === 'resolved') return view.resolved.map(leaf(1))
  const nodes = [...view.pinned, ...view.rest]
  return nodes.flatMap((node, i) => {
    const unfolded = node.folded.length > 0 ? open.has(node.key) : undefined
    const line: AlertRow = { ...node, level: 1, open: unfolded, place: i + 1, of: nodes.length }
    return unfolded ? [line, ...node.folded.map(leaf(2))] : [line]
  })
}

const leaf =
  (level: AlertRow['level']) =>
  (alert: Alert, i: number, all: readonly Alert[]): AlertRow => ({
    key: alert.id,
    level,
    priority: alert.priority,
    alert,
    family: familyOf[alert.rule],
    folded: nothing,
    open: undefined,
    place: i + 1,
    of: all.length,
  })

const nothing: AlertNode['folded'] = []
