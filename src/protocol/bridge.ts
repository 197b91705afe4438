import { z } from 'zod'
import { eventSchema, sampleSchema, snapshotSchema } from './console.ts'
import { commandRecordSchema, orderSchema, previewSchema, reasonSchema } from './commands.ts'
import { refusalSchema } from './errors.ts'
import { metricIds, type MetricId } from './metrics.ts'
import { accountSchema, instantSchema } from './nouns.ts'
import { alertCursorSchema, alertSchema } from './alerts.ts'
import { placesSchema } from './plan.ts'
import { identificationSchema, identifiedSchema } from './revocation.ts'

/**
 * The one table between the renderer and its console core, whichever shell carries it: requests go up, pushes come
 * down. State comes as one snapshot (the reply to `state`), then pushes that replace its parts.
 */

export const linkStates = ['connecting', 'live', 'lost', 'refused'] as const
/** The state of the link to the backend, with what is needed to show honest ages. */
export const linkSchema = z.object({
  state: z.enum(linkStates),
  address: z.string(),
  epoch: z.string().nullable(),
  account: accountSchema.nullable(),
  /** Server time = this process's `Date.now()` + offset (ms), from the best of the recent round trips. */
  clockOffset: z.number(),
  roundTrip: z.number().nullable(),
  /** Event time at server time `serverTime`; runs `snapshot.speed` times as fast. */
  serverTime: instantSchema,
  eventTime: instantSchema,
  refusal: refusalSchema.nullable(),
  attempts: z.number().int().nonnegative(),
  /** The next attempt, by this process's clock; null while connected. */
  retryAt: instantSchema.nullable(),
})
export type Link = z.infer<typeof linkSchema>

/** A command as the console follows it: the backend's record, or what is known when there is none. */
export const trackedCommandSchema = z.object({
  id: z.uuid(),
  order: orderSchema,
  /** `sent`, `unknown` and `never-arrived` exist only here; the others are the backend's. */
  state: z.enum(['sent', 'unknown', 'never-arrived', ...commandRecordSchema.shape.state.options]),
  sentAt: instantSchema,
  record: commandRecordSchema.nullable(),
})
export type TrackedCommand = z.infer<typeof trackedCommandSchema>

export const consoleStateSchema = z.object({
  shell: z.enum(['electron', 'browser']),
  /** Where the operator's token lies, for the way that needs no console; null when it came in the environment. */
  tokenFile: z.string().nullable(),
  readOnly: z.boolean(),
  link: linkSchema,
  snapshot: snapshotSchema.nullable(),
  /** The last half hour or so of full samples (one a second), oldest first, the console's journal included. */
  samples: z.array(sampleSchema),
  tracked: z.array(trackedCommandSchema),
})
export type ConsoleState = z.infer<typeof consoleStateSchema>

/** The course of one metric, or of one of its labels, over a stretch of the server's real time (ms). */
export const seriesQuestionSchema = z.object({
  metric: z.enum(metricIds as [MetricId, ...MetricId[]]),
  label: z.string().max(80).nullable(),
  from: instantSchema,
  to: instantSchema,
})
export type SeriesQuestion = z.infer<typeof seriesQuestionSchema>
export const seriesPointSchema = z.object({ at: instantSchema, eventTime: instantSchema, value: z.number() })
export type SeriesPoint = z.infer<typeof seriesPointSchema>

const uuid = z.uuid()
const alertId = z.string().min(1).max(120)

/** What the desktop says of an alert. */
export const noticeSchema = z.object({
  alert: alertId,
  title: z.string().min(1).max(200),
  body: z.string().max(500),
})
export type Notice = z.infer<typeof noticeSchema>

