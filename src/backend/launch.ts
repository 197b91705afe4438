import { z } from 'zod'
import {
  calendarDateSchema,
  cohortSchema,
  idSchema,
  intakeSchema,
  modeSchema,
  workerSchema,
} from '../protocol/nouns.ts'

/**
 * What a launch starts with: the plan a data directory is seeded from on its first boot. Afterwards the stores hold the
 * truth and the plan is read no more.
 */
export const launchSchema = z.object({
  id: idSchema,
  name: z.object({ ko: z.string(), en: z.string() }),
  mode: modeSchema,
  cohorts: z
    .array(cohortSchema.omit({ state: true, revision: true }))
    .min(1)
    .max(64),
  rate: intakeSchema.shape.rate,
  workers: z.array(workerSchema.omit({ alive: true })).max(4096),
  sites: z.array(z.object({ id: idSchema, name: z.object({ ko: z.string(), en: z.string() }), region: z.string() })),
  slots: z.array(
    z.object({
      site: idSchema,
      vaccine: idSchema,
      date: calendarDateSchema,
      time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      doses: z.number().int().min(1).max(100_000),
    }),
  ),
  /** How long a called person keeps a seat (ms of event time), and by how much one tap extends it. */
  leaseMs: z.number().int().min(1000).default(300_000),
  extendMs: z.number().int().min(1000).default(180_000),
  /** Requests a second the whole waiting line may cost; sets `pollAfterMs`. */
  pollBudget: z.number().positive().default(5000),
})
export type Launch = z.infer<typeof launchSchema>
export type LaunchInput = z.input<typeof launchSchema>
