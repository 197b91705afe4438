import { z } from 'zod'
import { calendarDateSchema, cohortStateSchema, idSchema, instantSchema, outlookSchema } from './nouns.ts'
import { refusalSchema } from './errors.ts'

/** The citizen plane: what travels over HTTP between a citizen's device and the backend. */

const token = z.string().min(16).max(4096)

const count = z.number().int().nonnegative()
const rate = z.number().nonnegative()
const eventTime = (what: string) => instantSchema.describe(`${what}; event time of the server, ms since 1970.`)

/** The one document everybody polls; the same for all, so that it can be cached anywhere. */
export const statusSchema = z
  .object({
    v: z.literal(1).describe('Version of this document.'),
    cohort: idSchema.describe('The cohort it is about.'),
    state: z
      .enum([...cohortStateSchema.options, 'paused'])
      .describe(
        'scheduled: nobody can join yet · prequeue: joining, numbers are drawn at the opening · open: numbers are called · paused: open, and nobody is called for the moment; joining goes on · closed: over.',
      ),
    serverTime: eventTime('When this document was made. Nothing a client sends is used as time'),
    opensAt: eventTime('When the numbers are drawn and the first is called'),
    closesAt: eventTime('When the cohort ends'),
    serving: count.describe(
      'The highest number called; 0 before the first. Ahead of a number are max(0, number − serving − 1) people, those who have left without a word among them. Claim once serving ≥ number.',
    ),
    issued: count.describe('Places given out so far: the highest index, and after the draw the highest number.'),
    waiting: count.describe('People in line and not called, less those estimated to have gone.'),
    waitingKind: z
      .enum(['nominal', 'estimated'])
      .describe(
        'nominal: who left without a word is still counted in `waiting` · estimated: such people are taken off.',
      ),
    callsPerSecond: rate.describe('Numbers called a second of event time, as measured and smoothed.'),
    admissionsPerSecond: rate.describe('Admissions a second of event time that this line is given; 0 while paused.'),
    showRatio: z.number().min(0).max(1).describe('Of those called lately, the share who claim.'),
    abandonPerSecond: rate
      .optional()
      .describe('Of those waiting, the share who give up each second, from heartbeats; absent until measured.'),
    entered: z
      .array(z.tuple([count, rate]))
      .max(16)
      .optional()
      .describe(
        '[number, seconds from the opening to when its holder joined], of the number called last and of others up to the back, in order; 0 for the drawn. Who has waited longer shows up less. Absent while not known.',
      ),
    pace: z
      .array(z.tuple([rate, z.number().positive()]))
      .max(8)
      .optional()
      .describe(
        '[seconds from serverTime, times the present pace from then on]: another cohort is due to open or to run out, and shares the rate. Absent where nothing of the kind is foreseen.',
      ),
    slotsLeft: count.describe('Doses of the whole launch that are not booked.'),
    outlook: outlookSchema.describe(
      'enough: doses are expected to last for all who wait · short: they are not, `lastsTo` says for whom · gone: none is left and claims answer `sold-out`; places are kept in case a cancellation frees one.',
    ),
    joining: z
      .boolean()
      .describe(
        'Whether somebody new can take a place now: true only in the states prequeue, open and paused, while doses are expected for one more. Who holds a place gets it back either way.',
      ),
    lastsTo: z
      .object({
        low: count.describe('Up to this number one can count on a dose.'),
        likely: count.describe('The number that doses are expected to last to.'),
        high: count.describe('Above this number there will hardly be one.'),
      })
      .nullable()
      .describe('While outlook is short: how far the doses go, as an 80 % range of numbers. Null otherwise.'),
    pollAfterMs: z
      .number()
      .int()
      .positive()
      .describe(
        'Ask again after so many ms of event time; sooner, after a tenth of the likely wait but no less than a second, when the turn is near.',
      ),
    draw: z
      .object({
        commitment: z.string().describe('SHA-256 of the agency’s secret, hexadecimal, published before the pre-queue.'),
        witnessCommitment: z
          .string()
          .describe(
            'The same of the independent party: `witness.commitment` of the draw. It begins with `stand-in:` where none took part, as in a drill; the hash follows.',
          ),
        n: count.nullable().describe('How many were in the draw: indices 1 … n. Null before it.'),
        root: z.string().nullable().describe('Merkle root over them, hexadecimal. Null before the draw.'),
        seed: z
          .string()
          .nullable()
          .describe(
            'What the numbers follow from, 32 bytes, hexadecimal. Null until revealed: then numbers can be asked for.',
          ),
      })
      .describe('What anybody can check the draw by; resources/api/draw.md says how.'),
    ledger: z
      .object({
        index: count.describe('Number of the last record.'),
        head: z.string().describe('Its hash, hexadecimal.'),
      })
      .describe('Where the ledger stands: note it, and nobody can change what was before unseen.'),
  })
  .describe('The state of the cohort.')
export type StatusDocument = z.infer<typeof statusSchema>

const assertion = z.string().min(16).max(4096)

