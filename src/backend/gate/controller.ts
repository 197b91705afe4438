import { pour } from '../../rules/pour.ts'
import { TICK_MS } from './contract.ts'
import type { Shows } from './shows.ts'

/** One open line as the controller sees it. */
export interface LineLoad {
  readonly cohort: string
  readonly weight: number
  /** People who can still be called. */
  readonly waiting: number
  readonly parked: number
  readonly credit: number
}

export interface Conditions {
  /** Event time, ms. */
  readonly at: number
  /** Admissions per second in force now. */
  readonly rate: number
  /** Admissions that the rate has allowed since the last decision. */
  readonly due: number
  readonly freeSeats: number
  readonly lines: readonly LineLoad[]
}

export interface Decision {
  readonly cohort: string
  /** Credit for admissions, and what of it may be left over after serving the parked. */
  readonly grant: number
  readonly cap: number
  /** How many people to call. */
  readonly call: number
}

/**
 * Decides how many people to admit and how many to call. Admissions follow a token bucket. Calling is an inventory
 * problem with a delay and a loss: between call and claim some seconds pass, and some never come. So it keeps the
 * parked and those expected to come up to a target ("order up to"): what will be admitted while the next called are on
 * their way, and a buffer against chance. Where seats are scarcer than the rate, the target follows the seats.
 */
export interface Controller {
  decide(conditions: Conditions): Decision[]
  freed(seats: number): void
}

/** Longest step that is caught up with, ms of real time: after a longer standstill there is no burst. */
const LONGEST_STEP_MS = 10_000
/** How much credit may be saved, in seconds of rate; where a step is longer, as much as a step brings. */
const BUCKET_SECONDS = 1
/** Buffer of the parked: seconds of rate, standard deviations of the arrivals, and at most so many seconds. */
const BUFFER_SECONDS = 0.5
const BUFFER_DEVIATIONS = 1.5
const BUFFER_LIMIT_SECONDS = 10
/** Smoothing of the rate at which seats come free, seconds. */
const FREED_SECONDS = 60
/** Calls grow to at most so many times the rate that is needed in the long run. */
const CALL_AHEAD = 4

/** @param speed of event time: in a fast drill a step of real time is many seconds of it */
export function createController(shows: Shows, start: number, speed = 1): Controller {
  const longestStep = LONGEST_STEP_MS * speed
  let last = start
  let freed = 0
  let freedPerSecond = 0
  let stepSeconds = (TICK_MS / 1000) * speed

  function measure(seconds: number): void {
    if (seconds <= 0) return
    const weight = 1 - Math.exp(-seconds / FREED_SECONDS)
    freedPerSecond += (freed / seconds - freedPerSecond) * weight
    freed = 0
    stepSeconds += (seconds - stepSeconds) * 0.2
  }

  /** People parked or on their way, so that `rate` a second can be admitted without a gap. */
  function target(rate: number): number {
    const delay = shows.meanDelay
    const deviation = Math.sqrt(rate * Math.max(1, delay))
    const buffer = 1 + rate * (BUFFER_SECONDS + stepSeconds) + BUFFER_DEVIATIONS * deviation
    return rate * delay + Math.min(buffer, 2 + rate * (BUFFER_LIMIT_SECONDS + stepSeconds))
  }

  /** @param admitted how many of the parked this very decision lets in */
  function callsFor(line: LineLoad, rate: number, share: number, admitted: number, conditions: Conditions): number {
    if (line.waiting <= 0 || rate <= 0) return 0
    const { at, freeSeats } = conditions
    const horizon = shows.meanDelay + 5
    const seats = share * (freedPerSecond + Math.max(0, freeSeats) / horizon)
    const wanted = Math.min(
      target(Math.min(rate, seats)),
      1 + share * (Math.max(0, freeSeats) + freedPerSecond * horizon),
    )
    const missing = wanted - (line.parked - admitted) - shows.expected(line.cohort, at)
    const fastest = 2 + (CALL_AHEAD * rate * stepSeconds) / shows.ratio
    return Math.max(0, Math.min(line.waiting, Math.floor(missing / shows.ratio), Math.ceil(fastest)))
  }

  return {
    decide(conditions) {
      const { at, rate, due, lines } = conditions
      const elapsed = at - last
      last = at
      measure(Math.min(elapsed, longestStep) / 1000)
      const allowed = elapsed > longestStep ? (due * longestStep) / elapsed : due

      let weights = 0
      let calling = 0
      for (const { weight, waiting } of lines) {
        weights += weight
        if (waiting > 0) calling += weight
      }
      const bucket = rate * Math.max(BUCKET_SECONDS, stepSeconds)
      const caps = lines.map(({ weight }) => (rate > 0 ? Math.max(1, (bucket * weight) / weights) : 0))
      const grants = pour(
        allowed,
        lines.map(({ weight, parked, credit }, position) => {
          const cap = caps[position] ?? 0
          return { weight, room: Math.max(0, parked + cap - credit) }
        }),
      )
      return lines.map((line, position) => {
        const share = calling > 0 && line.waiting > 0 ? line.weight / calling : 0
        const grant = grants[position] ?? 0
        const admitted = Math.max(0, Math.min(line.parked, line.credit + grant, conditions.freeSeats))
        const call = callsFor(line, rate * share, share, admitted, conditions)
        return { cohort: line.cohort, grant, cap: caps[position] ?? 0, call }
      })
    },
    freed(seats) {
      freed += seats
    },
  }
}
