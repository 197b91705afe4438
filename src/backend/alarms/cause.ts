import type { Evidence, Priority, RuleId } from '../../protocol/alerts.ts'
import type { Order } from '../../protocol/commands.ts'
import type { MetricId } from '../../protocol/metrics.ts'

/** What raises an alert: one cause is one rule about one subject. */
export interface Cause {
  readonly rule: RuleId
  readonly subject: string
  readonly priority: Priority
  readonly metric: MetricId | null
  readonly value: number | null
  readonly threshold: number | null
  readonly evidence?: Evidence
  readonly suggestion?: Order
}

export type CauseKey = Pick<Cause, 'rule' | 'subject'>

/** One alert a cause: this is what tells two causes apart. */
export const causeKey = ({ rule, subject }: CauseKey): string => `${rule}\n${subject}`

/** What an alert takes over from its cause, as it is now. */
export const readingOf = ({ priority, metric, value, threshold, evidence, suggestion }: Cause) => ({
  priority,
  metric,
  value,
  threshold,
  ...(evidence && { evidence }),
  ...(suggestion && { suggestion }),
})
