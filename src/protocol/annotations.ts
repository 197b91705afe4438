import { z } from 'zod'
import { metricIdSchema, ruleIdSchema } from './alerts.ts'
import { orderSchema, type CommandKind } from './commands.ts'
import { idSchema, instantSchema } from './nouns.ts'

/** What is done to a launch: a command, or what the clock does as it was told to. */
export const actKinds = [
  'open-pre-queue',
  'pause',
  'resume',
  'set-rate',
  'open-cohort',
  'close-cohort',
  'schedule-cohort',
  'add-capacity',
  'add-slots',
  'import-plan',
  'set-safety-net',
  'release-safety-net',
  'revoke',
] as const satisfies readonly (CommandKind | 'open-pre-queue')[]
export type ActKind = (typeof actKinds)[number]

/** Something that was done, by whomever. */
export const actSchema = z.object({
  kind: z.enum(actKinds),
  /** Event time, ms. */
  at: instantSchema,
  /** The cohort it was done to; null for what is done to the whole launch. */
  cohort: idSchema.nullable(),
  /** Null where the clock did it. */
  command: z.object({ id: z.uuid(), number: z.number().int().positive(), order: orderSchema }).nullable(),
})
export type Act = z.infer<typeof actSchema>

/** A note that something which would have been an alert followed from what was done: it asks for nobody. */
export const annotationSchema = z.object({
  id: z.string().min(1).max(160),
  /** The rule that would have raised an alert, and what about. */
  rule: ruleIdSchema,
  subject: z.string().max(80),
  metric: metricIdSchema.nullable(),
  value: z.number(),
  threshold: z.number(),
  act: actSchema,
  /** Real and event time of the server, ms. */
  at: instantSchema,
  eventTime: instantSchema,
})
export type Annotation = z.infer<typeof annotationSchema>

/** So many of the latest are kept and shown. */
export const annotationsKept = 200
