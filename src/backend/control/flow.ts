import type { Bookings } from '../booking/contract.ts'
import type { Clock } from '../clock.ts'
import type { Gate } from '../gate/contract.ts'

/** The live rates that a projection is fed with, smoothed enough to be believed. */
export interface Flow {
  /** Takes a look; called with every tick of the control. */
  tick(): void
  /** People a second of event time. */
  arrivalsPerSecond(): number
  /** How long a seat is held, by Little's law: seat-seconds used over leases ended. */
  meanLeaseSeconds(): number
  /** The same, undefined while it could not be measured. */
  measuredLeaseSeconds(): number | undefined
  /** Of the leases that ended, the share that ended with a booking. */
  bookRatio(): number
  /** The same, undefined while it could not be measured. */
  measuredBookRatio(): number | undefined
}

export interface FlowOptions {
  readonly clock: Clock
  readonly gate: Gate
  readonly bookings: Pick<Bookings, 'total'>
  readonly leaseMs: number
}

/** Averages forget with this time constant (event time). */
const ARRIVALS_MEMORY_S = 30
const LEASE_MEMORY_S = 900
/** Below so many ended leases the measure says too little. */
const ENOUGH = 20

export function createFlow({ clock, gate, bookings, leaseMs }: FlowOptions): Flow {
  const first = gate.reading()
  let at = clock.event()
  let issued = issuedOf(first.cohorts)
  let ended = first.admitted - first.activeLeases
  let booked = bookings.total()
  let arrivals = 0
  let seatSeconds = 0
  let endings = 0
  let bookingsSeen = 0

  const measuredBookRatio = () => (endings >= ENOUGH ? Math.min(1, bookingsSeen / endings) : undefined)
  const measuredLeaseSeconds = () => (endings >= ENOUGH ? seatSeconds / endings : undefined)

  return {
    tick() {
      const now = clock.event()
      const seconds = (now - at) / 1000
      if (seconds <= 0) return
      const reading = gate.reading()
      const nowIssued = issuedOf(reading.cohorts)
      const nowEnded = reading.admitted - reading.activeLeases
      const nowBooked = bookings.total()
      const keepArrivals = Math.exp(-seconds / ARRIVALS_MEMORY_S)
      arrivals = arrivals * keepArrivals + ((nowIssued - issued) / seconds) * (1 - keepArrivals)
      const keep = Math.exp(-seconds / LEASE_MEMORY_S)
      seatSeconds = seatSeconds * keep + reading.activeLeases * seconds
      endings = endings * keep + Math.max(0, nowEnded - ended)
      bookingsSeen = bookingsSeen * keep + Math.max(0, nowBooked - booked)
      at = now
      issued = nowIssued
      ended = nowEnded
      booked = nowBooked
    },
    arrivalsPerSecond: () => arrivals,
    // Until measured: half the lease, and everybody books, the cautious assumptions for seats and for doses.
    meanLeaseSeconds: () => measuredLeaseSeconds() ?? leaseMs / 2000,
    measuredLeaseSeconds,
    bookRatio: () => measuredBookRatio() ?? 1,
    measuredBookRatio,
  }
}

const issuedOf = (cohorts: ReadonlyArray<{ readonly issued: number }>) =>
  cohorts.reduce((sum, { issued }) => sum + issued, 0)
