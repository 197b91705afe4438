import { z } from 'zod'
import { instantSchema } from './nouns.ts'

/**
 * The safety net: an automatic throttle under the operators' hands. `off` looks away, `advise` says what it would do,
 * `on` does it. It gives a share of the rate that operators have set, never more than all of it.
 */
export const safetyNetModes = ['off', 'advise', 'on'] as const
export const safetyNetModeSchema = z.enum(safetyNetModes)
export type SafetyNetMode = z.infer<typeof safetyNetModeSchema>

export const safetyNetCauses = ['errors', 'latency', 'recovery', 'released'] as const

/** From here on a second is strained; the rest of the rule stands in the backend. */
export const strainLimits = { errorRatio: 0.02, latencyMs: 1_000 } as const

export const safetyNetActSchema = z.object({
  /** Event and real time, ms. */
  eventTime: instantSchema,
  at: instantSchema,
  limit: z.number().min(0).max(1),
  cause: z.enum(safetyNetCauses),
  /** False: it was only advised. */
  inForce: z.boolean(),
})
export type SafetyNetAct = z.infer<typeof safetyNetActSchema>

export const safetyNetSchema = z.object({
  mode: safetyNetModeSchema,
  /** Share of the set rate that it allows, or would; 1 when it finds nothing to do. */
  limit: z.number().min(0).max(1),
  /** The latest acts, oldest first. */
  acts: z.array(safetyNetActSchema).max(40),
  revision: z.number().int().nonnegative(),
})
export type SafetyNet = z.infer<typeof safetyNetSchema>
