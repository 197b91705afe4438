import type { Ledger, LedgerBody, LedgerRecord } from '../backend/control/ledger.contract.ts'
import type { Booking, ClaimAnswer, TicketAnswer } from '../protocol/citizen.ts'
import type { Order } from '../protocol/commands.ts'
import type { WaitRange } from '../rules/eta.ts'
import type { Gain } from './attacks/attack.ts'
import { createBits } from './audit/bits.ts'
import { createBypassCheck, isBornWithin, type Attempt, type CohortPlan } from './audit/bypass.ts'
import { createChainCheck } from './audit/chain.ts'
import { createLine } from './audit/line.ts'
import { createOpeningCheck } from './audit/opening.ts'
import { createPlaceCheck } from './audit/places.ts'
import { createRateCheck } from './audit/rate.ts'
import { createSeatCheck } from './audit/seats.ts'
import { createStockCheck, type SlotDoses } from './audit/stock.ts'
import { createWaitCheck, createWaitResults } from './audit/waits.ts'

/** Where a crowd tells what its people were answered, as it is received. People count from 0. */
export interface Answers {
  joined(person: number, answer: TicketAnswer, again: boolean): void
  /** A number that the person computed from the draw. */
  numbered(person: number, number: number): void
  /** The wait a person was told on joining. */
  told(cohort: string, number: number, at: number, range: WaitRange): void
  claimed(person: number, cohort: string, answer: ClaimAnswer): void
  booked(person: number, cohort: string, booking: Booking): void
  cancelled(person: number, booking: Booking): void
  /** A refusal to somebody who still had a place or a seat. */
  placeLost(): void
  placeOver(person: number): void
  /** An attempt to get past the line was not refused. */
  attempted(attempt: Attempt, gain: Gain): void
  /** Somebody was told not to be eligible for a cohort. */
  refusedEligibility(cohort: string, birthDate: string): void
}

export interface AuditReport {
  readonly records: number
  /** Index of the first record that breaks the hash chain; null when the chain is whole. */
  readonly brokenRecord: number | null
  readonly peakWaiting: number
  /** Event time of the peak, ms. */
  readonly peakAt: number
  readonly joined: number
  readonly called: number
  readonly admitted: number
  readonly booked: number
  readonly capacityExceededSeconds: number
  readonly orderInversions: number
  /** Answered admissions that the ledger does not have. */
  readonly unledgeredAdmissions: number
  readonly overbooked: number
  readonly doubleBooked: number
  readonly placesLost: number
  readonly earlyBookings: number
  /** Attempts to get past the line that got a place, a seat or a booking which nobody may have without waiting. */
  readonly bypassSucceeded: number
  /** People who were told not to be eligible, and are. */
  readonly refusedEligible: number
  readonly rateErrorPercent: number | null
  readonly rateWindows: number
  readonly etaSamples: number
  readonly etaCoverage80: number | null
  readonly etaMedianErrorPercent: number | null
  readonly etaMedianWidthPercent: number | null
}

/**
 * Judges a launch by what it has put on record and by what people were answered; it never asks the engine. Memory is
 * bounded by the number of people: bits and counters, no records kept.
 */
export interface Auditor {
  readonly answers: Answers
  /** The next record, in order. */
  record(record: LedgerRecord): void
  /** Reads on from where it stopped. */
  read(ledger: Pick<Ledger, 'read'>): void
  /** As of the last record and the last answer. */
  reading(): { waiting: number; admitted: number; booked: number }
  report(): AuditReport
}

export interface AuditorOptions {
  /** How many people there can be; their dependents are counted after them, one each. */
  readonly people: number
  /** The doses of the plan; later additions and imports come from the ledger. */
  readonly slots: readonly SlotDoses[]
  /** The cohorts of the plan; those of later imports come from the ledger. */
  readonly cohorts: readonly CohortPlan[]
}

