import { z } from 'zod'
import { alarmLoadSchema, alertCursorSchema, alertSchema } from './alerts.ts'
import { annotationSchema, annotationsKept } from './annotations.ts'
import { commandRecordSchema, commandSchema, orderSchema, previewSchema } from './commands.ts'
import { planPageSchema } from './plan.ts'
import { refusalSchema } from './errors.ts'
import { identificationSchema, identifiedSchema } from './revocation.ts'
import { metricIds, type MetricId } from './metrics.ts'
import { safetyNetSchema } from './safetyNet.ts'
import {
  accountSchema,
  capacitySchema,
  cohortSchema,
  idSchema,
  instantSchema,
  intakeSchema,
  modeSchema,
  stockSchema,
} from './nouns.ts'

/** The operator protocol, `sluice.v1`: what travels between a console and the backend. */
export const protocolVersion = 1
export const subProtocol = 'sluice.v1'
/** The token travels as a second sub-protocol or in `hello`; inbound frames are limited to this many bytes. */
export const maxInboundBytes = 64 * 1024

const metricEnum = z.enum(metricIds as [MetricId, ...MetricId[]])
const requestId = z.number().int().nonnegative()

/**
 * One sample. `values` holds the unlabelled (or summed) reading of each metric, `labels` the split of those that have a
 * label: metric → label value → reading. A metric that is absent was not measured: it is never interpolated.
 */
export const sampleSchema = z.object({
  type: z.literal('sample'),
  sequence: z.number().int().positive(),
  /** True once a second; false for the headline gauges in between. */
  full: z.boolean(),
  /** Real time and event time of the server at the measurement, ms. */
  at: instantSchema,
  eventTime: instantSchema,
  values: z.partialRecord(metricEnum, z.number()),
  labels: z.partialRecord(metricEnum, z.record(z.string(), z.number())),
})
export type Sample = z.infer<typeof sampleSchema>

/** What an event says; each replaces the console's copy of the noun it names. */
export const eventBodySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('intake'), intake: intakeSchema }),
  z.object({ kind: z.literal('cohort'), cohort: cohortSchema }),
  z.object({ kind: z.literal('capacity'), capacity: capacitySchema }),
  z.object({ kind: z.literal('stock'), stock: stockSchema }),
  z.object({ kind: z.literal('safety-net'), safetyNet: safetyNetSchema }),
  /** Whether a reference beyond the backend's own machine confirms its time. */
  z.object({ kind: z.literal('time'), time: z.object({ verified: z.boolean() }) }),
  z.object({ kind: z.literal('command'), command: commandRecordSchema }),
  z.object({ kind: z.literal('alert'), alert: alertSchema }),
  z.object({ kind: z.literal('alarms'), alarms: alarmLoadSchema }),
  z.object({ kind: z.literal('annotation'), annotation: annotationSchema }),
  z.object({
    kind: z.literal('ledger'),
    ledger: z.object({ index: z.number().int(), hash: z.string(), kind: z.string() }),
  }),
])
export type EventBody = z.infer<typeof eventBodySchema>

export const eventSchema = z.object({
  type: z.literal('event'),
  sequence: z.number().int().positive(),
  at: instantSchema,
  eventTime: instantSchema,
  body: eventBodySchema,
})
export type LaunchEvent = z.infer<typeof eventSchema>

export const snapshotSchema = z.object({
  mode: modeSchema,
  launch: z.object({ ko: z.string(), en: z.string() }),
  /** How much faster event time runs than real time; 1 outside drills. */
  speed: z.number().positive(),
  timeVerified: z.boolean(),
  intake: intakeSchema,
  cohorts: z.array(cohortSchema),
  capacity: capacitySchema,
  stock: stockSchema,
  safetyNet: safetyNetSchema,
  commands: z.array(commandRecordSchema),
  /** Those that stand, and the latest of those that are over. */
  alerts: z.array(alertSchema),
  alarms: alarmLoadSchema,
  /** What followed from what was done, oldest first. */
  annotations: z.array(annotationSchema).max(annotationsKept).default([]),
})
export type Snapshot = z.infer<typeof snapshotSchema>

