import { z } from 'zod'
import { calendarDateSchema, cohortStateSchema, idSchema, instantSchema, outlookSchema } from './nouns.ts'
import { refusalSchema } from './errors.ts'

/** The citizen plane: what travels over HTTP between a citizen's device and the backend. */

const token = z.string().min(16).max(4096)

/** The one document everybody polls; the same for all, so that it can be cached anywhere. */
export const statusSchema = z.object({
  v: z.literal(1),
  cohort: idSchema,
  state: z.enum([...cohortStateSchema.options, 'paused']),
  /** Event time of the server, ms. Nothing a client sends is used as time. */
  serverTime: instantSchema,
  opensAt: instantSchema,
  closesAt: instantSchema,
  /** Highest number called; a position is `number − serving`. */
  serving: z.number().int().nonnegative(),
  issued: z.number().int().nonnegative(),
  waiting: z.number().int().nonnegative(),
  waitingKind: z.enum(['nominal', 'estimated']),
  callsPerSecond: z.number().nonnegative(),
  admissionsPerSecond: z.number().nonnegative(),
  showRatio: z.number().min(0).max(1),
  /** Of those waiting, the share who give up each second, from heartbeats; absent until measured. */
  abandonPerSecond: z.number().nonnegative().optional(),
  /**
   * [number, seconds from the opening to when its holder joined], of the number called last and of others up to the back,
   * in order; 0 for the drawn. Who has waited longer shows up less. Absent while not known, as after a restart.
   */
  entered: z
    .array(z.tuple([z.number().int().nonnegative(), z.number().nonnegative()]))
    .max(16)
    .optional(),
  /**
   * [seconds from `serverTime`, how many times as fast as now the line is called from then on], where another cohort is due to
   * open, or likely to run out: it shares the rate. Absent where nothing of the kind is foreseen.
   */
  pace: z
    .array(z.tuple([z.number().nonnegative(), z.number().positive()]))
    .max(8)
    .optional(),
  slotsLeft: z.number().int().nonnegative(),
  /**
   * `enough`: doses are expected to last for all who wait. `short`: they are not; `lastsTo` says for whom. `gone`: none is
   * left, claims answer `sold-out`, and places are kept in case a cancellation frees one. `chanceOf` in `rules/outlook.ts`
   * says what the holder of a number can be told.
   */
  outlook: outlookSchema,
  /** Whether a place can be taken; else joining answers `sold-out`, but to those who hold one already. */
  joining: z.boolean(),
  /** When short: up to `low` one can count on a dose, above `high` hardly; `likely` is the middle. Null otherwise. */
  lastsTo: z
    .object({
      low: z.number().int().nonnegative(),
      likely: z.number().int().nonnegative(),
      high: z.number().int().nonnegative(),
    })
    .nullable(),
  pollAfterMs: z.number().int().positive(),
  draw: z.object({
    /** SHA-256 of the agency's secret, published before the pre-queue opens, and the independent party's. */
    commitment: z.string(),
    witnessCommitment: z.string(),
    n: z.number().int().nonnegative().nullable(),
    root: z.string().nullable(),
    /** Hex, 32 bytes; null until revealed. */
    seed: z.string().nullable(),
  }),
  ledger: z.object({ index: z.number().int().nonnegative(), head: z.string() }),
})
export type StatusDocument = z.infer<typeof statusSchema>

export const joinRequestSchema = z.object({
  /** The signed identity assertion (JWS, EdDSA) of the person to be vaccinated. */
  assertion: z.string().min(16).max(4096),
  /** Assertions of dependents the admission may book for as well. */
  dependents: z.array(z.string().min(16).max(4096)).max(5).default([]),
})

export type JoinRequest = z.infer<typeof joinRequestSchema>

