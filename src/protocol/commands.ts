import { z } from 'zod'
import { limitedBy } from '../rules/fluid.ts'
import { refusalSchema } from './errors.ts'
import { planPartSchema, plannedSlotSchema } from './plan.ts'
import { reachSchema, revokeTargetSchema } from './revocation.ts'
import { idSchema, instantSchema, rateSchema, type Role } from './nouns.ts'
import { safetyNetModeSchema } from './safetyNet.ts'

/**
 * The one table of operator commands: what each carries, who may give it, and how carefully it is handled.
 * The backend executes from it, the console draws its forms and guards from it.
 */
export interface CommandSpec {
  readonly args: z.ZodType
  readonly role: Role
  /** `safe` stops or lowers and takes one gesture; `guarded` is previewed and held; `plain` only needs a preview. */
  readonly guard: 'safe' | 'guarded' | 'plain'
  /**
   * Whose revision the command compares; pause carries none and is never refused, a revocation needs none. The safety net
   * moves by itself, so that commands about it compare nothing either.
   */
  readonly resource: 'intake' | 'cohort' | 'capacity' | 'stock' | 'plan' | 'safety-net' | 'none'
}

/** A load above this share of the seats is for two people to bring about. */
export const HIGH_LOAD = 0.75

/** Of a kind without arguments: none need to be sent, and what is kept is `{}` either way. */
const noArgs = z.object({}).default({})

export const commandTable = {
  pause: { args: noArgs, role: 'operator', guard: 'safe', resource: 'none' },
  resume: {
    args: z.object({ rampSeconds: z.number().int().min(0).max(3600).default(60) }),
    role: 'operator',
    guard: 'guarded',
    resource: 'intake',
  },
  'set-rate': { args: z.object({ rate: rateSchema }), role: 'operator', guard: 'guarded', resource: 'intake' },
  'open-cohort': { args: z.object({ cohort: idSchema }), role: 'operator', guard: 'guarded', resource: 'cohort' },
  'close-cohort': { args: z.object({ cohort: idSchema }), role: 'operator', guard: 'safe', resource: 'cohort' },
  'schedule-cohort': {
    args: z.object({ cohort: idSchema, opensAt: instantSchema, closesAt: instantSchema }),
    role: 'operator',
    guard: 'guarded',
    resource: 'cohort',
  },
  'add-capacity': {
    args: z.object({ workers: z.number().int().min(1).max(64), seatsEach: z.number().int().min(1).max(10_000) }),
    role: 'operator',
    guard: 'plain',
    resource: 'capacity',
  },
  revoke: { args: z.object({ target: revokeTargetSchema }), role: 'operator', guard: 'guarded', resource: 'none' },
  'add-slots': {
    args: z.object({ slots: z.array(plannedSlotSchema).min(1).max(200) }),
    role: 'operator',
    guard: 'plain',
    resource: 'stock',
  },
  'import-plan': { args: planPartSchema, role: 'commander', guard: 'guarded', resource: 'plan' },
  'set-safety-net': {
    args: z.object({ mode: safetyNetModeSchema }),
    role: 'operator',
    guard: 'safe',
    resource: 'safety-net',
  },
  'release-safety-net': { args: noArgs, role: 'operator', guard: 'safe', resource: 'safety-net' },
} as const satisfies Record<string, CommandSpec>

export type CommandKind = keyof typeof commandTable
export type CommandArgs<K extends CommandKind> = z.infer<(typeof commandTable)[K]['args']>

/** Says the type by kind, so that an order's arguments narrow with its kind. */
const argsOf = <K extends CommandKind>(kind: K): (typeof commandTable)[K]['args'] => commandTable[kind].args

const orderOf = <K extends CommandKind>(kind: K) => z.object({ kind: z.literal(kind), args: argsOf(kind) })

