import type { CohortObservation, Observation } from '../../../src/backend/alarms/observation.ts'
import type { Act } from '../../../src/protocol/annotations.ts'
import type { Sample } from '../../../src/protocol/console.ts'
import { createRandom, type Random } from '../../../src/rules/random.ts'

/**
 * A launch night in steady state as its telemetry shows it, one full sample a second: people come by Poisson's law, the gate
 * admits by its token bucket, and each person admitted opens a page, books or walks away after delays of their own. It
 * stands beside the real backend and simulator because a fault can be put into it at a known second and a known size, a
 * thousand times; `main.ts` holds its counts against those of a real night.
 */
export const night = {
  /** Admissions a second, as on 19 July 2021. */
  rate: 3.9,
  joinsPerSecond: 5,
  requestsPerSecond: 50,
  errorShare: 0.001,
  waiting: 50_000,
  showShare: 0.7,
  pageShare: 0.98,
  pageSeconds: 1.5,
  bookShare: 0.94,
  bookMedianSeconds: 100,
  bookSpread: 0.5,
  leaseSeconds: 300,
  seats: 1_000,
  rejoinsPerThousand: 0.03,
  ineligibleShare: 0.02,
  /** Attempts at the other everyday doors, a second. */
  lateAttempts: 0.02,
  movedAttempts: 0.05,
} as const

/** What a fault does to the night, as multiples of what would have come. 1 is healthy. */
export interface Effect {
  readonly admissions?: number
  readonly pages?: number
  readonly bookings?: number
  readonly joins?: number
  readonly requests?: number
  /** The share of requests that fail, in the place of the usual. */
  readonly errorShare?: number
  readonly rejoins?: number
  readonly ineligible?: number
  /** Attempts a second at D1. */
  readonly attempts?: number
}

export type Effects = (secondsSince: number) => Effect

const COHORT = 'c53'
const DAY_MS = 86_400_000
const START_MS = 1_626_692_400_000

/** Counts of one second, the input of an optimal detector. */
export interface Counts {
  readonly admitted: number
  readonly seen: number
  readonly booked: number
  readonly joined: number
  readonly requests: number
  readonly errors: number
  readonly rejoined: number
  readonly ineligible: number
  readonly attempts: number
}

export interface Second {
  readonly observation: Observation
  readonly counts: Counts
}

/** A ring of events to come, by the second in which they come. */
function createAgenda(seconds: number) {
  const ring = new Float64Array(seconds)
  return {
    add(at: number) {
      ring[at % seconds] = (ring[at % seconds] ?? 0) + 1
    },
    take(at: number): number {
      const due = ring[at % seconds] ?? 0
      ring[at % seconds] = 0
      return due
    },
  }
}

/** Keeps each of them with the chance `share`; a share above 1 adds others. */
function thinned(random: Random, count: number, share: number): number {
  if (share === 1) return count
  if (share > 1) return count + random.poisson(count * (share - 1))
  let kept = 0
  for (let one = 0; one < count; one++) if (random.next() < share) kept++
  return kept
}

/** Noise of a duration (ms): log-normal about its median. */
const noisy = (random: Random, median: number): number => median * Math.exp(0.25 * random.normal())

