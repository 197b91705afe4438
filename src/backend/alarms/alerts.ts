import type { Alert, AlarmLoad, AlertCursor, AlertEntry } from '../../protocol/alerts.ts'
import { floodLimits, resolvedShown } from '../../protocol/alerts.ts'
import { RefusalError } from '../../protocol/errors.ts'
import { mayAct, type Account } from '../../protocol/nouns.ts'
import type { Clock } from '../clock.ts'
import type { Documents } from '../control/contract.ts'
import { cursorOf, openAlertBook } from './alertBook.ts'
import { causeKey, type Cause, type CauseKey } from './cause.ts'
import { createFlapping } from './flapping.ts'
import { explains, rootOf } from './inhibition.ts'
import * as life from './life.ts'
import { createLoad } from './load.ts'

/**
 * The alerts of the launch: raised → acknowledged → owned → resolved, shelved in between; the same for every console, and
 * durable. One alert a cause: a cause that returns within a minute reopens its alert and counts, so that flapping is
 * one line and not twenty. What operators do throws `RefusalError` and is durable when the promise resolves.
 */
export interface Alerts {
  raise(cause: Cause): void
  /** The cause is gone. */
  resolve(rule: CauseKey['rule'], subject: string): void
  acknowledge(id: string, by: Account): Promise<Alert>
  /** P1 never, P2 up to 15 minutes, P3 up to 60; it returns by itself. */
  shelve(id: string, minutes: number, reason: string, by: Account): Promise<Alert>
  unshelve(id: string, by: Account): Promise<Alert>
  assign(id: string, owner: string, by: Account): Promise<Alert>
  note(id: string, text: string, by: Account): Promise<Alert>
  /** By hand, once nothing reports its cause any more: what is still being measured cannot be wished away. */
  resolveByHand(id: string, by: Account): Promise<Alert>
  /** Those that stand, and those resolved last, newest first. */
  list(): Alert[]
  active(): Alert[]
  /** Those that are over, the latest first. */
  history(before: AlertCursor | null, limit: number): { alerts: Alert[]; next: AlertCursor | null }
  load(): AlarmLoad
  /** What ends or begins by the clock; called once a second. */
  tick(): void
}

export interface AlertsOptions {
  readonly clock: Pick<Clock, 'real' | 'event'>
  readonly documents: Documents
  /** Accounts connected now that may act. */
  readonly operators: () => number
  readonly onChange: (alert: Alert) => void
  readonly onLoad: (load: AlarmLoad) => void
  /** Told what a person did. */
  readonly onAct: (alert: Alert, entry: AlertEntry) => void
  /** Told when an alert could not be made durable. */
  readonly onError: (error: unknown) => void
}

const REOPEN_MS = 60_000
/** Newer readings of a standing alert are told at most this often. */
const REFRESH_MS = 10_000
/** A consequence has so long to end by itself after what caused it. */
const RELEASE_MS = 30_000
/** What reports a cause does so once a second. */
const REPORTED_MS = 5_000