export const welcomeSchema = z.object({
  type: z.literal('welcome'),
  version: z.literal(protocolVersion),
  /** New at every boot of the backend; sequence numbers belong to it. */
  epoch: z.string().min(8).max(64),
  account: accountSchema,
  serverTime: instantSchema,
  eventTime: instantSchema,
  firstSequence: z.number().int().nonnegative(),
  lastSequence: z.number().int().nonnegative(),
  snapshot: snapshotSchema,
})
export type Welcome = z.infer<typeof welcomeSchema>

export const historyPageSchema = z.object({
  type: z.literal('history'),
  request: requestId,
  samples: z.array(sampleSchema),
  events: z.array(eventSchema),
  /** Ask again with `afterSequence` = this; null when the page is the last. */
  next: z.number().int().positive().nullable(),
})

/** Server → console. */
export const serverMessageSchema = z.discriminatedUnion('type', [
  welcomeSchema,
  sampleSchema,
  eventSchema,
  historyPageSchema,
  z.object({ type: z.literal('preview'), request: requestId, preview: previewSchema }),
  z.object({ type: z.literal('plan'), request: requestId, plan: planPageSchema }),
  z.object({ type: z.literal('command'), request: requestId, command: commandRecordSchema }),
  z.object({ type: z.literal('alert'), request: requestId, alert: alertSchema }),
  z.object({
    type: z.literal('alert-history'),
    request: requestId,
    alerts: z.array(alertSchema),
    /** Ask again with `before` = this; null when the page is the last. */
    next: alertCursorSchema.nullable(),
  }),
  z.object({ type: z.literal('identified'), request: requestId, identified: identifiedSchema }),
  z.object({ type: z.literal('pong'), request: requestId, serverTime: instantSchema, eventTime: instantSchema }),
  z.object({ type: z.literal('error'), request: requestId.nullable(), refusal: refusalSchema }),
])
export type ServerMessage = z.infer<typeof serverMessageSchema>

/** Console → server. Everything but `hello` carries a `request` number that the answer repeats. */
export const consoleMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    version: z.number().int(),
    token: z.string().min(1).max(4096),
    /** To fill a gap: the epoch last seen and the last sequence number had in it. */
    epoch: z.string().max(64).nullable(),
    afterSequence: z.number().int().nonnegative(),
  }),
  z.object({ type: z.literal('ping'), request: requestId }),
  z.object({
    type: z.literal('history'),
    request: requestId,
    afterSequence: z.number().int().nonnegative(),
    limit: z.number().int().min(1).max(1000),
  }),
  z.object({ type: z.literal('preview'), request: requestId, order: orderSchema }),
  /** The launch plan as it stands; slots from `after` on. */
  z.object({ type: z.literal('plan'), request: requestId, after: z.number().int().nonnegative() }),
  z.object({ type: z.literal('command'), request: requestId, command: commandSchema }),
  /** Whose a number, a booking code or a ticket is: what a revocation names. For operators. */
  z.object({ type: z.literal('identify'), request: requestId, who: identificationSchema }),
  /** What became of a command whose answer was lost. */
  z.object({ type: z.literal('command-status'), request: requestId, id: z.uuid() }),
  z.object({ type: z.literal('approve'), request: requestId, id: z.uuid(), approve: z.boolean() }),
  z.object({ type: z.literal('acknowledge'), request: requestId, alert: z.string().min(1).max(120) }),
  z.object({
    type: z.literal('shelve'),
    request: requestId,
    alert: z.string().min(1).max(120),
    minutes: z.number().int().min(1).max(60),
    reason: z.string().trim().min(1).max(300),
  }),
  z.object({ type: z.literal('unshelve'), request: requestId, alert: z.string().min(1).max(120) }),
  /** By hand, where nothing reports the cause any more. */
  z.object({ type: z.literal('resolve'), request: requestId, alert: z.string().min(1).max(120) }),
  /** Alerts that are over, the latest first. */
  z.object({
    type: z.literal('alert-history'),
    request: requestId,
    before: alertCursorSchema.nullable(),
    limit: z.number().int().min(1).max(200),
  }),
  z.object({ type: z.literal('assign'), request: requestId, alert: z.string().min(1).max(120), owner: idSchema }),
  z.object({
    type: z.literal('note'),
    request: requestId,
    alert: z.string().min(1).max(120),
    text: z.string().trim().max(300),
  }),
])
export type ConsoleMessage = z.infer<typeof consoleMessageSchema>