export const joinRequestSchema = z.object({
  assertion: assertion.describe(
    'Identity assertion (JWS, EdDSA) of the person to be vaccinated; ten minutes old at most.',
  ),
  dependents: z
    .array(assertion)
    .max(5)
    .default([])
    .describe('Assertions of dependents the admission may book for as well; each must be of the cohort too.'),
})

export type JoinRequest = z.infer<typeof joinRequestSchema>

const indexSchema = z.number().int().positive().describe('Place in the order of joining, from 1.')
const numberSchema = z.number().int().positive()

export const ticketAnswerSchema = z
  .object({
    ticket: token.describe('Keep it: the bearer token of claim, heartbeat and leave, together with the cookie.'),
    cohort: idSchema.describe('The cohort joined.'),
    index: indexSchema,
    number: numberSchema
      .nullable()
      .describe(
        'What is called. Null until the draw has given it: from then on ask /draw/{index}. Who joins later has the index.',
      ),
    returned: z.boolean().describe('This person held the place already: nothing was gained, nothing lost.'),
    moved: z.boolean().describe('Another device held it until now, which cannot use it any more.'),
  })
  .describe('The place.')
export type TicketAnswer = z.infer<typeof ticketAnswerSchema>

const retryAfterMs = z.number().describe('Ask again after so many ms of event time.')
const calledNumber = numberSchema.describe('The number of this place.')
const leaseEnd = eventTime('The seat is held until then')
const warnBeforeMs = z
  .number()
  .int()
  .positive()
  .describe(
    'So long before `expiresAt` the person is to be warned, and asked whether they need more time; ms of event time.',
  )
const extendableUntil = eventTime('However often the lease is extended, it ends then')

/**
 * `waiting`: the cohort has just opened and its draw is not revealed yet. `parked`: called, and waiting for a seat or a token.
 * Both: ask again after `retryAfterMs`. Who asks before `serving` has reached their number is refused with `not-called`.
 */
export const claimAnswerSchema = z
  .discriminatedUnion('state', [
    z.object({
      state: z.literal('waiting').describe('The cohort has just opened and its draw is not revealed yet.'),
      number: z.null().describe('Not drawn yet.'),
      retryAfterMs,
    }),
    z.object({
      state: z.literal('parked').describe('Called, and waiting for a seat: the turn is kept.'),
      number: calledNumber,
      retryAfterMs,
    }),
    z.object({
      state: z.literal('admitted').describe('A seat is held: book now.'),
      number: calledNumber,
      admission: token.describe('The bearer token of seat, extend and booking, together with the cookie.'),
      expiresAt: leaseEnd,
      warnBeforeMs,
      extendableUntil,
    }),
  ])
  .describe('What has become of the call.')
export type ClaimAnswer = z.infer<typeof claimAnswerSchema>

/**
 * More time: each tap adds the launch's extension, ten taps at least (WCAG 2.2, 2.2.1 asks for ten), until `extendableUntil`; a
 * later tap is answered with the lease as it stands. The end there is that others wait for the seat.
 */
export const extensionSchema = z
  .object({
    admission: token.describe('Use this one from here on; the one before stays good.'),
    expiresAt: leaseEnd,
    extendableUntil,
  })
  .describe('The lease as it stands now.')
export type Extension = z.infer<typeof extensionSchema>

/** What the holder of a seat may still do with it. */
export const seatAnswerSchema = z
  .object({
    cohort: idSchema.describe('The cohort of the seat.'),
    expiresAt: leaseEnd,
    warnBeforeMs,
    booked: z
      .array(z.boolean())
      .describe('Whether each has a booking: the person of the place, then the dependents in the order named.'),
  })
  .describe('The seat.')

const dosesLeft = count.describe('Doses that are not booked.')

export const slotSchema = z.object({
  id: z.number().int().positive().describe('What a booking names.'),
  site: idSchema.describe('The site.'),
  vaccine: idSchema.describe('The vaccine.'),
  date: calendarDateSchema.describe('Day in Korea, YYYY-MM-DD.'),
  time: z.string().describe('Time of day in Korea, HH:MM.'),
  left: dosesLeft,
})
export type Slot = z.infer<typeof slotSchema>

export const siteSchema = z.object({
  id: idSchema.describe('What the address of its slots names.'),
  name: z.object({ ko: z.string(), en: z.string() }).describe('Its name, in both languages.'),
  region: z.string().describe('Where it is.'),
  left: dosesLeft,
})
export type Site = z.infer<typeof siteSchema>

export const bookRequestSchema = z.object({
  slot: z.number().int().positive().describe('`id` of the slot.'),
  dependent: z
    .number()
    .int()
    .min(0)
    .max(4)
    .nullable()
    .default(null)
    .describe('Which dependent, from 0, in the order named when joining; null books for the person of the place.'),
})

export const bookingSchema = z
  .object({
    code: z.string().describe('The code a citizen keeps: whoever has it can look the booking up and cancel it.'),
    slot: slotSchema.omit({ left: true }).describe('What was booked.'),
    state: z.enum(['confirmed', 'cancelled']).describe('Whether it stands.'),
    bookedAt: eventTime('When it was made'),
  })
  .describe('The booking.')
export type Booking = z.infer<typeof bookingSchema>

/** Its fields are told once, at the top of the API document: it stands there a hundred times. */
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
