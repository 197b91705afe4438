import { estimateWait } from '../../rules/eta.ts'
import type { Bookings } from '../booking/contract.ts'
import type { Clock } from '../clock.ts'
import type { CapacityPool } from '../control/contract.ts'
import type { Flow } from '../control/flow.ts'
import type { Settings } from '../control/settings.ts'
import type { Gate, GateReading } from '../gate/contract.ts'
import type { Meter, Telemetry } from './contract.ts'

export interface CollectedParts {
  readonly gate: Gate
  readonly bookings: Bookings
  readonly capacity: CapacityPool
  readonly settings: Settings
  readonly flow: Flow
  readonly clock: Pick<Clock, 'drift'>
}

/** So many workers are told apart; beyond them only their sum is of use. */
const MOST_WORKERS = 64

/** Sets the gauges from the parts' own readings, before each sample. */
export function collectParts(telemetry: Telemetry, parts: CollectedParts): void {
  telemetry.collect(readGate(parts))
  telemetry.collect(readBookings(parts))
  telemetry.collect(meter => readCapacity(meter, parts))
  telemetry.collect(meter => meter.set('clock.drift', Math.abs(parts.clock.drift())))
}

const nothing: Pick<GateReading, 'called' | 'admitted'> & { issued: number } = { called: 0, admitted: 0, issued: 0 }

function readGate({ gate, settings }: CollectedParts): (meter: Meter) => void {
  let before = nothing
  return meter => {
    const reading = gate.reading()
    const issued = reading.cohorts.reduce((sum, cohort) => sum + cohort.issued, 0)
    // What happened before this boot is no rate of now.
    if (before === nothing) before = { ...reading, issued }
    meter.add('queue.joinRate', issued - before.issued)
    meter.add('gate.callRate', reading.called - before.called)
    meter.add('gate.admitRate', reading.admitted - before.admitted)
    before = { ...reading, issued }

    let lastWait = Number.NaN
    for (const cohort of reading.cohorts) {
      meter.set('queue.waiting', cohort.waiting, cohort.cohort)
      meter.set('queue.issued', cohort.issued, cohort.cohort)
      meter.set('queue.serving', cohort.serving, cohort.cohort)
      meter.set('queue.shortfall', cohort.shortfall, cohort.cohort)
      // What the citizens' page computes for who joins last, from the same document.
      const range = estimateWait(gate.status(cohort.cohort), cohort.issued)
      const wait = range?.likelySeconds ?? Number.NaN
      meter.set('queue.lastWait', wait, cohort.cohort)
      meter.set('queue.lastWaitLow', range?.lowSeconds ?? Number.NaN, cohort.cohort)
      meter.set('queue.lastWaitHigh', range?.highSeconds ?? Number.NaN, cohort.cohort)
      if (!(wait <= lastWait)) lastWait = Number.isNaN(wait) ? lastWait : wait
    }
    meter.set('queue.lastWait', lastWait)
    meter.set('queue.abandonRatio', reading.abandonRatio)
    meter.set(
      'gate.parked',
      reading.cohorts.reduce((sum, { parked }) => sum + parked, 0),
    )
    meter.set('gate.showRatio', reading.showRatio)
    meter.set('gate.setRate', settings.intake.current.rate)
    meter.set('gate.rateInForce', reading.rateInForce)
    meter.set('gate.admitted', reading.admitted)
    meter.set('gate.claimed', reading.claimed)
    meter.set('gate.sessionsSeen', reading.sessionsSeen)
    meter.set('lease.active', reading.activeLeases)
    meter.set('lease.expired', reading.expiredLeases)
  }
}

function readBookings({ bookings, flow }: CollectedParts): (meter: Meter) => void {
  let before: number | undefined
  return meter => {
    const total = bookings.total()
    meter.add('booking.rate', total - (before ?? total))
    before = total
    meter.set('booking.total', total)
    meter.set('booking.conversion', flow.measuredBookRatio() ?? Number.NaN)
    meter.set('lease.meanSeconds', flow.measuredLeaseSeconds() ?? Number.NaN)
    meter.set('slots.left', bookings.stock().left)
  }
}

function readCapacity(meter: Meter, { capacity, gate }: CollectedParts): void {
  const alive = capacity.alive()
  const { workers } = capacity.reading()
  meter.set('capacity.seats', capacity.seats())
  meter.set('capacity.alive', alive)
  if (workers.length <= MOST_WORKERS)
    for (const worker of workers) meter.set('capacity.alive', worker.alive ? worker.seats : 0, worker.id)
  meter.set('capacity.load', alive > 0 ? gate.reading().activeLeases / alive : 1)
}
