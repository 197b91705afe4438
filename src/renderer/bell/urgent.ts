import type { Alert } from '../../protocol/alerts.ts'
import { isUnseen } from '../store/alertFilter.ts'

/** What rings: a P1 that nobody has acknowledged and no other alert speaks for. */
const rings = (alert: Alert): boolean => alert.priority === 1 && isUnseen(alert)

/** One that comes again, or gets worse, counts again. */
const keyOf = ({ id, count }: Alert): string => `${id} ${count}`

/** Tells which of the alerts ring for the first time; it remembers what rang. */
export function createUrgent(): (alerts: readonly Alert[]) => Alert[] {
  let known: Set<string> | undefined
  return alerts => {
    const ringing = alerts.filter(rings)
    // What already stood when the page was opened is on the banner; only what comes from then on is news.
    const news = known ? ringing.filter(alert => !known?.has(keyOf(alert))) : []
    known = new Set(ringing.map(keyOf))
    return news
  }
}
