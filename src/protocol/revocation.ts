import { z } from 'zod'
import { idSchema } from './nouns.ts'

/**
 * Taking back what was given: one place or seat, everything of one person or one device, or a whole cohort. A target is a
 * number or a keyed hash, never a booking code or a ticket: an order stands in the ledger for ever, and those open doors.
 */

const hashSchema = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
export const personHashSchema = hashSchema(16)
export const clientHashSchema = hashSchema(8)
const numberSchema = z.number().int().positive()

export const revokeTargetSchema = z.discriminatedUnion('what', [
  /** The place that drew this number, and its seat if it has one. Its person may join again, at the back. */
  z.object({ what: z.literal('admission'), cohort: idSchema, number: numberSchema }),
  /** Every place of a person, in every cohort, and joining anew. */
  z.object({ what: z.literal('person'), person: personHashSchema }),
  /** Every place a device holds, and joining from it; its people may join from another. */
  z.object({ what: z.literal('client'), client: clientHashSchema }),
  /** Every seat of a cohort and whoever waits for one after the call; the cohort is closed. */
  z.object({ what: z.literal('cohort'), cohort: idSchema }),
])
export type RevokeTarget = z.infer<typeof revokeTargetSchema>

/** How many a revocation hits, by what they hold now. Bookings that were made are not touched. */
export const reachSchema = z.object({
  waiting: z.number().int().nonnegative(),
  parked: z.number().int().nonnegative(),
  seated: z.number().int().nonnegative(),
})
export type Reach = z.infer<typeof reachSchema>

/** What an operator has in hand: a number from a complaint or an alert, a booking code, a ticket or an admission. */
export const identificationSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('number'), cohort: idSchema, number: numberSchema }),
  z.object({ by: z.literal('code'), code: z.string().min(1).max(40) }),
  z.object({ by: z.literal('token'), token: z.string().min(16).max(4096) }),
])
export type Identification = z.infer<typeof identificationSchema>

export const heldPlaceStates = ['waiting', 'parked', 'leased', 'booked', 'left', 'expired', 'revoked'] as const

/** Whose it is: hashes, and the latest place in each cohort, the one that was asked for first. */
export const identifiedSchema = z.object({
  person: personHashSchema,
  /** The device that held the first of these places last; null without any place. */
  client: clientHashSchema.nullable(),
  places: z.array(
    z.object({
      cohort: idSchema,
      /** Null until the draw has given it. */
      number: numberSchema.nullable(),
      state: z.enum(heldPlaceStates),
    }),
  ),
  /** Whether the person has a confirmed booking. */
  booked: z.boolean(),
})
export type Identified = z.infer<typeof identifiedSchema>
