import type { Cohort, CohortState } from '../../protocol/nouns.ts'
import type { ClientHash, PersonHash, ReleaseCause } from './contract.ts'

/**
 * What the gate keeps its lines in. Each operation is one atomic step, and one that a server-side function of a shared
 * store could do as well: it takes plain values, decides by itself, and touches one cohort. A promise resolves when the
 * outcome is durable and rejects with `unavailable` when it is not, in which case nothing has happened.
 *
 * Reads are synchronous, of what this node knows: for the embedded store that is everything, durable or about to be.
 */

export type CohortPlan = Omit<Cohort, 'state' | 'revision'>

/** waiting also covers called and not yet claimed: only `serving` tells them apart. */
export const placeStates = ['waiting', 'parked', 'leased', 'booked', 'left', 'expired', 'revoked'] as const
export type PlaceState = (typeof placeStates)[number]

/** One cohort's line. Counts since the launch began. */
export interface Line {
  readonly plan: CohortPlan
  readonly state: CohortState
  /** The draw: how many entered it, and the Merkle root over index → person hash (hex); null before. */
  readonly n: number | null
  readonly root: string | null
  /** Hex; null until revealed. */
  readonly seed: string | null
  /** Highest index handed out. */
  readonly issued: number
  /** Highest number called. */
  readonly serving: number
  /** Left before they were called, and not passed by `serving` yet. */
  readonly departed: number
  readonly parked: number
  /** Called numbers that were known to have left are in neither of these two. */
  readonly called: number
  readonly claimed: number
  readonly admitted: number
  readonly expired: number
  readonly sessionsSeen: number
  /** Admissions that may happen now, seats permitting; a fraction is on its way to the next one. */
  readonly credit: number
  /** Nobody new may join: the line is longer than doses will last. */
  readonly full: boolean
}

/** People who can still be called; who left without a word is among them. */
export const waitingOf = (line: Line): number => line.issued - line.serving - line.departed

export interface Place {
  readonly state: PlaceState
  readonly generation: number
}

export interface Lease {
  readonly number: number
  readonly index: number
  /** Event time, ms; `firstEnd` is when it would end had nobody extended it. Our own downtime moves both. */
  readonly expiresAt: number
  readonly firstEnd: number
}

export interface JoinInput {
  readonly person: PersonHash
  readonly client: ClientHash
  readonly dependents: readonly PersonHash[]
  /** What may be done besides giving back the place that the person holds. */
  readonly may: JoinLimits
}

export interface JoinLimits {
  /** Whether a new place may be taken. */
  readonly enter: boolean
  /** Whether a place that ended by booking is no bar: the booking was cancelled. */
  readonly again: boolean
}

/**
 * `moved`: the place was another client's until now. `booked`: this person has had what the line is for. `full`: holds no
 * place, and none may be taken.
 */
export type JoinOutcome =
  | {
      readonly kind: 'placed'
      readonly index: number
      readonly generation: number
      readonly returned: boolean
      readonly moved: boolean
    }
  | { readonly kind: 'booked' }
  | { readonly kind: 'full' }

export interface ClaimInput {
  readonly index: number
  readonly number: number
  /** Leases that may be active at once, over all cohorts. */
  readonly seats: number
  /** When a lease given now ends. */
  readonly leaseUntil: number
}

export type ClaimOutcome =
  | { readonly kind: 'waiting' | 'parked' | 'booked' | 'left' | 'expired' | 'revoked' }
  | { readonly kind: 'leased'; readonly lease: Lease }

export interface StepInput {
  /** Added to the credit, which after the admissions of this step is cut to `cap`. */
  readonly grant: number
  readonly cap: number
  /** How many more to call who have not left. */
  readonly call: number
  readonly seats: number
  readonly leaseUntil: number
}

