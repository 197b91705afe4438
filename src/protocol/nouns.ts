import { z } from 'zod'
import { isCalendarDate } from '../rules/kst.ts'

/** The nouns of a launch as consoles see them: cohorts, intake, capacity, slots, people of the shift. */

export const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
export const instantSchema = z.number().int().nonnegative().max(8_640_000_000_000_000)
/** The pattern is for whoever reads the schema; which days there are, the calendar says. */
export const calendarDateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isCalendarDate, 'no day of the calendar')

export const roles = ['viewer', 'operator', 'commander'] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

/** Whether `role` may do what asks for `needed`: the list above is a ladder. */
export const mayAct = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed)

export const modes = ['LIVE', 'DRILL'] as const
export const modeSchema = z.enum(modes)
export type Mode = z.infer<typeof modeSchema>

/** scheduled → prequeue (joining, no numbers yet) → open ⇄ paused is the intake's, not the cohort's → closed. */
export const cohortStates = ['scheduled', 'prequeue', 'open', 'closed'] as const
export const cohortStateSchema = z.enum(cohortStates)
export type CohortState = z.infer<typeof cohortStateSchema>

/** What the doses left mean to a line: see `rules/outlook.ts`, which decides and says what each word promises. */
export const outlookSchema = z.enum(['enough', 'short', 'gone'])

export const cohortSchema = z.object({
  id: idSchema.describe('What addresses name.'),
  name: z
    .object({ ko: z.string().min(1).max(80), en: z.string().min(1).max(80) })
    .describe('Its name, in both languages.'),
  bornFrom: calendarDateSchema.describe('Who was born from this day on may book, YYYY-MM-DD …'),
  bornTo: calendarDateSchema.describe('… up to and including this one.'),
  prequeueAt: instantSchema.describe('Joining is possible from then on; event time, ms since 1970.'),
  opensAt: instantSchema.describe('The numbers are drawn and called from then on; event time, ms since 1970.'),
  closesAt: instantSchema.describe('The end; event time, ms since 1970.'),
  weight: z
    .number()
    .positive()
    .max(1000)
    .describe('Share of the admissions relative to the other open cohorts; an unused share flows on.'),
  state: cohortStateSchema.describe('scheduled → prequeue (joining, no numbers yet) → open → closed.'),
  revision: z.number().int().nonnegative().describe('Raised with each change.'),
})
export type Cohort = z.infer<typeof cohortSchema>

export const rateLimits = { min: 0, max: 100_000 } as const
export const rateSchema = z.number().min(rateLimits.min).max(rateLimits.max)

/** The intake: one admission rate for the whole launch, global with the seats. */
export const intakeSchema = z.object({
  /** Set admissions per second of event time. */
  rate: rateSchema,
  paused: z.boolean(),
  /** After a resume the rate in force climbs from 10 % to 100 % of `rate` between these instants (event time). */
  ramp: z.object({ from: instantSchema, to: instantSchema }).nullable(),
  revision: z.number().int().nonnegative(),
})
export type Intake = z.infer<typeof intakeSchema>

export const workerSchema = z.object({
  id: idSchema,
  seats: z.number().int().nonnegative().max(1_000_000),
  alive: z.boolean(),
})
export type Worker = z.infer<typeof workerSchema>

export const capacitySchema = z.object({
  workers: z.array(workerSchema).max(4096),
  revision: z.number().int().nonnegative(),
})
export type Capacity = z.infer<typeof capacitySchema>

/** Doses over all slots of the launch. */
export const stockSchema = z.object({
  slots: z.number().int().nonnegative(),
  doses: z.number().int().nonnegative(),
  left: z.number().int().nonnegative(),
  revision: z.number().int().nonnegative(),
})
export type Stock = z.infer<typeof stockSchema>

export const accountSchema = z.object({ id: idSchema, name: z.string().min(1).max(80), role: roleSchema })
export type Account = z.infer<typeof accountSchema>
