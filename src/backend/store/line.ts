import { hash } from 'node:crypto'
import { z } from 'zod'
import { createMerkleBlocks } from '../../rules/merkleBlocks.ts'
import { cohortSchema, cohortStateSchema } from '../../protocol/nouns.ts'
import type { PersonHash } from '../gate/contract.ts'
import type { CohortPlan, Line } from '../gate/store.ts'
import { createHeap, type Heap } from './heap.ts'
import { createPlaces, type Places } from './places.ts'

export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

/** Everything of a line that one row holds; the rest are its places and claims. */
export const lineRecordSchema = z.object({
  plan: cohortSchema.omit({ state: true, revision: true }),
  state: cohortStateSchema,
  n: z.number().nullable(),
  root: z.string().nullable(),
  seed: z.string().nullable(),
  serving: z.number(),
  departed: z.number(),
  called: z.number(),
  claimed: z.number(),
  admitted: z.number(),
  expired: z.number(),
  sessionsSeen: z.number(),
  /** Absent in what an older version wrote. */
  full: z.boolean().default(false),
})
export type LineRecord = z.infer<typeof lineRecordSchema>

/**
 * The tree over the persons of a line, in order of their indices: it grows as they join, so that the draw need not wait,
 * and ends with the draw. After a restart it is behind.
 */
export interface Entrants {
  /** Takes in at most so many who are not in yet. */
  advance(limit: number): void
  /** The root over everybody, hex. */
  root(): string
  /** The sibling hashes of an index (from 1); undefined while it is not all in. */
  proof(index: number): readonly Uint8Array[] | undefined
}

function createEntrants(places: Places, record: LineRecord): Entrants {
  const tree = createMerkleBlocks(sha256, at => places.person(at + 1))
  const entered = () => record.n ?? places.count
  function advance(limit: number): void {
    for (const end = Math.min(entered(), tree.count + limit); tree.count < end;) tree.add(places.person(tree.count + 1))
  }
  return {
    advance,
    root() {
      advance(Infinity)
      return Buffer.from(tree.root()).toString('hex')
    },
    proof: index => (tree.count < entered() ? undefined : tree.proof(index - 1)),
  }
}

export interface HeldLease {
  readonly number: number
  readonly index: number
  expiresAt: number
  firstEnd: number
  seen: boolean
}

/** In a key on the disk, the ordinal of a line counts so much, and the number of a block, place or claim is added. */
export const KEY_STEP = 2 ** 32

/** One cohort's line in memory, with what of it has not been written yet. */
export interface MemoryLine {
  /** Position among the cohorts; part of the keys on the disk. */
  readonly ordinal: number
  readonly record: LineRecord
  readonly places: Places
  /** number → index */
  readonly parked: Map<number, number>
  /** Numbers in `parked`, and some that have left it. */
  readonly parkedOrder: Heap
  readonly leases: Map<number, HeldLease>
  /** (end, number) of each lease, and of some that were prolonged or are over. */
  readonly leaseEnds: Heap
  /** index → the people the admission also books for */
  readonly dependents: Map<number, readonly PersonHash[]>
  readonly departedNumbers: Set<number>
  credit: number
  readonly entrants: Entrants

  /** Places with an index up to this one are on the disk, but for what changed in `changedBlocks`. */
  written: number
  readonly changedBlocks: Set<number>
  /** Indices whose state changed. They lie all over the line: a journal of them is written, not their blocks. */
  readonly changedStates: Set<number>
  /** Numbers whose claim (parked or leased) changed. */
  readonly changedClaims: Set<number>
  changed: boolean
  readonly view: Line
}

export function createLine(ordinal: number, record: LineRecord): MemoryLine {
  const places = createPlaces()
  const parked = new Map<number, number>()
  const line: MemoryLine = {
    ordinal,
    record,
    places,
    parked,
    parkedOrder: createHeap(),
    leases: new Map(),
    leaseEnds: createHeap(),
    dependents: new Map(),
    departedNumbers: new Set(),
    credit: 0,
    entrants: createEntrants(places, record),
    written: 0,
    changedBlocks: new Set(),
    changedStates: new Set(),
    changedClaims: new Set(),
    changed: true,
    view: viewOf(record, places, parked, () => line.credit),
  }
  return line
}

export function newRecord(plan: CohortPlan): LineRecord {
  return {
    plan,
    state: 'scheduled',
    n: null,
    root: null,
    seed: null,
    serving: 0,
    departed: 0,
    called: 0,
    claimed: 0,
    admitted: 0,
    expired: 0,
    sessionsSeen: 0,
    full: false,
  }
}

/** The line as others see it: live, and read-only. */
function viewOf(record: LineRecord, places: Places, parked: Map<number, number>, credit: () => number): Line {
  return {
    get plan() {
      return record.plan
    },
    get state() {
      return record.state
    },
    get n() {
      return record.n
    },
    get root() {
      return record.root
    },
    get seed() {
      return record.seed
    },
    get issued() {
      return places.count
    },
    get serving() {
      return record.serving
    },
    get departed() {
      return record.departed
    },
    get parked() {
      return parked.size
    },
    get called() {
      return record.called
    },
    get claimed() {
      return record.claimed
    },
    get admitted() {
      return record.admitted
    },
    get expired() {
      return record.expired
    },
    get sessionsSeen() {
      return record.sessionsSeen
    },
    get credit() {
      return credit()
    },
    get full() {
      return record.full
    },
  }
}
