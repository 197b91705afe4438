import { resourceOf } from '../../protocol/commands.ts'
import type { Alerts } from '../alarms/alerts.ts'
import { createReadings, duePoints, effectShows, OBSERVE_MS, type Reading } from './effects.ts'
import type { Levers } from './levers.ts'
import { readEffects } from './line.ts'
import type { Register, StoredCommand } from './register.ts'

/**
 * Looks for the effects of accepted commands: `observed` once the telemetry shows it; `not-observed` and a P1 alert
 * after ten seconds without, which ends when the effect shows after all. A newer command for the same resource ends the
 * search: what the older one wanted is no longer to be seen.
 */
export interface Watch {
  begin(stored: StoredCommand): void
  /** Goes on, after a restart, where the search and the effect points were. */
  resume(stored: StoredCommand): void
  tick(): void
}

export interface WatchOptions {
  readonly levers: Levers
  readonly register: Register
  readonly alerts: Alerts
  readonly onError: (error: unknown) => void
}

interface Watched {
  readonly id: string
  /** Real time from which the ten seconds count: the effect, or the boot that found it unseen. */
  readonly since: number
}

/** Effect points are collected for so long after the effect (event time). */
const POINTS_OVER_MS = 130_000

export function createWatch({ levers, register, alerts, onError }: WatchOptions): Watch {
  const { clock } = levers
  const readings = createReadings()
  const watched = new Map<string, Watched>()
  const pointing = new Set<string>()

  const change = (stored: StoredCommand) => {
    register.put(stored).catch(onError)
  }
  const subjectOf = ({ record }: StoredCommand) => `#${record.number}`
  /** Pause has no revision, but it moves the intake like the others; a revocation stands for itself. */
  const movedBy = ({ command: { order, id } }: StoredCommand) =>
    resourceOf(order) ?? (order.kind === 'pause' ? 'intake' : id)

  const judge = ({ id, since }: Watched, now: Reading) => {
    const stored = register.get(id)
    if (!stored?.baseline) return
    const { record, baseline } = stored
    const evidence = { since: baseline, readings: readings.since(Math.max(since, baseline.at)), now }
    if (effectShows(record.order, evidence)) {
      watched.delete(id)
      if (record.state === 'not-observed') alerts.resolve('command-not-observed', subjectOf(stored))
      change({
        ...stored,
        watching: false,
        record: record.state === 'accepted' ? { ...record, state: 'observed' } : record,
      })
    } else if (record.state === 'accepted' && now.at - since >= OBSERVE_MS) {
      change({ ...stored, record: { ...record, state: 'not-observed' } })
      alerts.raise({
        rule: 'command-not-observed',
        subject: subjectOf(stored),
        priority: 1,
        metric: record.order.kind === 'add-capacity' ? 'capacity.alive' : 'gate.admitRate',
        value: null,
        threshold: null,
      })
    }
  }

  const point = (id: string, now: Reading) => {
    const stored = register.get(id)
    if (!stored?.baseline || now.eventTime - stored.baseline.eventTime > POINTS_OVER_MS * clock.speed)
      return pointing.delete(id)
    const effects = duePoints(stored, now, clock.speed)
    if (effects) change({ ...stored, record: { ...stored.record, effects } })
    return undefined
  }

  const overtake = (by: StoredCommand) => {
    for (const { id } of watched.values()) {
      const older = register.get(id)
      if (!older || id === by.record.id || movedBy(older) !== movedBy(by)) continue
      watched.delete(id)
      alerts.resolve('command-not-observed', subjectOf(older))
      change({ ...older, watching: false })
    }
  }

  const begin = (stored: StoredCommand) => {
    const { id } = stored.record
    overtake(stored)
    watched.set(id, { id, since: clock.real() })
    pointing.add(id)
  }

  return {
    begin,
    resume(stored) {
      if (stored.watching) begin(stored)
      else pointing.add(stored.record.id)
    },
    tick() {
      if (watched.size === 0 && pointing.size === 0) return
      const now = readEffects(levers)
      readings.push(now)
      for (const one of watched.values()) judge(one, now)
      for (const id of pointing) point(id, now)
    },
  }
}
