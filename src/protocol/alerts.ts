import { z } from 'zod'
import { orderSchema } from './commands.ts'
import { idSchema, instantSchema } from './nouns.ts'
import { metricIds, type MetricId } from './metrics.ts'

export const prioritySchema = z.union([z.literal(1), z.literal(2), z.literal(3)])
export type Priority = z.infer<typeof prioritySchema>

export const alertStateSchema = z.enum(['raised', 'acknowledged', 'owned', 'shelved', 'resolved'])
export type AlertState = z.infer<typeof alertStateSchema>

/** The rules that raise alerts; their words stand in `locales/rules.ts`, their thresholds in the backend's table. */
export const ruleIds = [
  'stall',
  't0-watchdog',
  'capacity-high',
  'capacity-full',
  'error-ratio',
  'booking-latency',
  'clock-drift',
  'worker-lost',
  'slots-short',
  'bypass',
  'command-not-observed',
] as const
export type RuleId = (typeof ruleIds)[number]

const metricSchema = z.enum(metricIds as [MetricId, ...MetricId[]])

/**
 * What can have made an alarm certain: the kinds of judgement of the rules, then the statistics of the generic detector.
 * Their words stand in `locales/evidence.ts`.
 */
export const statisticIds = [
  'threshold',
  'fewer',
  'more',
  'burst',
  'missing',
  'gap',
  'burn-fast',
  'burn-slow',
  'residual',
  'drift',
  'step',
  'unrest',
  'variance',
  'roughness',
  'cusum',
  'level',
] as const
export type StatisticId = (typeof statisticIds)[number]

/** What to look at to see why an alert was raised: the series, the stretch of time, and what weighed how much. */
export const evidenceSchema = z.object({
  /** The first is the one that was judged. */
  metrics: z.array(metricSchema).min(1).max(6),
  /** Real server time, ms: since when it went wrong as far as the rule can tell, and when it was certain. */
  from: instantSchema,
  to: instantSchema,
  /** Largest share first; the shares sum up to 1. */
  explanation: z.array(z.object({ statistic: z.enum(statisticIds), share: z.number().min(0).max(1) })).max(16),
})
export type Evidence = z.infer<typeof evidenceSchema>

/** One alert per cause; every console sees the same. Its words stand in `locales/` under `rule`. */
export const alertSchema = z.object({
  id: z.string().min(1).max(120),
  /** The rule that raised it; the key of its title, cause and runbook in the catalogue. */
  rule: z.enum(ruleIds),
  /** What it is about: a cohort, a door, a worker; empty for the whole launch. */
  subject: z.string().max(80),
  priority: prioritySchema,
  state: alertStateSchema,
  metric: metricSchema.nullable(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  /** Real server time, ms. */
  raisedAt: instantSchema,
  updatedAt: instantSchema,
  eventTime: instantSchema,
  count: z.number().int().positive(),
  owner: idSchema.nullable(),
  acknowledgedBy: idSchema.nullable(),
  shelvedUntil: instantSchema.nullable(),
  note: z.string().max(300),
  /** Absent where there is no series to show, or no single order that would help. */
  evidence: evidenceSchema.optional(),
  /** What an operator may want to order now, to be filled into the guarded form; never given by itself. */
  suggestion: orderSchema.optional(),
})
export type Alert = z.infer<typeof alertSchema>
