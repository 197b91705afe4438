import { metrics } from '../protocol/metrics.ts'
import { compare, type TimeReference } from './time/reference.ts'
import { wallReference } from './time/wall.ts'

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
  /** The time of the reference less that of this node, ms; 0 while there is nothing to compare with. */
  drift(): number
  /** False while no reference beyond this machine confirms this node's time. */
  readonly verified: boolean
  /** Event time goes on from here at the earliest: a launch has lived so far already. To be called before it is used. */
  resume(at: number): void
}

/** A node that is off by more than this neither opens nor closes a cohort, ms. */
export const MAX_DRIFT_MS = metrics['clock.drift'].alarm

export const hasDrifted = (clock: Pick<Clock, 'drift'>): boolean => Math.abs(clock.drift()) > MAX_DRIFT_MS

/** Where a process takes its time from, ms; another one in tests. */
export interface TimeSources {
  /** The machine's time of day, which its administrators and daemons may step. */
  readonly wall: () => number
  /** Time since some moment, never stepped. */
  readonly monotonic: () => number
}

export const machine: TimeSources = { wall: () => Date.now(), monotonic: () => performance.now() }

export interface SystemClockOptions {
  /** Event time at the start, ms since the epoch; the real time when left out. */
  readonly eventStart?: number
  readonly speed?: number
  /** What this node compares its time with besides the machine's own clock. */
  readonly references?: readonly TimeReference[]
  readonly sources?: TimeSources
}

/** How much faster or slower than time the clock may run to be right again: 500 ms take 10 s. */
const SLEW = 0.05
/** How often what is followed is looked at, ms. */
const FOLLOW_MS = 1_000

/**
 * Real time anchored once, then monotonic: a step of the machine's clock moves nothing, it is drift. A reference that
 * leads is followed by running a little faster or slower, never by a step.
 */
export function systemClock(options: SystemClockOptions = {}): Clock {
  const { eventStart, speed = 1, references = [], sources = machine } = options
  const { wall, monotonic } = sources
  const all = [wallReference(wall), ...references]
  const leading = references.find(({ leads }) => leads)

  /** Since then the clock has run from `base` on, and `owed` ms are still to be made up for. */
  let since = monotonic()
  let base = leading?.read()?.time ?? wall()
  let owed = 0
  let followedAt = since
  /** After a start behind what the launch has lived: the time that it would be if the launch was right. */
  let resumed: ((at: number) => number) | undefined
  const start = base
  let eventBase = eventStart ?? base

  function timeAt(at: number): number {
    const elapsed = at - since
    return base + elapsed + Math.sign(owed) * Math.min(Math.abs(owed), elapsed * SLEW)
  }

  function steer(at: number, offset: number): void {
    base = timeAt(at)
    since = at
    owed = offset
  }

  function now(): number {
    const at = monotonic()
    if (at - followedAt >= FOLLOW_MS) {
      followedAt = at
      // The machine is followed back, never on: it cannot make a node early.
      const said = leading?.read()?.time ?? (resumed && Math.min(wall(), resumed(at)))
      if (said !== undefined) steer(at, said - timeAt(at))
    }
    return timeAt(at)
  }

  const event = () => Math.floor(eventBase + (now() - start) * speed)
  const judge = () => compare(now(), all)

  return {
    real: () => Math.floor(now()),
    event,
    speed,
    drift: () => judge().drift,
    get verified() {
      const { confirmed, drift } = judge()
      return confirmed && Math.abs(drift) <= MAX_DRIFT_MS
    },
    resume(at) {
      const ahead = at - event()
      if (ahead <= 0) return
      if (eventStart !== undefined) {
        eventBase += ahead
        return
      }
      // Of a launch in real time the machine now says less than it once did: one of the two was wrong, which is drift.
      steer(monotonic(), 0)
      const [from, lived] = [since, base + ahead / speed]
      resumed = now => lived + now - from
      base = lived
      owed = -ahead / speed
    },
  }
}

/** A clock that moves only when told: for nights at full speed, and for tests. Real and event time are the same. */
export interface ManualClock extends Clock {
  advance(ms: number): void
  /** From now on it is off by so much, ms. */
  setDrift(ms: number): void
}

export function manualClock(start: number): ManualClock {
  let now = start
  let drift = 0
  return {
    real: () => now,
    event: () => now,
    speed: 1,
    drift: () => drift,
    verified: true,
    resume(at) {
      now = Math.max(now, at)
    },
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`time cannot go back: ${ms} ms`)
      now += ms
    },
    setDrift(ms) {
      drift = ms
    },
  }
}
