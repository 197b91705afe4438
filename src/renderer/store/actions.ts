import type { Alert, AlertCursor } from '../../protocol/alerts.ts'
import type { Bridge, BridgeReply, SeriesQuestion, TrackedCommand } from '../../protocol/bridge.ts'
import { resourceOf, type Order, type Preview } from '../../protocol/commands.ts'
import { RefusalError, type Refusal } from '../../protocol/errors.ts'
import type { Identification, Identified } from '../../protocol/revocation.ts'
import { applyBody } from '../../protocol/snapshot.ts'
import { mergeTracked } from './merge.ts'
import { useConsole } from './state.ts'
import { uuid } from './uuid.ts'

/** What a person does here, as requests over the bridge. None of these ever rejects: a refusal is an answer. */
export interface Actions {
  /** Sends at once, in the same task; returns the command's id. */
  readonly pause: () => string
  /** Puts the reason of a pause that is in force on record. */
  readonly explainPause: (reason: string) => string
  /** Sends an order; the preview that was shown goes with what is guarded. Returns the command's id. */
  readonly command: (order: Order, options?: CommandOptions) => string
  readonly preview: (order: Order) => Promise<Preview | Refusal>
  readonly identify: (who: Identification) => Promise<Identified | Refusal>
  readonly places: () => Promise<BridgeReply<'places'> | Refusal>
  readonly approve: (id: string, approve: boolean) => Promise<Refusal | undefined>
  readonly acknowledge: (alert: Alert) => Promise<Refusal | undefined>
  readonly own: (alert: Alert) => Promise<Refusal | undefined>
  readonly unshelve: (alert: Alert) => Promise<Refusal | undefined>
  readonly resolve: (alert: Alert) => Promise<Refusal | undefined>
  readonly note: (alert: Alert, text: string) => Promise<Refusal | undefined>
  readonly alertHistory: (before: AlertCursor | null, limit: number) => Promise<BridgeReply<'alertHistory'> | Refusal>
  readonly series: (question: SeriesQuestion) => Promise<BridgeReply<'series'> | Refusal>
  readonly shelve: (alert: Alert, minutes: number, reason: string) => Promise<Refusal | undefined>
}

interface CommandOptions {
  readonly preview?: Preview | undefined
  readonly reason?: string
  readonly override?: boolean
}

export const isRefusal = (answer: object): answer is Refusal => 'code' in answer

const refusalOf = (error: unknown): Refusal =>
  error instanceof RefusalError ? error.toRefusal() : { code: 'internal', detail: String(error).slice(0, 300) }

/** The revision that an order is to be compared with; null for pause, and for a resource that is not known here. */
function revisionFor(order: Order): number | null {
  const { snapshot } = useConsole.getState()
  const resource = resourceOf(order)
  if (!snapshot || resource === undefined) return null
  if (resource === 'intake' || resource === 'capacity' || resource === 'stock') return snapshot[resource].revision
  return snapshot.cohorts.find(cohort => resource === `cohort:${cohort.id}`)?.revision ?? null
}

const track = (command: TrackedCommand) =>
  useConsole.setState(({ tracked }) => ({ tracked: mergeTracked(tracked, command) }))

export function createActions(bridge: Bridge): Actions {
  /** Shown as sent before the answer is here; as failed, or as unknown, when none comes. */
  const follow = (id: string, order: Order, send: () => Promise<TrackedCommand>) => {
    const { transport, now } = useConsole.getState()
    track({ id, order, state: 'sent', sentAt: now ?? Date.now(), record: null })
    send().then(track, (error: unknown) => {
      const refusal = refusalOf(error)
      const known = useConsole.getState().tracked.find(command => command.id === id)
      // Cut off on the way: it may well have arrived. The host says what became of it once it is back.
      if (
        refusal.code === 'not-connected' &&
        transport === 'open' &&
        known &&
        useConsole.getState().transport !== 'open'
      )
        track({ ...known, state: 'unknown' })
      else useConsole.setState(({ failures }) => ({ failures: { ...failures, [id]: refusal } }))
    })
    return id
  }

  const reading = async <T>(request: Promise<T>): Promise<T | Refusal> => {
    try {
      return await request
    } catch (error) {
      return refusalOf(error)
    }
  }

  const answer = async (request: Promise<unknown>): Promise<Refusal | undefined> => {
    try {
      await request
      return undefined
    } catch (error) {
      return refusalOf(error)
    }
  }

  /** The answer carries the alert as it now stands: no need to wait for the event. */
  const alertAnswer = (request: Promise<Alert>) =>
    answer(
      request.then(alert =>
        useConsole.setState(({ snapshot }) => ({
          snapshot: snapshot && applyBody(snapshot, { kind: 'alert', alert }),
        })),
      ),
    )

  const pause = (reason: string) => {
    const id = uuid()
    return follow(id, { kind: 'pause', args: {} }, () => bridge.request('pause', { id, reason }))
  }

  return {
    pause: () => pause(''),
    explainPause: pause,
    command(order, { preview, reason = '', override = false } = {}) {
      const id = uuid()
      const expectedRevision = preview?.revision ?? revisionFor(order)
      return follow(id, order, () =>
        bridge.request('command', { id, order, expectedRevision, reason, previewId: preview?.id ?? null, override }),
      )
    },
    preview: order => reading(bridge.request('preview', { order })),
    identify: who => reading(bridge.request('identify', { who })),
    places: () => reading(bridge.request('places', {})),
    approve: (id, approve) => answer(bridge.request('approve', { id, approve })),
    acknowledge: alert => alertAnswer(bridge.request('acknowledge', { alert: alert.id })),
    own: alert =>
      alertAnswer(
        bridge.request('assign', { alert: alert.id, owner: useConsole.getState().link?.account?.id ?? 'unknown' }),
      ),
    unshelve: alert => alertAnswer(bridge.request('unshelve', { alert: alert.id })),
    resolve: alert => alertAnswer(bridge.request('resolve', { alert: alert.id })),
    note: (alert, text) => alertAnswer(bridge.request('note', { alert: alert.id, text })),
    alertHistory: (before, limit) => reading(bridge.request('alertHistory', { before, limit })),
    series: question => reading(bridge.request('series', question)),
    shelve: (alert, minutes, reason) => alertAnswer(bridge.request('shelve', { alert: alert.id, minutes, reason })),
  }
}
