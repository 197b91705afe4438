import type { EventBody, LaunchEvent, Snapshot, Welcome } from '../protocol/console.ts'
import { applyBody } from '../protocol/snapshot.ts'

/** The console's copy of the launch, and up to which sequence number each of its nouns stands. */
export interface View {
  readonly snapshot: Snapshot
  /** The snapshot as it came covers everything up to this number. */
  readonly floor: number
  readonly upTo: Readonly<Record<string, number>>
}

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