/** Hears of changes as they are made on this node, before they are durable. */
export interface StoreObserver {
  /** A called person asked for a seat for the first time. */
  claimed?(cohort: string, number: number): void
  /** Numbers up to `upTo` are called; `live` of them are not known to have left. */
  called?(cohort: string, upTo: number, live: number): void
  freed?(cohort: string, seats: number): void
  /** Changes were undone because they could not be made durable: everything is to be read again. */
  undone?(): void
}

export interface GateStore {
  lines(): readonly Line[]
  line(cohort: string): Line | undefined
  /** Undefined for an index never handed out, or to somebody else. */
  place(cohort: string, index: number, person: PersonHash): Place | undefined
  person(cohort: string, index: number): PersonHash
  client(cohort: string, index: number): ClientHash
  /** Index of the latest place of a person; 0 without one. */
  indexOf(cohort: string, person: PersonHash): number
  /** Indices of the places that a client holds; looks at all of them. */
  ofClient(cohort: string, client: ClientHash): number[]
  /** Indices of those who hold a seat or have been called and wait for one. */
  claimants(cohort: string): number[]
  /**
   * The hashes that show, together with `person`, that an index was in the draw, from its own sibling up to the root.
   * Undefined for who was not, before the draw, and for a while after a restart.
   */
  entrantProof(cohort: string, index: number): readonly Uint8Array[] | undefined
  lease(cohort: string, number: number): Lease | undefined
  leases(cohort: string): Iterable<Lease>
  dependents(cohort: string, index: number): readonly PersonHash[]
  /** Indices of those who left or whose place was taken back, called or not. */
  departures(cohort: string): Iterable<number>
  /** False while changes are refused with `unavailable`. */
  readonly writable: boolean
  /** Active leases over all cohorts. */
  active(): number
  /** Event time up to which the store was alive at the last commit before this boot; null for a new one. */
  readonly aliveUntil: number | null

  /** Adds a cohort, or changes the plan of one; the state stays. */
  plan(plan: CohortPlan): Promise<void>
  setState(cohort: string, state: CohortState): Promise<void>
  /** Closes joining, or opens it again. */
  setFull(cohort: string, full: boolean): Promise<void>
  /** Fixes n and the root, once: later calls change nothing. */
  fixDraw(cohort: string): Promise<void>
  /** Once the draw is durable. `departed`: the numbers of those who had left before. */
  reveal(cohort: string, seed: string, departed: readonly number[]): Promise<void>
  /** Tells the numbers of those who left, after a restart. */
  markDeparted(cohort: string, numbers: readonly number[]): void

  join(cohort: string, input: JoinInput): Promise<JoinOutcome>
  claim(cohort: string, input: ClaimInput): Promise<ClaimOutcome>
  /** The controller's decision for one cohort: credit, calls, admissions of the parked, lowest number first. */
  step(cohort: string, input: StepInput): Promise<void>
  /** Takes every credit away, at once: nobody is admitted until the next `step`. */
  halt(): void
  /** `number` is null while the draw has given none. False when there was nothing to leave. */
  leave(cohort: string, index: number, number: number | null): Promise<boolean>
  /** Takes a place back, its seat with it; nothing where there is nothing to take. `number` as for `leave`. */
  revoke(cohort: string, index: number, number: number | null): Promise<void>
  extend(cohort: string, number: number, until: number): Promise<Lease | undefined>
  /** Ends a lease, if it is held; a booking counts even when the lease was over before. */
  release(cohort: string, number: number, person: PersonHash, cause: ReleaseCause): Promise<void>
  /** Ends the leases that are over at this instant. */
  expire(at: number): Promise<void>
  /** Prolongs every lease, by our own downtime. */
  prolong(ms: number): Promise<void>
  /** A booking session of this lease was seen; true the first time. */
  seen(cohort: string, number: number): boolean
  /** Notes that the store is alive at this instant of event time; durable at least once a second of real time. */
  alive(at: number): void
  observe(observer: StoreObserver): void
}