/** What is to be done, without who, when and why. */
export const orderSchema = z.discriminatedUnion('kind', [
  orderOf('pause'),
  orderOf('resume'),
  orderOf('set-rate'),
  orderOf('open-cohort'),
  orderOf('close-cohort'),
  orderOf('schedule-cohort'),
  orderOf('add-capacity'),
  orderOf('add-slots'),
  orderOf('import-plan'),
  orderOf('set-safety-net'),
  orderOf('release-safety-net'),
  orderOf('revoke'),
])
export type Order = z.infer<typeof orderSchema>

/** The key of the resource an order changes: `intake`, `cohort:ID`, `capacity`, `stock`, `plan`, or undefined for pause and revocations. */
export function resourceOf(order: Order): string | undefined {
  const { resource } = commandTable[order.kind]
  if (resource === 'none') return undefined
  if (resource === 'cohort') return `cohort:${(order.args as { cohort: string }).cohort}`
  return resource
}

export const reasonSchema = z.string().trim().max(300)

/** A command as a console sends it; `id` is made by the console and makes it idempotent. */
export const commandSchema = z.object({
  id: z.uuid(),
  order: orderSchema,
  expectedRevision: z.number().int().nonnegative().nullable(),
  reason: reasonSchema,
  /** The preview that was shown, for what is guarded; it lives 15 s. */
  previewId: z.uuid().nullable().default(null),
  /** An incident commander acting although the console's data are stale; asks for a reason. */
  override: z.boolean().default(false),
})
export type Command = z.infer<typeof commandSchema>

/** draft lives in the console alone; the backend knows the rest. */
export const commandStates = [
  'awaiting-approval',
  'accepted',
  'observed',
  'not-observed',
  'refused',
  'expired',
] as const
export const commandStateSchema = z.enum(commandStates)
export type CommandState = z.infer<typeof commandStateSchema>

/** What was predicted and what came of it, at +30, +60 and +120 s: the effect ledger. */
export const effectPointSchema = z.object({
  afterSeconds: z.number(),
  predictedWaiting: z.number(),
  measuredWaiting: z.number(),
})

/** A command's life as the backend tells it to every console. */
export const commandRecordSchema = z.object({
  id: z.uuid(),
  order: orderSchema,
  state: commandStateSchema,
  by: idSchema,
  approvedBy: idSchema.nullable(),
  reason: reasonSchema,
  /** Real time of the server, ms. */
  at: instantSchema,
  eventTime: instantSchema,
  /** When an approval lapses (real time); null when none is needed. */
  approvalUntil: instantSchema.nullable(),
  refusal: refusalSchema.nullable(),
  /** Number in the sequence of accepted commands, shown as #412; null until accepted. */
  number: z.number().int().positive().nullable(),
  effects: z.array(effectPointSchema).max(3),
})
export type CommandRecord = z.infer<typeof commandRecordSchema>

/** The consequence of an order before it is given. */
export const previewSchema = z.object({
  id: z.uuid(),
  order: orderSchema,
  /** Valid until (server's real time, ms) and for these revisions only. */
  validUntil: instantSchema,
  revision: z.number().int().nonnegative().nullable(),
  before: z.lazy(() => consequenceSchema),
  after: z.lazy(() => consequenceSchema),
  needsApproval: z.boolean(),
  approvalReason: z.enum(['raise', 'load', 'early', 'revoke']).nullable(),
  /** Whom a revocation would hit; absent for everything else. */
  reach: reachSchema.optional(),
})

export const consequenceSchema = z.object({
  rate: z.number(),
  effectiveRate: z.number(),
  lastPersonWaitSeconds: z.number().nullable(),
  slotsOutSeconds: z.number().nullable(),
  waitedForNothing: z.number(),
  seatLoad: z.number(),
  limiting: z.enum(limitedBy),
  curve: z.array(z.object({ t: z.number(), waiting: z.number() })).max(60),
})
export type Consequence = z.infer<typeof consequenceSchema>
export type Preview = z.infer<typeof previewSchema>
