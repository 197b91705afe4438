import { alertSchema, type Alert, type AlertCursor } from '../../protocol/alerts.ts'
import type { Documents } from '../control/contract.ts'
import { causeKey, type CauseKey } from './cause.ts'

/** Every alert that stands, and the latest of those that are over, in memory and durable. */
export interface AlertBook {
  get(id: string): Alert | undefined
  /** The newest alert of a cause. */
  of(cause: CauseKey): Alert | undefined
  standing(): Alert[]
  /** Those that are over, the latest first, from below `before`. */
  resolved(before: AlertCursor | null, limit: number): Alert[]
  /** Durable when the promise resolves. */
  put(alert: Alert): Promise<void>
}

const PREFIX = 'alert:'
/** So many that are over are kept; a night has tens, a flood a thousand. */
const RESOLVED_KEPT = 2_000

export function openAlertBook(documents: Documents, kept = RESOLVED_KEPT): AlertBook {
  const standing = new Map<string, Alert>()
  /** In the order in which they ended. */
  const over = new Map<string, Alert>()
  const newest = new Map<string, string>()

  const get = (id: string) => standing.get(id) ?? over.get(id)

  const take = (alert: Alert) => {
    if (alert.state === 'resolved') {
      standing.delete(alert.id)
      // A note on one that is over leaves it where it is.
      over.set(alert.id, alert)
    } else {
      over.delete(alert.id)
      standing.set(alert.id, alert)
    }
    const known = get(newest.get(causeKey(alert)) ?? '')
    if (!known || known.raisedAt <= alert.raisedAt) newest.set(causeKey(alert), alert.id)
  }

  const forget = (): Promise<void>[] => {
    const dropped: Promise<void>[] = []
    for (const [id, alert] of over) {
      if (over.size <= kept) break
      over.delete(id)
      if (newest.get(causeKey(alert)) === id) newest.delete(causeKey(alert))
      dropped.push(documents.drop(`${PREFIX}${id}`))
    }
    return dropped
  }

  documents
    .list(PREFIX)
    .flatMap(({ value }) => alertSchema.safeParse(value).data ?? [])
    .sort((a, b) => endOf(a) - endOf(b))
    .forEach(take)

  return {
    get,
    of: cause => get(newest.get(causeKey(cause)) ?? ''),
    standing: () => [...standing.values()],
    resolved(before, limit) {
      const latest = [...over.values()].sort(byEnd)
      const below = before === null ? latest : latest.filter(alert => byEnd(alert, before) > 0)
      return below.slice(0, limit)
    },
    async put(alert) {
      take(alert)
      await Promise.all([documents.put(`${PREFIX}${alert.id}`, alert), ...forget()])
    },
  }
}

/** Those of an earlier version have no `resolvedAt`. */
const endOf = ({ resolvedAt, updatedAt }: Alert): number => resolvedAt ?? updatedAt

export const cursorOf = (alert: Alert): AlertCursor => ({ at: endOf(alert), id: alert.id })

/** The latest first; the id decides between two of the same millisecond. */
function byEnd(a: Alert, b: Alert | AlertCursor): number {
  const [left, right] = [cursorOf(a), 'at' in b ? b : cursorOf(b)]
  return right.at - left.at || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)
}