export function createAlerts(options: AlertsOptions): Alerts {
  const { clock, documents, operators, onChange, onLoad, onAct, onError } = options
  const book = openAlertBook(documents)
  const flapping = createFlapping()
  const pendingCounts = new Map<string, number>()
  const now = (): life.Moment => ({ at: clock.real(), eventTime: clock.event() })
  const atBoot = clock.real()
  const load = createLoad({
    documents,
    operators,
    onLoad,
    onError,
    asked: askedSince(book.standing(), atBoot - floodLimits.windowMs),
    silenced: () => book.standing().reduce((sum, { inhibitedBy }) => (inhibitedBy === null ? sum : sum + 1), 0),
  })
  for (const alert of book.standing()) flapping.come(causeKey(alert), atBoot)

  const put = (alert: Alert): Promise<Alert> => {
    const written = book.put(alert)
    onChange(alert)
    return written.then(() => alert)
  }
  const putLater = (alert: Alert) => {
    put(alert).catch(onError)
  }
  /** What was silenced by an alert that now is so itself goes with it. */
  const silence = (alert: Alert, root: Alert, moment: life.Moment) => {
    putLater(life.silence(alert, root, moment))
    for (const other of book.standing()) if (other.inhibitedBy === alert.id) putLater(life.silence(other, root, moment))
  }
  /** It asks for somebody, unless another alert does so for both. */
  const ask = (alert: Alert, moment: life.Moment) => {
    const root = rootOf(alert, book.standing())
    if (root) return silence(alert, root, moment)
    if (alert.state === 'raised') load.ask(moment.at)
    putLater(alert)
    for (const other of book.standing())
      if (other.state === 'raised' && other.inhibitedBy === null && explains(alert, other))
        silence(other, alert, moment)
  }

  const known = (id: string, by: Account): Alert => {
    if (!mayAct(by.role, 'operator')) throw new RefusalError('role-insufficient', 'an alert needs an operator')
    const alert = book.get(id)
    if (!alert) throw new RefusalError('resource-unknown', `alert ${id}`)
    return alert
  }
  /** One step by a person: durable, told to every console, and in the ledger. */
  const act = async (id: string, by: Account, next: (alert: Alert, moment: life.Moment) => Alert): Promise<Alert> => {
    const alert = known(id, by)
    const changed = next(alert, now())
    if (changed === alert) return alert
    const entry = changed.trail.at(-1)
    if (entry) onAct(changed, entry)
    return put(changed)
  }

  const count = (alert: Alert, key: string, came: boolean, cause: Cause) => {
    const at = clock.real()
    const times = (pendingCounts.get(key) ?? 0) + (came ? 1 : 0)
    pendingCounts.set(key, times)
    if ((times === 0 && alert.value === cause.value) || at - alert.updatedAt < REFRESH_MS) return
    pendingCounts.delete(key)
    putLater(life.refresh(alert, cause, times, at))
  }

  /** What silenced it is over, and it had its time to end as well; or is put aside, and speaks for nobody. */
  const isReleased = ({ inhibitedBy }: Alert, { at }: life.Moment): boolean => {
    const root = inhibitedBy === null ? undefined : book.get(inhibitedBy)
    if (root?.state === 'resolved') return at - (root.resolvedAt ?? root.updatedAt) >= RELEASE_MS
    return root === undefined || root.state === 'shelved'
  }

  return {
    raise(cause) {
      const moment = now()
      const key = causeKey(cause)
      const came = flapping.come(key, moment.at)
      const alert = book.of(cause)
      if (!alert) return ask(life.begin(cause, moment), moment)
      if (alert.state === 'resolved') {
        const shelved = (alert.shelvedUntil ?? 0) > moment.at && cause.priority >= alert.priority
        const fresh = moment.at - (alert.resolvedAt ?? alert.updatedAt) >= REOPEN_MS
        const born = fresh && !shelved ? life.begin(cause, moment) : life.comeBack(alert, cause, moment)
        const held = flapping.flaps(key, moment.at) ? life.flap(born, moment) : born
        return shelved ? putLater(held) : ask(held, moment)
      }
      if (cause.priority < alert.priority) return ask(life.worsen(alert, cause, moment), moment)
      return count(alert, key, came, cause)
    },
    resolve(rule, subject) {
      const alert = book.of({ rule, subject })
      flapping.go(causeKey({ rule, subject }), clock.real())
      if (alert && alert.state !== 'resolved' && !alert.flapping) putLater(life.resolve(alert, undefined, now()))
    },
    acknowledge: (id, by) => act(id, by, (alert, moment) => life.acknowledge(alert, by.id, moment)),
    shelve: (id, minutes, reason, by) =>
      act(id, by, (alert, moment) => life.shelve(alert, minutes, reason, by.id, moment)),
    unshelve: (id, by) => act(id, by, (alert, moment) => life.unshelve(alert, by.id, moment)),
    assign: (id, owner, by) => act(id, by, (alert, moment) => life.own(alert, owner, by.id, moment)),
    note: (id, text, by) => act(id, by, (alert, moment) => life.note(alert, text, by.id, moment)),
    resolveByHand: (id, by) =>
      act(id, by, (alert, moment) => {
        const seen = flapping.seenAt(causeKey(alert)) ?? 0
        if (alert.state !== 'resolved' && !alert.flapping && moment.at - seen < REPORTED_MS)
          throw new RefusalError('alert-stands')
        return life.resolve(alert, by.id, moment)
      }),
    list: () => [...book.standing().sort((a, b) => b.updatedAt - a.updatedAt), ...book.resolved(null, resolvedShown)],
    active: () => book.standing(),
    history(before, limit) {
      const page = book.resolved(before, limit + 1)
      const alerts = page.slice(0, limit)
      const last = alerts.at(-1)
      return { alerts, next: page.length > limit && last ? cursorOf(last) : null }
    },
    load: () => load.reading(clock.real()),
    tick() {
      const moment = now()
      for (const alert of book.standing()) {
        const key = causeKey(alert)
        if (alert.state === 'shelved' && (alert.shelvedUntil ?? 0) <= moment.at)
          ask(life.unshelve(alert, undefined, moment), moment)
        else if (alert.inhibitedBy !== null && isReleased(alert, moment)) ask(life.release(alert, moment), moment)
        else if (alert.flapping && flapping.isSteady(key, moment.at))
          putLater(flapping.isPresent(key) ? life.steady(alert, moment) : life.resolve(alert, undefined, moment))
      }
      load.tell(moment.at)
    },
  }
}

const asks: ReadonlySet<AlertEntry['act']> = new Set(['raised', 'returned', 'worsened', 'released', 'unshelved'])

/** When standing alerts began to ask for somebody, as their trails have it. */
const askedSince = (alerts: readonly Alert[], since: number): number[] =>
  alerts
    .filter(({ inhibitedBy }) => inhibitedBy === null)
    .flatMap(({ trail }) => trail.filter(({ act, at }) => asks.has(act) && at > since).map(({ at }) => at))
