import { resolvedShown, type Alert } from './alerts.ts'
import { annotationsKept } from './annotations.ts'
import type { CommandRecord, CommandState } from './commands.ts'
import type { EventBody, Snapshot } from './console.ts'

/**
 * What an event makes of a snapshot, for the console's core and for its page alike. News older than what is known changes
 * nothing: then the same snapshot is returned. Parts that are not touched keep their identity.
 */
export function applyBody(snapshot: Snapshot, body: EventBody): Snapshot {
  switch (body.kind) {
    case 'intake':
      return body.intake.revision < snapshot.intake.revision ? snapshot : { ...snapshot, intake: body.intake }
    case 'capacity':
      return body.capacity.revision < snapshot.capacity.revision ? snapshot : { ...snapshot, capacity: body.capacity }
    case 'stock':
      return body.stock.revision < snapshot.stock.revision ? snapshot : { ...snapshot, stock: body.stock }
    case 'safety-net':
      return body.safetyNet.revision < snapshot.safetyNet.revision
        ? snapshot
        : { ...snapshot, safetyNet: body.safetyNet }
    case 'time':
      return { ...snapshot, timeVerified: body.time.verified }
    case 'cohort': {
      const cohorts = upsert(snapshot.cohorts, body.cohort, (known, next) => next.revision >= known.revision)
      return cohorts === snapshot.cohorts ? snapshot : { ...snapshot, cohorts }
    }
    case 'command': {
      const commands = upsert(snapshot.commands, body.command, isLater)
      return commands === snapshot.commands ? snapshot : { ...snapshot, commands: commands.slice(-keptCommands) }
    }
    case 'alert': {
      const alerts = upsert(snapshot.alerts, body.alert, (known, next) => next.updatedAt >= known.updatedAt)
      return alerts === snapshot.alerts ? snapshot : { ...snapshot, alerts: bounded(alerts) }
    }
    case 'alarms':
      return { ...snapshot, alarms: body.alarms }
    case 'annotation': {
      const annotations = upsert(snapshot.annotations, body.annotation, () => false)
      return annotations === snapshot.annotations
        ? snapshot
        : { ...snapshot, annotations: annotations.slice(-annotationsKept) }
    }
    case 'ledger':
      break
  }
  return snapshot
}

/** So many are kept: what the screens show, not a history; that is the journal's and the backend's. */
const keptCommands = 200

const order: readonly CommandState[] = ['awaiting-approval', 'accepted']
const rank = (state: CommandState) => (order.includes(state) ? order.indexOf(state) : order.length)

/** A command's life goes one way; effects only accumulate. */
export const isLater = (known: CommandRecord, next: CommandRecord): boolean =>
  rank(next.state) >= rank(known.state) && next.effects.length >= known.effects.length

function upsert<T extends { id: string }>(list: T[], next: T, replaces: (known: T, next: T) => boolean): T[] {
  const i = list.findIndex(known => known.id === next.id)
  const known = list[i]
  if (known === undefined) return [...list, next]
  return replaces(known, next) ? list.with(i, next) : list
}

/** What is active is never dropped; of what is over, the latest stay. */
function bounded(alerts: Alert[]): Alert[] {
  const resolved = alerts.filter(alert => alert.state === 'resolved')
  if (resolved.length <= resolvedShown) return alerts
  const dropped = new Set(
    resolved
      .sort((a, b) => a.updatedAt - b.updatedAt)
      .slice(0, resolved.length - resolvedShown)
      .map(alert => alert.id),
  )
  return alerts.filter(alert => !dropped.has(alert.id))
}
