import { z } from 'zod'
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

/** One alert per cause; every console sees the same. Its words stand in `locales/` under `rule`. */
export const alertSchema = z.object({
  id: z.string().min(1).max(120),
  /** The rule that raised it; the key of its title, cause and runbook in the catalogue. */
  rule: z.enum(ruleIds),
  /** What it is about: a cohort, a door, a worker; empty for the whole launch. */
  subject: z.string().max(80),
  priority: prioritySchema,
  state: alertStateSchema,
  metric: z.enum(metricIds as [MetricId, ...MetricId[]]).nullable(),
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
})
export type Alert = z.infer<typeof alertSchema>
