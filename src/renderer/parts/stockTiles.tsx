import type { MetricId } from '../../protocol/metrics.ts'
import { useValue, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { severityOf } from './severity.ts'
import { Tile } from './Tile.tsx'

const capacityMetrics: readonly MetricId[] = ['lease.active', 'capacity.alive', 'capacity.load']

export function CapacityTile() {
  const { t, number, percent } = useWriter()
  const used = useValue('lease.active')
  const alive = useValue('capacity.alive')
  const seats = useValue('capacity.seats')
  const load = useValue('capacity.load')
  const severity = useConsole(store => severityOf(store, capacityMetrics))
  const dead = seats !== undefined && alive !== undefined ? seats - alive : 0
  return (
    <Tile
      id="capacity"
      title={t('tile.capacity')}
      metrics={capacityMetrics}
      value={used === undefined ? null : number(used, 0)}
      unit={alive === undefined ? undefined : t('tile.capacity.of', { n: number(alive, 0) })}
      severity={severity}
    >
      {load !== undefined && (
        <p className="load">
          <span className="load-bar" aria-hidden="true">
            <i style={{ '--load': Math.min(1, load) }} />
          </span>
          {t('tile.capacity.load', { load: percent(load) })}
        </p>
      )}
      {alive !== undefined && <p className="tile-of">{t('tile.capacity.of', { n: number(alive, 0) })}</p>}
      {dead > 0 && <p>{t('tile.capacity.dead', { n: number(dead, 0) })}</p>}
    </Tile>
  )
}

const slotMetrics: readonly MetricId[] = ['slots.left']

/** The number that no other console shows: whether those who wait are waiting for something. */
export function SlotsTile() {
  const { t, number } = useWriter()
  const left = useValue('slots.left')
  const waiting = useValue('queue.waiting')
  const severity = useConsole(store => severityOf(store, slotMetrics))
  const short = left !== undefined && waiting !== undefined ? waiting - left : 0
  return (
    <Tile
      id="slots"
      title={t('tile.slots')}
      metrics={slotMetrics}
      value={left === undefined ? null : number(left, 0)}
      severity={severity}
    >
      {waiting !== undefined && <p>{t('tile.slots.ahead', { n: number(waiting, 0) })}</p>}
      <p>{short > 0 ? <strong>{t('tile.slots.short', { n: number(short, 0) })}</strong> : t('tile.slots.enough')}</p>
    </Tile>
  )
}