export const ticketAnswerSchema = z.object({
  ticket: token,
  cohort: idSchema,
  index: z.number().int().positive(),
  /** Null until the draw has given it. */
  number: z.number().int().positive().nullable(),
  /** True when this person already held the place: nothing was gained, nothing lost. */
  returned: z.boolean(),
  /** True when another device held it until now, which cannot use it any more. */
  moved: z.boolean(),
})
export type TicketAnswer = z.infer<typeof ticketAnswerSchema>

/**
 * `waiting`: the cohort has just opened and its draw is not revealed yet. `parked`: called, and waiting for a seat or a token.
 * Both: ask again after `retryAfterMs`. Who asks before `serving` has reached their number is refused with `not-called`.
 */
export const claimAnswerSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), number: z.null(), retryAfterMs: z.number() }),
  z.object({ state: z.literal('parked'), number: z.number().int().positive(), retryAfterMs: z.number() }),
  z.object({
    state: z.literal('admitted'),
    number: z.number().int().positive(),
    admission: token,
    /** The lease ends then (event time); a warning is due `warnBeforeMs` earlier. */
    expiresAt: instantSchema,
    warnBeforeMs: z.number().int().positive(),
    /** However often it is extended, it ends then. */
    extendableUntil: instantSchema,
  }),
])
export type ClaimAnswer = z.infer<typeof claimAnswerSchema>

/**
 * More time: each tap adds the launch's extension, ten taps at least (WCAG 2.2, 2.2.1 asks for ten), until `extendableUntil`; a
 * later tap is answered with the lease as it stands. The end there is that others wait for the seat.
 */
export const extensionSchema = z.object({
  admission: token,
  expiresAt: instantSchema,
  extendableUntil: instantSchema,
})
export type Extension = z.infer<typeof extensionSchema>

/** What the holder of a seat may still do with it. */
export const seatAnswerSchema = z.object({
  cohort: idSchema,
  expiresAt: instantSchema,
  warnBeforeMs: z.number().int().positive(),
  /** Whether each has a booking: the person of the place, then the dependents in the order named. */
  booked: z.array(z.boolean()),
})

export const slotSchema = z.object({
  id: z.number().int().positive(),
  site: idSchema,
  vaccine: idSchema,
  date: calendarDateSchema,
  time: z.string(),
  left: z.number().int().nonnegative(),
})
export type Slot = z.infer<typeof slotSchema>

export const siteSchema = z.object({
  id: idSchema,
  name: z.object({ ko: z.string(), en: z.string() }),
  region: z.string(),
  left: z.number().int().nonnegative(),
})
export type Site = z.infer<typeof siteSchema>

export const bookRequestSchema = z.object({
  slot: z.number().int().positive(),
  /** Which dependent, in the order named when joining; null books for the person of the place. */
  dependent: z.number().int().min(0).max(4).nullable().default(null),
})

export const bookingSchema = z.object({
  /** The code a citizen keeps: needed to look up and to cancel. */
  code: z.string(),
  slot: slotSchema.omit({ left: true }),
  state: z.enum(['confirmed', 'cancelled']),
  bookedAt: instantSchema,
})
export type Booking = z.infer<typeof bookingSchema>

export const problemSchema = refusalSchema.extend({
  /** What the citizen can do next, in both languages. */
  message: z.object({ ko: z.string(), en: z.string() }),
})
export type Problem = z.infer<typeof problemSchema>

/** Routes, in one place: the server registers them, the simulator and the pages call them. */
export const citizenRoutes = {
  status: '/v1/cohorts/:cohort/status',
  cohorts: '/v1/cohorts',
  draw: '/v1/cohorts/:cohort/draw',
  drawEntry: '/v1/cohorts/:cohort/draw/:index',
  join: '/v1/cohorts/:cohort/join',
  claim: '/v1/claim',
  heartbeat: '/v1/heartbeat',
  leave: '/v1/leave',
  seat: '/v1/seat',
  extend: '/v1/extend',
  sites: '/v1/sites',
  slots: '/v1/sites/:site/slots',
  book: '/v1/bookings',
  booking: '/v1/bookings/:code',
} as const
