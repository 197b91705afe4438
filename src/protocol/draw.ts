import { z } from 'zod'
import { idSchema, instantSchema } from './nouns.ts'

/** The draw of a cohort, as anybody may fetch it: with SHA-256 alone everything in it can be recomputed. */

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/)
const hexSchema = z.string().regex(/^([0-9a-f]{2})+$/)
/** How many can be permuted. */
const countSchema = z
  .number()
  .int()
  .nonnegative()
  .max(2 ** 30)
const wordsSchema = z.object({ ko: z.string(), en: z.string() })

const secretSchema = z.object({
  /** SHA-256 of the secret, published before the pre-queue opens. */
  commitment: hashSchema,
  /** Published once n and the root are on the disk; null before. */
  secret: hexSchema.nullable(),
})

export const drawSchema = z.object({
  v: z.literal(1),
  cohort: idSchema,
  /** committed: before the opening · fixed: n and root stand, the secrets are on their way · revealed: everything is known. */
  state: z.enum(['committed', 'fixed', 'revealed']),
  /** Event time of the server, ms: the secrets are committed to before the one, n is fixed at the other. */
  prequeueAt: instantSchema,
  opensAt: instantSchema,
  agency: secretSchema,
  /** `standIn`: no independent party took part, as in a drill; `notice` says so to people. */
  witness: secretSchema.extend({ standIn: z.boolean(), notice: wordsSchema.nullable() }),
  /** How many entered the draw. Who came later has their index as number. */
  n: countSchema.nullable(),
  /** Merkle root over the entrants in order of their indices. */
  root: hashSchema.nullable(),
  seed: hashSchema.nullable(),
  /** How the numbers follow from it, exactly: step by step, in both languages. */
  algorithm: z.object({
    name: z.literal('sluice-draw-1'),
    steps: z.array(wordsSchema),
  }),
})
export type DrawDocument = z.infer<typeof drawSchema>

export const drawEntrySchema = z.object({
  v: z.literal(1),
  cohort: idSchema,
  index: z.number().int().positive(),
  n: countSchema.nullable(),
  root: hashSchema.nullable(),
  /** Whether this index was in the draw; null before it. */
  entered: z.boolean().nullable(),
  /** Null until the draw is revealed. */
  number: z.number().int().positive().nullable(),
  /** The entry itself: the keyed hash of the person who holds this index, the `p` of their ticket. Null outside the draw. */
  leaf: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
  /** Sibling hashes from the leaf up to the root (RFC 6962 § 2.1.1). */
  proof: z.array(hashSchema).max(30).nullable(),
})
export type DrawEntry = z.infer<typeof drawEntrySchema>
