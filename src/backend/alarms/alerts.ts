import type { Alert, Evidence, Priority, RuleId } from '../../protocol/alerts.ts'
import { alertSchema } from '../../protocol/alerts.ts'
import type { Order } from '../../protocol/commands.ts'
import { RefusalError } from '../../protocol/errors.ts'
import { mayAct, type Account } from '../../protocol/nouns.ts'
import type { MetricId } from '../../protocol/metrics.ts'
import type { Clock } from '../clock.ts'
import type { Documents } from '../control/contract.ts'

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

/**
 * The life of an alert: raised → acknowledged → owned → resolved, shelved in between; the same for every console, and
 * durable. One alert a cause: a cause that returns within a minute reopens its alert and counts, so that flapping is
 * one line and not twenty. What operators do throws `RefusalError` and is durable when the promise resolves.
 */
export interface Alerts {
  raise(cause: Cause): void
  resolve(rule: RuleId, subject: string): void
  acknowledge(id: string, by: Account): Promise<Alert>
  /** P1 never, P2 up to 15 minutes, P3 up to 60; it returns by itself. */
  shelve(id: string, minutes: number, reason: string, by: Account): Promise<Alert>
  assign(id: string, owner: string, by: Account): Promise<Alert>
  note(id: string, text: string, by: Account): Promise<Alert>
  /** Those that stand, and those resolved last, newest first. */
  list(): Alert[]
  active(): Alert[]
  /** Ends shelvings that ran out; called once a second. */
  tick(): void
}

export interface AlertsOptions {
  readonly clock: Clock
  readonly documents: Documents
  readonly onChange: (alert: Alert) => void
  /** Told when an alert could not be made durable. */
  readonly onError: (error: unknown) => void
}

const REOPEN_MS = 60_000
/** A worse value of a standing alert is told at most this often. */
const REFRESH_MS = 10_000
const RESOLVED_SHOWN = 100
const mostMinutes: Readonly<Record<Priority, number>> = { 1: 0, 2: 15, 3: 60 }
const PREFIX = 'alert:'

export function createAlerts({ clock, documents, onChange, onError }: AlertsOptions): Alerts {
  const alerts = new Map<string, Alert>()
  /** The newest alert of each cause. */
  const byCause = new Map<string, string>()
  for (const { value } of documents.list(PREFIX)) {
    const alert = alertSchema.safeParse(value).data
    if (!alert) continue
    alerts.set(alert.id, alert)
    const known = alerts.get(byCause.get(causeKey(alert)) ?? '')
    if (!known || known.raisedAt <= alert.raisedAt) byCause.set(causeKey(alert), alert.id)
  }

  const change = (alert: Alert, to: Partial<Alert>): Promise<Alert> => {
    const changed: Alert = { ...alert, ...to, updatedAt: clock.real() }
    alerts.set(changed.id, changed)
    const written = documents.put(`${PREFIX}${changed.id}`, changed)
    onChange(changed)
    return written.then(() => changed)
  }
  const changeLater = (alert: Alert, to: Partial<Alert>) => {
    change(alert, to).catch(onError)
  }

  const standing = (id: string, by: Account): Alert => {
    if (!mayAct(by.role, 'operator')) throw new RefusalError('role-insufficient', 'an alert needs an operator')
    const alert = alerts.get(id)
    if (!alert) throw new RefusalError('resource-unknown', `alert ${id}`)
    return alert
  }
  const open = (id: string, by: Account): Alert => {
    const alert = standing(id, by)
    if (alert.state === 'resolved') throw new RefusalError('command-conflict', 'the alert is resolved')
    return alert
  }

  const begin = (cause: Cause) => {
    const now = clock.real()
    const alert: Alert = {
      ...pick(cause),
      id: `${cause.rule}:${cause.subject}:${now.toString(36)}`,
      rule: cause.rule,
      subject: cause.subject,
      state: 'raised',
      raisedAt: now,
      updatedAt: now,
      eventTime: clock.event(),
      count: 1,
      owner: null,
      acknowledgedBy: null,
      shelvedUntil: null,
      note: '',
      resolvedAt: null,
      group: '',
      inhibitedBy: null,
      flapping: false,
      trail: [],
    }
    byCause.set(causeKey(cause), alert.id)
    changeLater(alert, {})
  }

  return {
    raise(cause) {
      const alert = alerts.get(byCause.get(causeKey(cause)) ?? '')
      const now = clock.real()
      const worse = alert !== undefined && cause.priority < alert.priority
      // A shelf outlives a cause that comes and goes: that is what shelving is for.
      const shelved = !worse && (alert?.shelvedUntil ?? 0) > now
      if (!alert || (alert.state === 'resolved' && !shelved && now - alert.updatedAt >= REOPEN_MS)) return begin(cause)
      if (alert.state === 'resolved' || worse) {
        const life = shelved
          ? ({ state: 'shelved' } as const)
          : ({ state: 'raised', acknowledgedBy: null, shelvedUntil: null } as const)
        return changeLater(alert, { ...pick(cause), ...life, count: alert.count + 1 })
      }
      if (alert.value !== cause.value && now - alert.updatedAt >= REFRESH_MS)
        changeLater(alert, { value: cause.value, threshold: cause.threshold })
    },
    resolve(rule, subject) {
      const alert = alerts.get(byCause.get(causeKey({ rule, subject })) ?? '')
      if (alert && alert.state !== 'resolved') changeLater(alert, { state: 'resolved' })
    },
    async acknowledge(id, by) {
      const alert = standing(id, by)
      if (alert.acknowledgedBy !== null || alert.state === 'resolved') return alert
      return change(alert, { acknowledgedBy: by.id, ...(alert.state === 'raised' && { state: 'acknowledged' }) })
    },
    async shelve(id, minutes, reason, by) {
      const alert = open(id, by)
      const most = mostMinutes[alert.priority]
      if (minutes > most)
        throw new RefusalError(
          'command-conflict',
          most === 0 ? 'a P1 is never shelved' : `a P${alert.priority} is shelved for at most ${most} minutes`,
        )
      const shelvedUntil = clock.real() + minutes * 60_000
      return change(alert, { state: 'shelved', shelvedUntil, owner: alert.owner ?? by.id, note: reason })
    },
    async assign(id, owner, by) {
      const alert = open(id, by)
      return change(alert, {
        owner,
        acknowledgedBy: alert.acknowledgedBy ?? by.id,
        ...(alert.state !== 'shelved' && { state: 'owned' }),
      })
    },
    note: async (id, text, by) => change(standing(id, by), { note: text }),
    list() {
      const all = [...alerts.values()].sort((a, b) => b.updatedAt - a.updatedAt)
      const resolved = all.filter(({ state }) => state === 'resolved').slice(0, RESOLVED_SHOWN)
      return [...all.filter(({ state }) => state !== 'resolved'), ...resolved]
    },
    active: () => [...alerts.values()].filter(({ state }) => state !== 'resolved'),
    tick() {
      const now = clock.real()
      for (const alert of alerts.values())
        if (alert.state === 'shelved' && (alert.shelvedUntil ?? 0) <= now)
          changeLater(alert, { state: 'raised', acknowledgedBy: null, shelvedUntil: null })
    },
  }
}

const causeKey = ({ rule, subject }: { rule: RuleId; subject: string }) => `${rule}\n${subject}`

const pick = ({ priority, metric, value, threshold, evidence, suggestion }: Cause) => ({
  priority,
  metric,
  value,
  threshold,
  ...(evidence && { evidence }),
  ...(suggestion && { suggestion }),
})