export const bridgeRequests = {
  state: { request: z.object({}), reply: consoleStateSchema },
  preview: { request: z.object({ order: orderSchema }), reply: previewSchema },
  /** Pause never waits for anything: it has its own name so that no guard can be put before it. */
  pause: { request: z.object({ id: uuid, reason: reasonSchema }), reply: trackedCommandSchema },
  command: {
    request: z.object({
      id: uuid,
      order: orderSchema,
      expectedRevision: z.number().int().nonnegative().nullable(),
      reason: reasonSchema,
      previewId: uuid.nullable(),
      override: z.boolean(),
    }),
    reply: trackedCommandSchema,
  },
  identify: { request: z.object({ who: identificationSchema }), reply: identifiedSchema },
  places: { request: z.object({}), reply: placesSchema },
  approve: { request: z.object({ id: uuid, approve: z.boolean() }), reply: commandRecordSchema },
  acknowledge: { request: z.object({ alert: alertId }), reply: alertSchema },
  shelve: {
    request: z.object({ alert: alertId, minutes: z.number().int().min(1).max(60), reason: z.string().min(1).max(300) }),
    reply: alertSchema,
  },
  unshelve: { request: z.object({ alert: alertId }), reply: alertSchema },
  resolve: { request: z.object({ alert: alertId }), reply: alertSchema },
  note: { request: z.object({ alert: alertId, text: z.string().trim().min(1).max(300) }), reply: alertSchema },
  /** Alerts that are over, the latest first; `next` asks for those below. */
  alertHistory: {
    request: z.object({ before: alertCursorSchema.nullable(), limit: z.number().int().min(1).max(200) }),
    reply: z.object({ alerts: z.array(alertSchema), next: alertCursorSchema.nullable() }),
  },
  /** Tells the desktop of an alert; `shown` is false where the shell has no desktop of its own, and the page does it. */
  notify: { request: noticeSchema, reply: z.object({ shown: z.boolean() }) },
  /** What this console remembers of a series; thinned out where it is long, with its extremes kept. */
  series: { request: seriesQuestionSchema, reply: z.object({ points: z.array(seriesPointSchema) }) },
  assign: { request: z.object({ alert: alertId, owner: z.string().min(1).max(64) }), reply: alertSchema },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>

export const bridgePushes = {
  link: linkSchema,
  snapshot: snapshotSchema,
  sample: sampleSchema,
  /** Full samples that arrived out of turn: the gap filled after a reconnection. */
  backfill: z.array(sampleSchema),
  event: eventSchema,
  tracked: trackedCommandSchema,
  /** Somebody pressed the desktop's notice of this alert. */
  noticed: z.object({ alert: alertId }),
} as const satisfies Record<string, z.ZodType>

export type BridgeRequestName = keyof typeof bridgeRequests
export type BridgePushName = keyof typeof bridgePushes
export type BridgeRequest<N extends BridgeRequestName> = z.input<(typeof bridgeRequests)[N]['request']>
export type BridgeReply<N extends BridgeRequestName> = z.infer<(typeof bridgeRequests)[N]['reply']>
export type BridgePush<N extends BridgePushName> = z.infer<(typeof bridgePushes)[N]>

/** What both shells give the renderer. A refused request rejects with a `RefusalError`. */
export interface Bridge {
  request<N extends BridgeRequestName>(name: N, body: BridgeRequest<N>): Promise<BridgeReply<N>>
  /** Returns the function that ends the subscription. */
  on<N extends BridgePushName>(name: N, listener: (body: BridgePush<N>) => void): () => void
}

/** The frames that carry the table over a MessagePort or a WebSocket alike. */
export const bridgeUpSchema = z.object({
  id: z.number().int().nonnegative(),
  name: z.enum(Object.keys(bridgeRequests) as [BridgeRequestName, ...BridgeRequestName[]]),
  body: z.unknown(),
})
export type BridgeUp = z.infer<typeof bridgeUpSchema>

export type BridgeDown =
  | { type: 'reply'; id: number; body: unknown }
  | { type: 'refusal'; id: number; refusal: z.infer<typeof refusalSchema> }
  | { type: 'push'; name: BridgePushName; body: unknown }
