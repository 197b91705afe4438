import type { ClaimAnswer, Extension, StatusDocument, TicketAnswer } from '../../protocol/citizen.ts'
import type { DrawDocument, DrawEntry } from '../../protocol/draw.ts'
import type { Cohort, CohortState, Intake } from '../../protocol/nouns.ts'

import type { Revocations } from './revocations.ts'

/** A person: the keyed hash of an identity, 16 bytes. The identifier itself never reaches the gate. */
export type PersonHash = Uint8Array
/** A client (one device's cookie), hashed to 8 bytes. */
export type ClientHash = Uint8Array

/** Real ms between two ticks of a gate that nobody drives. */
export const TICK_MS = 100

/** What a verified admission says; `release` ends its lease. */
export interface Admission {
  readonly cohort: string
  readonly number: number
  readonly person: PersonHash
  readonly dependents: readonly PersonHash[]
  /** Event time, ms. */
  readonly expiresAt: number
}

/** A place as its holder sees it. `waiting` also covers called and not yet claimed: `serving` tells them apart. */
export interface Standing {
  readonly cohort: string
  readonly index: number
  /** Null until the draw has given it. */
  readonly number: number | null
  readonly state: 'waiting' | 'parked' | 'leased' | 'booked' | 'left' | 'expired'
}

export type ReleaseCause = 'booked' | 'left'

/** The readings of one cohort, for status documents and telemetry. All counts since the launch began. */
export interface CohortReading {
  readonly cohort: string
  readonly state: CohortState
  readonly issued: number
  readonly serving: number
  /** Called numbers never claimed are not waiting; parked ones are not either. */
  readonly waiting: number
  readonly parked: number
  readonly admitted: number
  /** Of those waiting, for how many doses are not expected to last. */
  readonly shortfall: number
}

export interface GateReading {
  readonly cohorts: readonly CohortReading[]
  readonly activeLeases: number
  readonly expiredLeases: number
  readonly admitted: number
  readonly called: number
  readonly claimed: number
  readonly sessionsSeen: number
  /** Measured share of the called who claim. */
  readonly showRatio: number
  /** The rate in force now (pause and ramp applied), per second of event time. */
  readonly rateInForce: number
  readonly abandonRatio: number
}

/** Refusals are thrown as `RefusalError` with the codes of `protocol/errors.ts`. Answers are given after fsync. */
export interface Gate extends Revocations {
  /** Refuses when nobody can join: an unknown cohort, before its pre-queue, after its end. */
  joinable(cohort: string): void
  /** @param again whoever is named has no booking any more: a place that ended by booking is no bar to another */
  join(
    cohort: string,
    person: PersonHash,
    client: ClientHash,
    dependents: readonly PersonHash[],
    again?: boolean,
  ): Promise<TicketAnswer>
  claim(ticket: string, client: ClientHash): Promise<ClaimAnswer>
  heartbeat(ticket: string, client: ClientHash): Promise<void>
  leave(ticket: string, client: ClientHash): Promise<void>
  /** Where a ticket stands; changes nothing. Refuses as `heartbeat` does. */
  standing(ticket: string, client: ClientHash): Standing
  /** Verifies signature, client, expiry and that the lease is still held; synchronous, on every booking request. */
  verify(admission: string, client: ClientHash): Admission
  /**
   * What an admission says whose lease ended by booking, so that an answer that was lost can be given again; checked like
   * `verify` otherwise. `lease-over` when it did not end by booking.
   */
  recall(admission: string, client: ClientHash): Admission
  extend(admission: string, client: ClientHash): Promise<Extension>
  /** Ends a lease and frees its seat. Idempotent. */
  release(admission: Admission, cause: ReleaseCause): void

  /** Adds a cohort or changes its schedule; the gate moves its state by the clock. */
  setCohort(cohort: Cohort): void
  openCohort(id: string): void
  closeCohort(id: string): void
  setIntake(intake: Intake): void
  /** Share of the set rate that is in force, 0 … 1: the hand of the safety net. */
  setShare(share: number): void
  /** One step of the controller: calls, admissions, lease ends, openings. Every `TICK_MS`, or as a driver says. */
  tick(): void
  status(cohort: string): StatusDocument
  /** The draw of a cohort, and one index of it, for whoever checks them: see `DrawDocuments`. */
  draw(cohort: string): DrawDocument
  drawEntry(cohort: string, index: number): DrawEntry
  reading(): GateReading
  /** Called when the clock (not a command) changed a cohort's state. */
  onCohortState(listener: (cohort: string, state: CohortState) => void): void
  /** Called with the set rate at the gate's first decision under a changed intake; for measuring command to effect. */
  onDecision(listener: (intake: Intake) => void): void
}