export function createAuditor({ people, slots, cohorts: plans }: AuditorOptions): Auditor {
  const chain = createChainCheck()
  const seats = createSeatCheck()
  const rate = createRateCheck()
  const stock = createStockCheck(people * 2)
  const places = createPlaceCheck(people)
  const waitResults = createWaitResults()
  const planned = new Map(plans.map(plan => [plan.id, plan]))
  const planOf = (id: string) => planned.get(id)
  const bypass = createBypassCheck({
    plan: planOf,
    placeOf: person => places.indexOf(person),
    isRepeated: (person, booking) => stock.isKnown(person, booking),
    calledIn: cohort => cohortOf(cohort).line.called,
  })
  const cohorts = new Map<string, Cohort>()
  let refusedEligible = 0
  let records = 0
  let nextIndex = 0
  let brokenRecord: number | null = null
  let at: number | undefined
  let secondFrom = 0
  let limited = false
  /** The ledger has said that doses do not last for all who wait. */
  let short = false
  let peakWaiting = 0
  let peakAt = 0
  stock.add(slots)

  function createCohort() {
    const told = createBits()
    return { line: createLine(), opening: createOpeningCheck(), waits: createWaitCheck(waitResults), told, open: false }
  }
  type Cohort = ReturnType<typeof createCohort>

  function cohortOf(id: string): Cohort {
    let cohort = cohorts.get(id)
    if (cohort === undefined) cohorts.set(id, (cohort = createCohort()))
    return cohort
  }

  function waiting(onlyOpen = false): number {
    let sum = 0
    for (const { line, open } of cohorts.values()) if (open || !onlyOpen) sum += line.waiting
    return sum
  }

  /** No seat, nobody waiting, or no dose but for those who sit: then no rate can be kept. */
  const nobodyToAdmit = () => seats.fewestFree < 1 || waiting(true) < 1 || (short && stock.left <= seats.taken)

  /** All records of one instant belong together: judged when time moves on. */
  function settle(to: number): void {
    if (at === undefined) secondFrom = Math.floor(to / 1000) * 1000
    if (at === to) return
    const now = waiting()
    if (now > peakWaiting) [peakWaiting, peakAt] = [now, at ?? to]
    limited ||= nobodyToAdmit()
    seats.until(to)
    while (secondFrom + 1000 <= to) {
      rate.second(secondFrom, limited)
      secondFrom += 1000
      limited = nobodyToAdmit()
    }
    at = to
  }

  function changed(when: number): void {
    rate.changed(when)
    for (const { waits } of cohorts.values()) waits.changed()
  }

  function gate(body: LedgerBody & { kind: 'gate' }, when: number): void {
    const { line, waits } = cohortOf(body.cohort)
    const before = line.admitted
    for (const op of body.ops) {
      const change = line.apply(op)
      if (change !== 0) seats.held(change)
    }
    rate.admitted(line.admitted - before)
    waits.called(line.called, when)
    bypass.called(body.cohort, line.called, when)
  }

  /** What an operator changed of the plan. */
  function ordered({ kind, args }: Order): void {
    if (kind === 'add-slots') stock.add(args.slots)
    if (kind === 'open-cohort') cohortOf(args.cohort).opening.ordered()
    if (kind !== 'import-plan') return
    stock.fill(args.slots)
    for (const cohort of args.cohorts) planned.set(cohort.id, cohort)
  }

  function apply(body: LedgerBody, when: number): void {
    switch (body.kind) {
      case 'launch':
        for (const { id, opensAt } of body.cohorts) cohortOf(id).opening.scheduled(opensAt)
        return
      case 'cohort': {
        const cohort = cohortOf(body.cohort)
        cohort.opening.scheduled(body.opensAt)
        if (body.state === 'open') cohort.opening.opened(when)
        cohort.open = body.state === 'open'
        changed(when)
        return
      }
      case 'intake':
        changed(when)
        rate.intake(body.intake, when)
        return
      case 'safety-net':
        changed(when)
        rate.share(body.mode === 'on' ? body.limit : 1)
        return
      case 'capacity':
        seats.alive(body.alive)
        changed(when)
        return
      case 'gate':
        gate(body, when)
        return
      case 'command':
        ordered(body.order)
        return
      case 'sale':
        short = body.outlook !== 'enough'
        return
      case 'commit':
      case 'draw':
      case 'reveal':
      case 'refusals':
      case 'alert':
      case 'downtime':
    }
  }

  function record(next: LedgerRecord): void {
    records++
    nextIndex = next.index + 1
    if (!chain.follows(next)) brokenRecord ??= next.index
    settle(next.at)
    apply(next.body, next.at)
  }

  const answers: Answers = {
    joined: (person, answer, again) => places.told(person, answer, again),
    numbered: (person, number) => places.numbered(person, number),
    told: (cohort, number, when, range) => cohortOf(cohort).waits.told(number, when, range),
    claimed(person, cohort, answer) {
      if (answer.number !== null) places.numbered(person, answer.number)
      if (answer.state === 'admitted') cohortOf(cohort).told.add(answer.number)
    },
    booked(person, cohort, booking) {
      stock.booked(person, booking)
      cohortOf(cohort).opening.booked(booking.bookedAt)
    },
    cancelled: (person, booking) => stock.cancelled(person, booking),
    placeLost: () => places.lost(),
    placeOver: person => places.over(person),
    attempted(attempt, gain) {
      bypass.attempted(attempt, gain)
      if (gain.kind === 'booking') answers.booked(attempt.person, attempt.cohort, gain.booking)
    },
    refusedEligibility(cohort, birthDate) {
      const plan = planOf(cohort)
      if (plan === undefined || isBornWithin(birthDate, plan)) refusedEligible++
    },
  }

  function unledgered(): number {
    let missing = 0
    for (const { told, line } of cohorts.values())
      for (let number = told.next(0); number < Infinity; number = told.next(number + 1))
        if (!line.wasAdmitted(number)) missing++
    return missing
  }

  const sum = (value: (cohort: Cohort) => number) => [...cohorts.values()].reduce((total, one) => total + value(one), 0)

  return {
    answers,
    record,
    read(ledger) {
      for (const next of ledger.read(nextIndex)) record(next)
    },
    reading: () => ({ waiting: waiting(), admitted: sum(({ line }) => line.admitted), booked: stock.confirmed }),
    report() {
      const waits = waitResults.report()
      return {
        records,
        brokenRecord,
        peakWaiting,
        peakAt,
        joined: sum(({ line }) => line.joined),
        called: sum(({ line }) => line.called),
        admitted: sum(({ line }) => line.admitted),
        booked: stock.confirmed,
        capacityExceededSeconds: seats.exceededSeconds,
        orderInversions: sum(({ line }) => line.inversions),
        unledgeredAdmissions: unledgered(),
        overbooked: stock.overbooked,
        doubleBooked: stock.doubled,
        placesLost: places.placesLost,
        earlyBookings: sum(({ opening }) => opening.early),
        bypassSucceeded: bypass.succeeded,
        refusedEligible,
        rateErrorPercent: rate.worstPercent ?? null,
        rateWindows: rate.windows,
        etaSamples: waits?.samples ?? 0,
        etaCoverage80: waits?.coverage ?? null,
        etaMedianErrorPercent: waits?.medianErrorPercent ?? null,
        etaMedianWidthPercent: waits?.medianWidthPercent ?? null,
      }
    },
  }
}
