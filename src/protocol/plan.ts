import { z } from 'zod'
import { calendarDateSchema, cohortSchema, idSchema, modeSchema, rateSchema, workerSchema } from './nouns.ts'

/** The launch plan as it travels: page by page out, and part by part in, as commands. */

export const plannedSiteSchema = z.object({
  id: idSchema,
  name: z.object({ ko: z.string().max(200), en: z.string().max(200) }),
  region: z.string().max(80),
})
export type PlannedSite = z.infer<typeof plannedSiteSchema>

export const plannedSlotSchema = z.object({
  site: idSchema,
  vaccine: idSchema,
  date: calendarDateSchema,
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  doses: z.number().int().min(1).max(100_000),
})
export type PlannedSlot = z.infer<typeof plannedSlotSchema>

export const plannedCohortSchema = cohortSchema.omit({ state: true, revision: true })
export type PlannedCohort = z.infer<typeof plannedCohortSchema>

/**
 * What is to stand in the plan: cohorts and sites as they are to be, slots with all the doses they are to have. What is not
 * named stays. A plan that is longer goes as several parts, sites and slots before the cohorts that need them.
 */
export const planPartSchema = z.object({
  cohorts: z.array(plannedCohortSchema).max(64),
  sites: z.array(plannedSiteSchema).max(100),
  slots: z.array(plannedSlotSchema).max(200),
})
export type PlanPart = z.infer<typeof planPartSchema>

/** The plan as it stands, with the rate, the schedule and the doses as operators have set them since; slots by pages. */
export const planPageSchema = z.object({
  id: idSchema,
  name: z.object({ ko: z.string(), en: z.string() }),
  mode: modeSchema,
  rate: rateSchema,
  leaseMs: z.number().int().positive(),
  extendMs: z.number().int().positive(),
  pollBudget: z.number().positive(),
  cohorts: z.array(cohortSchema),
  workers: z.array(workerSchema.omit({ alive: true })),
  sites: z.array(plannedSiteSchema),
  slots: z.array(plannedSlotSchema),
  /** Of the plan: what an import compares. */
  revision: z.number().int().nonnegative(),
  /** Ask again with `after` = this; null when the page is the last. */
  next: z.number().int().positive().nullable(),
})
export type PlanPage = z.infer<typeof planPageSchema>

/** Where, of what and when doses are given. */
export const placeSchema = plannedSlotSchema.omit({ doses: true })
export type Place = z.infer<typeof placeSchema>

/** What there is to choose from where doses are added: a plan has tens of thousands of slots, and few of these. */
export const placesSchema = z.object({
  sites: z.array(plannedSiteSchema),
  vaccines: z.array(idSchema),
  /** On the last day that is planned, as it begins: the day that has the most time left to fill. Null in an empty plan. */
  last: placeSchema.nullable(),
})
export type Places = z.infer<typeof placesSchema>
