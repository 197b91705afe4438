import { create } from 'zustand'
import type { Alert, Priority, RuleId } from '../../protocol/alerts.ts'

/** Which part of all alerts the Alerts screen lists. */
export const alertTabs = ['active', 'unseen', 'shelved', 'resolved'] as const
export type AlertTab = (typeof alertTabs)[number]

interface AlertFilter {
  readonly tab: AlertTab
  /** Empty lets every one pass. */
  readonly priorities: readonly Priority[]
  /** Null lets every one pass. */
  readonly rule: RuleId | null
  /** Lines that are unfolded. */
  readonly open: ReadonlySet<string>
}

export const useAlertFilter = create<AlertFilter>()(() => ({
  tab: 'active',
  priorities: [],
  rule: null,
  open: new Set<string>(),
}))

export const filterAlerts = (change: Partial<AlertFilter>): void => useAlertFilter.setState(change)

export function unfold(key: string, open: boolean): void {
  useAlertFilter.setState(state => {
    if (state.open.has(key) === open) return state
    const next = new Set(state.open)
    if (open) next.add(key)
    else next.delete(key)
    return { open: next }
  })
}

/** Nobody has seen it, and it asks to be seen. */
export const isUnseen = ({ state, inhibitedBy }: Alert): boolean => state === 'raised' && inhibitedBy === null

type Chosen = Pick<AlertFilter, 'tab' | 'priorities' | 'rule'>

export const passes = (alert: Alert, { tab, priorities, rule }: Chosen): boolean =>
  (priorities.length === 0 || priorities.includes(alert.priority)) &&
  (rule === null || rule === alert.rule) &&
  (tab !== 'unseen' || isUnseen(alert))