/** Runs a night for so many seconds; a fault begins after `onset` of them. */
export function* nightOf(seed: number, seconds: number, onset: number, effects: Effects): Generator<Second, void> {
  const random = createRandom(seed)
  const pages = createAgenda(4_096)
  const bookings = createAgenda(4_096)
  const endings = createAgenda(4_096)
  const totals = {
    issued: night.waiting,
    serving: 0,
    admitted: 0,
    seen: 0,
    booked: 0,
    claimed: 0,
    expired: 0,
    requests: 0,
    errors: 0,
    rejoined: 0,
  }
  const doors = { D1: 0, D5: 0, D6: 0, D8: 0 }
  let credit = 0
  let active = 0
  let parked = 20

  for (let second = 0; second < seconds; second++) {
    const effect = second > onset ? effects(second - onset) : {}
    const joined = random.poisson(night.joinsPerSecond * (effect.joins ?? 1))
    credit += night.rate * (effect.admissions ?? 1)
    const admitted = Math.floor(credit)
    credit -= admitted
    const claimed = random.poisson(night.rate)
    parked = Math.max(1, Math.min(60, parked + claimed - admitted))
    for (let one = 0; one < admitted; one++) {
      if (random.next() < night.pageShare) pages.add(second + Math.round(random.exponential(night.pageSeconds)))
      const stay = Math.ceil(night.bookMedianSeconds * Math.exp(night.bookSpread * random.normal()))
      if (random.next() < night.bookShare && stay < 4_000) bookings.add(second + stay)
      else endings.add(second + night.leaseSeconds)
    }
    const seen = Math.min(
      thinned(random, pages.take(second), effect.pages ?? 1),
      totals.admitted + admitted - totals.seen,
    )
    const due = bookings.take(second)
    const booked = thinned(random, due, Math.min(1, effect.bookings ?? 1))
    for (let one = booked; one < due; one++) endings.add(second + night.leaseSeconds / 2)
    const ended = endings.take(second)
    active += admitted - booked - ended
    const requests = random.poisson(night.requestsPerSecond * (effect.requests ?? 1))
    const errors = Math.min(requests, random.poisson(requests * (effect.errorShare ?? night.errorShare)))
    const rejoined = random.poisson((night.waiting / 1000) * night.rejoinsPerThousand * (effect.rejoins ?? 1))
    const ineligible = random.poisson(night.joinsPerSecond * night.ineligibleShare * (effect.ineligible ?? 1))
    const attempts = effect.attempts === undefined ? 0 : random.poisson(effect.attempts)

    totals.issued += joined
    totals.serving += Math.round(claimed / night.showShare)
    totals.admitted += admitted
    totals.seen += seen
    totals.booked += booked
    totals.claimed += claimed
    totals.expired += ended
    totals.requests += requests
    totals.errors += errors
    totals.rejoined += rejoined
    doors.D1 += attempts
    doors.D5 += ineligible
    doors.D6 += random.poisson(night.lateAttempts)
    doors.D8 += random.poisson(night.movedAttempts)
    const waiting = totals.issued - totals.serving
    const values: Sample['values'] = {
      'queue.waiting': waiting,
      'queue.issued': totals.issued,
      'queue.serving': totals.serving,
      'queue.rejoined': totals.rejoined,
      'queue.abandonRatio': 0.03 + 0.001 * random.normal(),
      'gate.parked': parked,
      'gate.showRatio': night.showShare + 0.005 * random.normal(),
      'gate.setRate': night.rate,
      'gate.rateInForce': night.rate,
      'gate.admitted': totals.admitted,
      'gate.claimed': totals.claimed,
      'gate.sessionsSeen': totals.seen,
      'lease.active': active,
      'lease.expired': totals.expired,
      'lease.meanSeconds': 120,
      'capacity.seats': night.seats,
      'capacity.alive': night.seats,
      'capacity.load': active / night.seats,
      'booking.total': totals.booked,
      'booking.admitted': totals.booked,
      'booking.conversion': night.bookShare,
      'booking.latencyP95': noisy(random, 60),
      'slots.left': 400_000 - totals.booked,
      'http.requests': totals.requests,
      'http.errors': totals.errors,
      'http.requestRate': requests,
      'http.errorRatio': requests > 0 ? errors / requests : 0,
      'http.latencyP95': noisy(random, 40),
      'bypass.attempts': doors.D1 + doors.D5 + doors.D6 + doors.D8,
      'clock.drift': Math.abs(5 * random.normal()),
      'process.loopLag': noisy(random, 8),
      'process.memory': 2e8 + second * 100,
      'process.commitLatency': noisy(random, 4),
    }
    const labels: Sample['labels'] = {
      'queue.waiting': { [COHORT]: waiting },
      'queue.serving': { [COHORT]: totals.serving },
      'capacity.alive': { 'worker-1': night.seats / 2, 'worker-2': night.seats / 2 },
      'bypass.attempts': { ...doors },
    }
    yield {
      observation: observationOf(second, values, labels, waiting + parked, totals.admitted),
      counts: { admitted, seen, booked, joined, requests, errors, rejoined, ineligible, attempts },
    }
  }
}

const noActs: readonly Act[] = []
const noSlots = () => []

function observationOf(
  second: number,
  values: Sample['values'],
  labels: Sample['labels'],
  waiting: number,
  admitted: number,
): Observation {
  const at = START_MS + second * 1000
  const cohort: CohortObservation = {
    id: COHORT,
    state: 'open',
    opensAt: START_MS - DAY_MS / 4,
    closesAt: START_MS + DAY_MS,
    waiting,
    admitted,
  }
  const sample: Sample = { type: 'sample', sequence: second + 1, full: true, at, eventTime: at, values, labels }
  return { sample, paused: false, cohorts: [cohort], acts: noActs, furtherSlots: noSlots }
}
