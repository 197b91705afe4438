import { annotationsKept } from '../protocol/annotations.ts'
import type { EventBody, LaunchEvent, Snapshot, Welcome } from '../protocol/console.ts'

/** The console's copy of the launch, and up to which sequence number each of its nouns stands. */
export interface View {
  readonly snapshot: Snapshot
  /** The snapshot as it came covers everything up to this number. */
  readonly floor: number
  readonly upTo: Readonly<Record<string, number>>
}

/** So many are kept: what the screens show, not a history; that is the journal's and the backend's. */
const keptCommands = 200
const keptAlerts = 500

export function viewOf(welcome: Welcome): View {
  return { snapshot: welcome.snapshot, floor: welcome.lastSequence, upTo: {} }
}

/**
 * Applies one event. Pure: the same view is returned when there is nothing new in it, be it that the event is older than
 * what is known of its noun (by sequence number or by revision), or that no noun of the snapshot is touched.
 */
export function applyEvent(view: View, event: LaunchEvent): View {
  const { body, sequence } = event
  const noun = nounOf(body)
  if (!noun || sequence <= (view.upTo[noun] ?? view.floor)) return view
  const snapshot = applyBody(view.snapshot, body)
  return snapshot === view.snapshot ? view : { ...view, snapshot, upTo: { ...view.upTo, [noun]: sequence } }
}

/** Undefined for what is no noun of the snapshot. */
function nounOf(body: EventBody): string | undefined {
  switch (body.kind) {
    case 'cohort':
      return `cohort:${body.cohort.id}`
    case 'command':
      return `command:${body.command.id}`
    case 'alert':
      return `alert:${body.alert.id}`
    case 'annotation':
      return `annotation:${body.annotation.id}`
    case 'intake':
    case 'capacity':
    case 'stock':
    case 'safety-net':
    case 'time':
    case 'alarms':
      return body.kind
    case 'ledger':
      break
  }
  return undefined
}

function applyBody(snapshot: Snapshot, body: EventBody): Snapshot {
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
      const known = snapshot.cohorts.find(({ id }) => id === body.cohort.id)
      if (known && body.cohort.revision < known.revision) return snapshot
      return { ...snapshot, cohorts: replaceById(snapshot.cohorts, body.cohort) }
    }
    case 'command':
      return { ...snapshot, commands: replaceById(snapshot.commands, body.command).slice(-keptCommands) }
    case 'alert': {
      const known = snapshot.alerts.find(({ id }) => id === body.alert.id)
      if (known && body.alert.updatedAt < known.updatedAt) return snapshot
      return { ...snapshot, alerts: boundAlerts(replaceById(snapshot.alerts, body.alert)) }
    }
    case 'alarms':
      return { ...snapshot, alarms: body.alarms }
    case 'annotation':
      return {
        ...snapshot,
        annotations: replaceById(snapshot.annotations, body.annotation).slice(-annotationsKept),
      }
    case 'ledger':
      break
  }
  return snapshot
}

/** In place where it stood, or at the end. */
function replaceById<T extends { id: string }>(list: readonly T[], item: T): T[] {
  const at = list.findIndex(({ id }) => id === item.id)
  return at < 0 ? [...list, item] : list.with(at, item)
}

/** Resolved alerts make room first; one that still stands is never dropped. */
function boundAlerts(alerts: Snapshot['alerts']): Snapshot['alerts'] {
  let excess = alerts.length - keptAlerts
  return excess <= 0 ? alerts : alerts.filter(({ state }) => state !== 'resolved' || excess-- <= 0)
}
