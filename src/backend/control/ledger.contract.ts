import { z } from 'zod'
import { alertActs } from '../../protocol/alerts.ts'
import { orderSchema } from '../../protocol/commands.ts'
import { safetyNetActSchema, safetyNetModeSchema } from '../../protocol/safetyNet.ts'
import {
  cohortSchema,
  cohortStateSchema,
  idSchema,
  instantSchema,
  intakeSchema,
  outlookSchema,
} from '../../protocol/nouns.ts'

/**
 * The ledger: append-only, hash-chained. It says in order what the gate did and what it was told, enough to prove from
 * it alone that nobody was let in out of order and that seats were never exceeded.
 */
export const ledgerBodySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('launch'),
    launch: idSchema,
    mode: z.enum(['LIVE', 'DRILL']),
    cohorts: z.array(cohortSchema.omit({ state: true, revision: true })),
  }),
  z.object({ kind: z.literal('cohort'), cohort: idSchema, state: cohortStateSchema, opensAt: instantSchema }),
  z.object({ kind: z.literal('commit'), cohort: idSchema, commitment: z.string(), witnessCommitment: z.string() }),
  z.object({ kind: z.literal('draw'), cohort: idSchema, n: z.number().int(), root: z.string() }),
  z.object({
    kind: z.literal('reveal'),
    cohort: idSchema,
    secret: z.string(),
    witnessSecret: z.string(),
    seed: z.string(),
  }),
  z.object({ kind: z.literal('intake'), intake: intakeSchema }),
  /** Seats that count from here on (workers whose heartbeat is fresh). */
  z.object({ kind: z.literal('capacity'), seats: z.number().int(), alive: z.number().int() }),
  /**
   * What the gate did to one cohort since the last such record, in order, one string an operation: a letter and a
   * number. j: joined up to index · c: called up to number · p: claimed, parked · a: admitted to a seat · b: booked,
   * l: left, x: lease expired (each frees the seat of that number).
   */
  z.object({ kind: z.literal('gate'), cohort: idSchema, ops: z.array(z.string()) }),
  /** What the doses left meant for a cohort from here on, and whether places could be taken. */
  z.object({
    kind: z.literal('sale'),
    cohort: idSchema,
    outlook: outlookSchema,
    joining: z.boolean(),
    left: z.number().int(),
  }),
  /** Refusals since the last such record: code → count. */
  z.object({ kind: z.literal('refusals'), counts: z.record(z.string(), z.number().int()) }),
  z.object({
    kind: z.literal('command'),
    id: z.uuid(),
    number: z.number().int(),
    order: orderSchema,
    by: idSchema,
    approvedBy: idSchema.nullable(),
    reason: z.string(),
  }),
  /** The automatic throttle moved, or was moved: the share of the set rate it allows, in force when its mode is `on`. */
  z.object({
    kind: z.literal('safety-net'),
    mode: safetyNetModeSchema,
    limit: safetyNetActSchema.shape.limit,
    cause: safetyNetActSchema.shape.cause,
  }),
  /** What a person did about an alert. */
  z.object({
    kind: z.literal('alert'),
    alert: z.string().max(120),
    act: z.enum(alertActs),
    by: idSchema,
    text: z.string().max(300),
  }),
  /** The backend was down between these event times; leases were extended by as much. */
  z.object({ kind: z.literal('downtime'), from: instantSchema, to: instantSchema }),
])
export type LedgerBody = z.infer<typeof ledgerBodySchema>

/** `hash` = SHA-256 over `prev`, a newline, and the JSON of [index, at, body], hex; the first `prev` is 64 zeros. */
export interface LedgerRecord {
  readonly index: number
  /** Event time, ms. */
  readonly at: number
  readonly body: LedgerBody
  readonly prev: string
  readonly hash: string
}

/** A record as it is stored and exported: `entry` is the JSON of [index, at, body]. */
export interface LedgerRow {
  readonly index: number
  readonly entry: string
  readonly hash: string
}

export interface Ledger {
  /** Written with the next group commit. */
  append(body: LedgerBody): LedgerRecord
  head(): { index: number; hash: string }
  /** Resolves when everything appended so far is on the disk. */
  durable(): Promise<void>
  /** Records from `index` on, oldest first; streamed from the store. */
  read(fromIndex: number): Iterable<LedgerRecord>
  /** The same as they are stored, byte for byte: for whoever proves them. */
  rows(fromIndex: number): Iterable<LedgerRow>
  onAppend(listener: (record: LedgerRecord) => void): void
}
