import { shelveMinutes, type Alert, type AlertAct, type AlertEntry } from '../../protocol/alerts.ts'
import { RefusalError } from '../../protocol/errors.ts'
import { familyOf } from '../../protocol/families.ts'
import { readingOf, type Cause } from './cause.ts'

/**
 * The life of one alert, each step from one value to the next: raised → acknowledged → owned → resolved, shelved or
 * silenced in between. Pure. A step that is not allowed throws `RefusalError`.
 */

/** Real and event time of the server, ms. */
export interface Moment {
  readonly at: number
  readonly eventTime: number
}

/** The first entry says when and how it began and is never dropped; the latest follow it. */
const TRAIL_KEPT = 40

interface Step extends Moment {
  readonly act: AlertAct
  readonly by?: string
  readonly text?: string
}

function step(alert: Alert, { act, at, eventTime, by, text = '' }: Step, to: Partial<Alert>): Alert {
  const entry: AlertEntry = { act, at, eventTime, by: by ?? null, text }
  const trail =
    alert.trail.length < TRAIL_KEPT
      ? [...alert.trail, entry]
      : [...alert.trail.slice(0, 1), ...alert.trail.slice(2 - TRAIL_KEPT), entry]
  return { ...alert, ...to, updatedAt: at, trail }
}

export function begin(cause: Cause, now: Moment): Alert {
  const { rule, subject } = cause
  const born: Alert = {
    ...readingOf(cause),
    id: `${rule}:${subject}:${now.at.toString(36)}`,
    rule,
    subject,
    state: 'raised',
    raisedAt: now.at,
    updatedAt: now.at,
    eventTime: now.eventTime,
    count: 1,
    owner: null,
    acknowledgedBy: null,
    shelvedUntil: null,
    resolvedAt: null,
    note: '',
    group: familyOf[rule],
    inhibitedBy: null,
    flapping: false,
    trail: [],
  }
  return step(born, { act: 'raised', ...now }, {})
}

/** Its cause is back soon after it went. A shelf outlives a cause that comes and goes: that is what shelving is for. */
export function comeBack(alert: Alert, cause: Cause, now: Moment): Alert {
  const shelved = (alert.shelvedUntil ?? 0) > now.at && cause.priority >= alert.priority
  const life = shelved ? ({ state: 'shelved' } as const) : asking
  return step(
    alert,
    { act: 'returned', ...now },
    { ...readingOf(cause), ...life, resolvedAt: null, count: alert.count + 1 },
  )
}

/** It is worse than what people acknowledged or put aside: it asks again. */
export function worsen(alert: Alert, cause: Cause, now: Moment): Alert {
  return step(
    alert,
    { act: 'worsened', ...now },
    { ...readingOf(cause), ...asking, ...speaking(alert), count: alert.count + 1 },
  )
}

/** Newer readings of a cause that stands; nobody is asked for anything. */
export function refresh(
  alert: Alert,
  { value, threshold, evidence, suggestion }: Cause,
  times: number,
  at: number,
): Alert {
  return {
    ...alert,
    value,
    threshold,
    ...(evidence && { evidence }),
    ...(suggestion && { suggestion }),
    count: alert.count + times,
    updatedAt: at,
  }
}

const asking = { state: 'raised', acknowledgedBy: null, shelvedUntil: null } as const
const speaking = ({ rule }: Alert) => ({ inhibitedBy: null, group: familyOf[rule] })

export function acknowledge(alert: Alert, by: string, now: Moment): Alert {
  if (alert.acknowledgedBy !== null || alert.state === 'resolved') return alert
  const state = alert.state === 'raised' ? 'acknowledged' : alert.state
  return step(alert, { act: 'acknowledged', by, ...now }, { acknowledgedBy: by, state })
}

export function own(alert: Alert, owner: string, by: string, now: Moment): Alert {
  mustStand(alert)
  const state = alert.state === 'shelved' ? 'shelved' : 'owned'
  const acknowledgedBy = alert.acknowledgedBy ?? by
  return step(alert, { act: 'owned', by, text: owner === by ? '' : owner, ...now }, { owner, acknowledgedBy, state })
}

/** P1 never, P2 up to 15 minutes, P3 up to 60; it returns by itself. */
export function shelve(alert: Alert, minutes: number, reason: string, by: string, now: Moment): Alert {
  mustStand(alert)
  const most = shelveMinutes[alert.priority]
  if (minutes > most)
    throw new RefusalError(
      'shelving-refused',
      most === 0 ? 'a P1 is never shelved' : `a P${alert.priority} is shelved for at most ${most} minutes`,
    )
  const shelvedUntil = now.at + minutes * 60_000
  const owner = alert.owner ?? by
  return step(
    alert,
    { act: 'shelved', by, text: reason, ...now },
    { state: 'shelved', shelvedUntil, owner, note: reason },
  )
}

/** Back from the shelf, by somebody or because its time is over; it asks for attention anew. */
export function unshelve(alert: Alert, by: string | undefined, now: Moment): Alert {
  if (alert.state !== 'shelved') throw new RefusalError('shelving-refused', 'the alert is not shelved')
  return step(alert, { act: 'unshelved', ...(by !== undefined && { by }), ...now }, asking)
}

export function note(alert: Alert, text: string, by: string, now: Moment): Alert {
  return step(alert, { act: 'noted', by, text, ...now }, { note: text })
}

/** A consequence of `root`, another alert that stands: that one asks for both. */
export function silence(alert: Alert, root: Alert, now: Moment): Alert {
  return step(alert, { act: 'silenced', text: root.id, ...now }, { inhibitedBy: root.id, group: root.id })
}

/** What it was a consequence of is over, and it still stands: it speaks for itself. */
export function release(alert: Alert, now: Moment): Alert {
  return step(alert, { act: 'released', ...now }, speaking(alert))
}

/** From here on it is held although its cause comes and goes. */
export function flap(alert: Alert, now: Moment): Alert {
  return step(alert, { act: 'flapping', ...now }, { flapping: true })
}

/** Its cause has stood still for long enough to be an alert like any other. */
export const steady = (alert: Alert, { at }: Moment): Alert => ({ ...alert, flapping: false, updatedAt: at })

export function resolve(alert: Alert, by: string | undefined, now: Moment): Alert {
  mustStand(alert)
  const over = { state: 'resolved', resolvedAt: now.at, flapping: false } as const
  return step(alert, { act: 'resolved', ...(by !== undefined && { by }), ...now }, { ...over, ...speaking(alert) })
}

function mustStand({ state }: Alert): void {
  if (state === 'resolved') throw new RefusalError('alert-over', 'it is resolved')
}
