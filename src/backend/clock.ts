/**
 * The one clock. Nothing a client sends is ever used as time.
 *
 * `real` is the server's time of day; `event` is the time of the launch, which in a drill may start elsewhere and run
 * faster. Cohorts open, leases end and rates count in event time; ages of samples, approvals, previews and heartbeats
 * of workers in real time. Both are milliseconds since the epoch and never step backwards within a process.
 */
export interface Clock {
  real(): number
  event(): number
  /** Event seconds per real second; 1 outside drills. */
  readonly speed: number
  /** False while no reference clock has confirmed this node's time. */
  readonly verified: boolean
}

export interface SystemClockOptions {
  /** Event time at the start, ms since the epoch; the real time when left out. */
  readonly eventStart?: number
  readonly speed?: number
}

/** Real time anchored once to the wall clock, then monotonic: a step of the wall clock moves nothing. */
export function systemClock({ eventStart, speed = 1 }: SystemClockOptions = {}): Clock {
  const wallStart = Date.now()
  const monotonicStart = performance.now()
  const elapsed = () => performance.now() - monotonicStart
  return {
    real: () => Math.floor(wallStart + elapsed()),
    event: () => Math.floor((eventStart ?? wallStart) + elapsed() * speed),
    speed,
    verified: false,
  }
}

/** A clock that moves only when told: for nights at full speed, and for tests. Real and event time are the same. */
export interface ManualClock extends Clock {
  advance(ms: number): void
}

export function manualClock(start: number): ManualClock {
  let now = start
  return {
    real: () => now,
    event: () => now,
    speed: 1,
    verified: true,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`time cannot go back: ${ms} ms`)
      now += ms
    },
  }
}
