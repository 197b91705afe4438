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
  'idle',
  'rate-off-target',
  't0-watchdog',
  'opened-early',
  'opened-late',
  'no-page',
  'not-booked',
  'unreconciled',
  'arrival-surge',
  'reconnect-storm',
  'unreachable',
  'capacity-high',
  'capacity-full',
  'error-ratio',
  'booking-latency',
  'clock-drift',
  'worker-lost',
  'slots-short',
  'bypass',
  'door-shift',
  'telemetry-silent',
  'telemetry-frozen',
  'unusual',
  'webhook-failing',
  'command-not-observed',
  'safety-net',
] as const
export type RuleId = (typeof ruleIds)[number]
export const ruleIdSchema = z.enum(ruleIds)

export const metricIdSchema = z.enum(metricIds as [MetricId, ...MetricId[]])

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
  metrics: z.array(metricIdSchema).min(1).max(6),
  /** Real server time, ms: since when it went wrong as far as the rule can tell, and when it was certain. */
  from: instantSchema,
  to: instantSchema,
  /** Largest share first; the shares sum up to 1. */
  explanation: z.array(z.object({ statistic: z.enum(statisticIds), share: z.number().min(0).max(1) })).max(16),
})
export type Evidence = z.infer<typeof evidenceSchema>

/** How long an alert may be put aside at most, in minutes: a P1 never (console.md, after ISA-18.2). */
export const shelveMinutes: Readonly<Record<Priority, number>> = { 1: 0, 2: 15, 3: 60 }

/** What happens in the life of an alert. Those with a person's name are that person's; the others come by themselves. */
export const alertActs = [
  'raised',
  'returned',
  'worsened',
  'silenced',
  'released',
  'flapping',
  'acknowledged',
  'owned',
  'shelved',
  'unshelved',
  'noted',
  'resolved',
] as const
export type AlertAct = (typeof alertActs)[number]

export const alertEntrySchema = z.object({
  act: z.enum(alertActs),
  /** Real and event time of the server, ms. */
  at: instantSchema,
  eventTime: instantSchema,
  /** Null where it came by itself: the cause went, a shelving ran out. */
  by: idSchema.nullable(),
  /** A reason, a note, or whom it is owned by. */
  text: z.string().max(300),
})
export type AlertEntry = z.infer<typeof alertEntrySchema>

/** One alert per cause; every console sees the same. Its words stand in `locales/` under `rule`. */
export const alertSchema = z.object({
  id: z.string().min(1).max(120),
  /** The rule that raised it; the key of its title, cause and runbook in the catalogue. */
  rule: ruleIdSchema,
  /** What it is about: a cohort, a door, a worker; empty for the whole launch. */
  subject: z.string().max(80),
  priority: prioritySchema,
  state: alertStateSchema,
  metric: metricIdSchema.nullable(),
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
  resolvedAt: instantSchema.nullable().default(null),
  /** What it belongs to: the alert that it is silenced by, else the family of its rule. */
  group: z.string().max(120).default(''),
  /** The alert whose consequence this is: while that one stands, this one asks for nobody. */
  inhibitedBy: z.string().max(120).nullable().default(null),
  /** Its cause comes and goes: it is held until that has been quiet for a while. */
  flapping: z.boolean().default(false),
  /** Its life, oldest first; the beginning and the latest entries. */
  trail: z.array(alertEntrySchema).max(40).default([]),
  /** Absent where there is no series to show, or no single order that would help. */
  evidence: evidenceSchema.optional(),
  /** What an operator may want to order now, to be filled into the guarded form; never given by itself. */
  suggestion: orderSchema.optional(),
})
export type Alert = z.infer<typeof alertSchema>

/** How much the alarms ask of the shift, the same for every console. */
export const alarmLoadSchema = z.object({
  /** Alerts that began to ask for somebody in the last ten minutes. */
  load: z.number().int().nonnegative(),
  /** Accounts that are connected and may act; the load is theirs to share. */
  operators: z.number().int().nonnegative(),
  /** Since when there have been too many for anyone to read one by one (real server time, ms). */
  floodSince: instantSchema.nullable(),
  /** Standing alerts that ask for nobody, because what causes them does. */
  silenced: z.number().int().nonnegative(),
})
export type AlarmLoad = z.infer<typeof alarmLoadSchema>

/** A flood begins above this many in ten minutes, and is over below the second (ISA-18.2). */
export const floodLimits = { begins: 10, ends: 5, windowMs: 600_000 } as const

/** Where a page of the history of alerts ends; the next one begins below it. */
export const alertCursorSchema = z.object({ at: instantSchema, id: z.string().min(1).max(120) })
export type AlertCursor = z.infer<typeof alertCursorSchema>

/** Alerts that are over of which a snapshot tells, the latest; further back is history. */
export const resolvedShown = 100
