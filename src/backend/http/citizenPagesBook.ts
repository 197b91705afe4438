import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { at, patterns } from '../../citizen/addresses.ts'
import { bookPage, type BookPage } from '../../citizen/pages/book.ts'
import { cancelledPage, donePage } from '../../citizen/pages/bookings.ts'
import { calendarDateSchema, idSchema } from '../../protocol/nouns.ts'
import { RefusalError, type ErrorCode } from '../../protocol/errors.ts'
import type { BookingSession } from '../citizens.contract.ts'
import { clientOf } from './citizenClient.ts'
import type { PageTools } from './citizenPages.ts'
import { cookieOf, keepOfPlace } from './citizenPagesCookies.ts'
import { see, sendPage, wantsJson } from './citizenPagesView.ts'
import { statusOf } from './citizenProblem.ts'

interface OfCohort {
  Params: { cohort: string }
}
type Request = FastifyRequest<OfCohort>

const choiceSchema = z.object({
  site: idSchema.optional().catch(undefined),
  date: calendarDateSchema.optional().catch(undefined),
  /** The lease was just extended. */
  extended: z.enum(['yes', 'last']).optional().catch(undefined),
})
type Choice = z.infer<typeof choiceSchema>
const choiceOf = (value: unknown): Choice => choiceSchema.catch({}).parse(value)

/** The address of a step of booking. */
function stepAddress(cohort: string, choice: Choice): string {
  const made = Object.entries(choice).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  const query = new URLSearchParams(made).toString()
  return query === '' ? at('book', cohort) : `${at('book', cohort)}?${query}`
}

const bookForm = z.object({
  slot: z.coerce.number().int().positive().optional(),
  who: z.coerce.number().int().min(0).max(5),
})

/** These leave the lease as it was: the page says so and offers the rest. */
const chooseAgain: ReadonlySet<ErrorCode> = new Set(['slot-full', 'slot-unknown', 'not-yours'])

