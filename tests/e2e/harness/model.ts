import type { Sample } from '../../../src/protocol/console.ts'
import { headlineIds, metricIds, metricSpecs, type MetricId } from '../../../src/protocol/metrics.ts'
import type { Scene } from './scenes.ts'

/** Readings of a scripted night: plausible, cheap, and the same every time. */
export interface Night {
  rate: number
  paused: boolean
  seats: number
}

const noise = (i: number, k: number) => Math.sin(i * 0.37 + k) * 0.5 + Math.sin(i * 0.113 + k * 2.3) * 0.5

export function readings(scene: Scene, night: Night, secondsFromNow: number): Partial<Record<MetricId, number>> {
  const i = Math.round(secondsFromNow * 4)
  const admit = night.paused ? 0 : Math.min(night.rate, scene.arrivals + night.rate) * (0.985 + noise(i, 1) * 0.03)
  const growth = scene.arrivals - (night.paused ? 0 : Math.min(night.rate, scene.arrivals + night.rate))
  const waiting = Math.max(
    0,
    scene.waiting + growth * secondsFromNow * (scene.speed ?? 1) + noise(i, 2) * scene.arrivals * 0.5,
  )
  const active = Math.round(Math.min(night.seats, (scene.rate * 270 + noise(i, 3) * 12) * (night.paused ? 0.4 : 1)))
  const booked = admit * 0.83
  return {
    'queue.waiting': Math.round(waiting),
    'queue.issued': Math.round(waiting + 61_000),
    'queue.serving': 61_000 + Math.round(secondsFromNow * admit),
    'queue.joinRate': scene.arrivals * (1 + noise(i, 4) * 0.08),
    'queue.lastWait': admit > 0 ? waiting / admit : 0,
    'queue.lastWaitLow': admit > 0 ? (waiting / admit) * 0.82 : 0,
    'queue.lastWaitHigh': admit > 0 ? (waiting / admit) * 0.98 : 0,
    'gate.callRate': admit / 0.92,
    'gate.showRatio': 0.92,
    'gate.setRate': night.rate,
    'gate.rateInForce': night.paused ? 0 : night.rate,
    'gate.admitRate': admit,
    'gate.admitted': 56_400 + Math.round(secondsFromNow * admit),
    'lease.active': active,
    'lease.meanSeconds': 270,
    'capacity.seats': night.seats,
    'capacity.alive': night.seats,
    'capacity.load': active / Math.max(1, night.seats),
    'booking.rate': booked,
    'booking.total': 46_870 + Math.round(secondsFromNow * booked),
    'booking.conversion': 0.83,
    'slots.left': scene.slotsLeft - Math.round(secondsFromNow * booked),
    'http.errorRatio': Math.max(0, scene.errorRatio * (1 + noise(i, 5) * 0.3)),
    'bypass.attempts': 14,
  }
}

export function sampleOf(
  scene: Scene,
  night: Night,
  { sequence, at, secondsFromNow, full }: { sequence: number; at: number; secondsFromNow: number; full: boolean },
): Sample {
  const all = readings(scene, night, secondsFromNow)
  const values = full ? all : Object.fromEntries(headlineIds.flatMap(id => (id in all ? [[id, all[id]]] : [])))
  const [first] = scene.cohorts
  const labels: Sample['labels'] = {}
  for (const id of metricIds.filter(id => metricSpecs[id].label === 'cohort')) {
    const value = all[id]
    if (first && value !== undefined && (full || metricSpecs[id].headline)) labels[id] = { [first.id]: value }
  }
  if (full) labels['bypass.attempts'] = { D6: Math.round(0.02 * (3_000 + secondsFromNow)) }
  return {
    type: 'sample',
    sequence,
    full,
    at,
    eventTime: Math.round(scene.eventNow + secondsFromNow * 1000 * (scene.speed ?? 1)),
    values,
    labels,
  }
}
