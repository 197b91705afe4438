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
  commitment: hashSchema.describe('SHA-256 of the secret, published before the pre-queue opens.'),
  secret: hexSchema.nullable().describe('The secret, once n and the root are on the disk; null before.'),
})
const rootSchema = hashSchema
  .nullable()
  .describe('Merkle root over the entrants in order of their indices; null before the draw.')
const entrantsSchema = countSchema
  .nullable()
  .describe('How many entered the draw; null before it. Who came later has their index as number.')
const versionSchema = z.literal(1).describe('Version of this document.')
const cohortIdSchema = idSchema.describe('The cohort it is about.')

export const drawSchema = z
  .object({
    v: versionSchema,
    cohort: cohortIdSchema,
    state: z
      .enum(['committed', 'fixed', 'revealed'])
      .describe(
        'committed: before the opening · fixed: n and root stand, the secrets are on their way · revealed: everything is known.',
      ),
    prequeueAt: instantSchema.describe(
      'The secrets are committed to before it; event time of the server, ms since 1970.',
    ),
    opensAt: instantSchema.describe('n is fixed then; event time of the server, ms since 1970.'),
    agency: secretSchema.describe('The secret of the agency.'),
    witness: secretSchema
      .extend({
        standIn: z
          .boolean()
          .describe(
            'No independent party took part, as in a drill; the status document then writes `stand-in:` before the commitment.',
          ),
        notice: wordsSchema.nullable().describe('Says so to people, in both languages; null where one took part.'),
      })
      .describe('The secret of an independent party.'),
    n: entrantsSchema,
    root: rootSchema,
    seed: hashSchema
      .nullable()
      .describe('SHA-256 of the agency’s secret followed by the witness’s; null until revealed.'),
    algorithm: z
      .object({
        name: z.literal('sluice-draw-1').describe('Which it is.'),
        steps: z.array(wordsSchema).describe('Step by step, in both languages.'),
      })
      .describe('How the numbers follow from the seed, exactly.'),
  })
  .describe('The draw.')
export type DrawDocument = z.infer<typeof drawSchema>

export const drawEntrySchema = z
  .object({
    v: versionSchema,
    cohort: cohortIdSchema,
    index: z.number().int().positive().describe('The index asked for.'),
    n: entrantsSchema,
    root: rootSchema,
    entered: z.boolean().nullable().describe('Whether this index was in the draw; null before it.'),
    number: z
      .number()
      .int()
      .positive()
      .nullable()
      .describe('The number of this index: null until the draw is revealed.'),
    leaf: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .nullable()
      .describe(
        'The entry: the keyed hash of the person who holds this index, the `p` of their ticket. Null outside the draw.',
      ),
    proof: z
      .array(hashSchema)
      .max(30)
      .nullable()
      .describe('Sibling hashes from the leaf up to the root (RFC 6962, 2.1.1). Null outside the draw.'),
  })
  .describe('The index and its number.')
export type DrawEntry = z.infer<typeof drawEntrySchema>