/** Booking, extending the lease, and the confirmation. */
export function addBookPages(scope: FastifyInstance, tools: PageTools): void {
  const { citizens, cohort: find, clock, page, view } = tools

  /**
   * The admission of this device. Whose page was lost before it came gets it again: the lease is theirs already, and asking
   * for it changes nothing.
   */
  async function admissionOf(request: Request, reply: FastifyReply): Promise<string> {
    const kept = cookieOf(request, 'admission')
    const ticket = cookieOf(request, 'ticket')
    if (kept !== '' || ticket === '') return kept
    const { state, cohort } = await citizens.standing(ticket, clientOf(request))
    if (state !== 'leased' || cohort !== request.params.cohort) return ''
    const answer = await citizens.claim(ticket, clientOf(request))
    if (answer.state !== 'admitted') return ''
    keepOfPlace(request, reply, cohort, { admission: answer.admission })
    return answer.admission
  }

  async function sessionOf(request: Request, admission: string): Promise<BookingSession> {
    const session = await citizens.session(admission, clientOf(request))
    if (session.cohort !== request.params.cohort) throw new RefusalError('admission-invalid')
    return session
  }

  function show(
    request: Request,
    reply: FastifyReply,
    session: BookingSession,
    { site, date, extended, because }: Choice & Pick<BookPage, 'because'>,
  ): FastifyReply {
    const { expiresAt, warnBeforeMs, booked, cohort } = session
    const sites = citizens.sites()
    const known = sites.some(({ id }) => id === site) ? site : undefined
    const day = known && date
    const shown = bookPage(view(request, stepAddress(cohort, { site: known, date: day })), {
      cohort,
      lease: { expiresAt, warnBeforeMs, now: clock.event(), speed: clock.speed },
      booked,
      months: monthsOf(request),
      sites,
      site: known,
      date: day,
      extended,
      slots: known === undefined ? [] : citizens.slots(known),
      because,
    })
    return sendPage(reply, shown, statusFor(because))
  }

  /** Nobody books without an admission: who has none is led to the line, and the attempt has been counted. */
  function turnedAway(request: Request, reply: FastifyReply, error: unknown): FastifyReply {
    const code = error instanceof RefusalError ? error.code : undefined
    const { cohort } = request.params
    if (code === 'already-booked' && cookieOf(request, 'codes') !== '') return see(reply, at('done', cohort))
    if (code !== 'admission-missing' || wantsJson(request)) throw error
    const waits = cookieOf(request, 'ticket') !== ''
    return see(reply, waits ? at('wait', cohort) : `${at('cohort', cohort)}?because=${code}`)
  }

  scope.get<OfCohort>(patterns.book, page, async (request, reply) => {
    find(request.params.cohort)
    try {
      const session = await sessionOf(request, await admissionOf(request, reply))
      return show(request, reply, session, { ...choiceOf(request.query), because: undefined })
    } catch (error) {
      return turnedAway(request, reply, error)
    }
  })

  scope.post<OfCohort>(patterns.book, page, async (request, reply) => {
    const { id } = find(request.params.cohort)
    const form = bookForm.safeParse(request.body)
    if (!form.success) throw new RefusalError('bad-request')
    const { slot, who } = form.data
    const choice = choiceOf(request.body)
    const admission = await admissionOf(request, reply)
    try {
      if (slot === undefined)
        return show(request, reply, await sessionOf(request, admission), { ...choice, because: 'time-missing' })
      const { code } = await citizens.book(admission, clientOf(request), slot, who === 0 ? null : who - 1)
      const others = codesOf(request).filter(one => one.who !== who)
      keepOfPlace(request, reply, id, {
        codes: [...others, { who, code }].map(one => `${one.who}_${one.code}`).join('.'),
      })
      return see(reply, at('done', id))
    } catch (error) {
      if (error instanceof RefusalError && chooseAgain.has(error.code))
        return show(request, reply, await sessionOf(request, admission), { ...choice, because: error.code })
      return turnedAway(request, reply, error)
    }
  })

  scope.post<OfCohort>(patterns.extend, page, async (request, reply) => {
    const { id } = find(request.params.cohort)
    const extended = await citizens.extend(cookieOf(request, 'admission'), clientOf(request))
    keepOfPlace(request, reply, id, { admission: extended.admission })
    const last = extended.expiresAt >= extended.extendableUntil
    if (wantsJson(request))
      return reply.header('cache-control', 'no-store').send({ left: extended.expiresAt - clock.event(), last })
    return see(reply, stepAddress(id, { ...choiceOf(request.body), extended: last ? 'last' : 'yes' }))
  })

  scope.get<OfCohort>(patterns.done, page, async (request, reply) => {
    const { id } = find(request.params.cohort)
    const codes = codesOf(request)
    if (codes.length === 0) return see(reply, `${patterns.booking}?because=already-booked`)
    const bookings = await Promise.all(
      codes.map(async ({ who, code }) => ({ who, booking: await citizens.booking(code) })),
    )
    const last = bookings.at(-1)?.booking
    if (last && bookings.every(({ booking }) => booking.state === 'cancelled'))
      return sendPage(reply, cancelledPage(view(request), last, citizens.sites()))
    const months = monthsOf(request)
    return sendPage(
      reply,
      donePage(view(request), {
        cohort: id,
        sites: citizens.sites(),
        bookings,
        months,
        rest: Math.max(0, months.length + 1 - codes.length),
      }),
    )
  })

  // The address that people guess and pass on: refused and counted like any booking without an admission.
  scope.get(patterns.directBook, page, async (request, reply) => {
    const last = cookieOf(request, 'last')
    if (last !== '') return see(reply, at('book', last))
    const code = await citizens.session('', clientOf(request)).then(
      () => '',
      (error: unknown) => (error instanceof RefusalError ? error.code : 'internal'),
    )
    return see(reply, `${patterns.start}?because=${code}`)
  })
}

function statusFor(because: BookPage['because']): number {
  if (because === undefined) return 200
  return because === 'time-missing' ? 400 : statusOf(new RefusalError(because))
}

function monthsOf(request: FastifyRequest): string[] {
  return cookieOf(request, 'months')
    .split('.')
    .filter(month => /^\d{4}-\d{2}$/.test(month))
}

function codesOf(request: FastifyRequest): { who: number; code: string }[] {
  return cookieOf(request, 'codes')
    .split('.')
    .flatMap(pair => {
      const [, who, code] = /^([0-5])_([0-9A-Z-]{12,14})$/.exec(pair) ?? []
      return who === undefined || code === undefined ? [] : [{ who: Number(who), code }]
    })
}
