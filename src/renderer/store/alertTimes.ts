import type { Alert, AlertAct, AlertEntry } from '../../protocol/alerts.ts'

/** A moment in real and in event time, ms. */
type Moment = Pick<AlertEntry, 'at' | 'eventTime'> & Partial<Pick<AlertEntry, 'act'>>

const firstRaise = ({ raisedAt, eventTime }: Alert): Moment => ({ at: raisedAt, eventTime })

const latest = (alert: Alert, acts: readonly AlertAct[]): Moment =>
  alert.trail.findLast(({ act }) => acts.includes(act)) ?? firstRaise(alert)

/** Since when it stands without a break: between a resolution and a return it did not. */
export const lastRaise = (alert: Alert): Moment => latest(alert, ['raised', 'returned'])

/** Event time (ms) of a moment in real time, by what the alert knows best to have happened before it. */
export function eventTimeOf(alert: Alert, at: number, speed: number): number {
  const known = alert.trail.findLast(entry => entry.at <= at) ?? firstRaise(alert)
  return known.eventTime + (at - known.at) * speed
}

/**
 * When its reading was taken (real time, ms). The alert keeps the last one that was judged, for as long as it stands and
 * after; an alert without evidence was last read when it was raised, or refreshed with nothing else happening.
 */
export function measuredAt(alert: Alert): number {
  if (alert.evidence) return alert.evidence.to
  const refreshed = alert.updatedAt > (alert.trail.at(-1)?.at ?? Infinity)
  return refreshed ? alert.updatedAt : latest(alert, ['raised', 'returned', 'worsened']).at
}
