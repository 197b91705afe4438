import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { at, patterns } from '../../citizen/addresses.ts'
import { leftPage, waitPage } from '../../citizen/pages/wait.ts'
import type { ClaimAnswer } from '../../protocol/citizen.ts'
import { RefusalError } from '../../protocol/errors.ts'
import { pollAfter, isSampled } from '../../rules/eta.ts'
import type { Standing } from '../gate/contract.ts'
import { clientOf } from './citizenClient.ts'
import type { PageTools } from './citizenPages.ts'
import { cookieOf, keepOfPlace } from './citizenPagesCookies.ts'
import { see, sendPage, wantsJson } from './citizenPagesView.ts'

interface OfCohort {
  Params: { cohort: string }
}
type Request = FastifyRequest<OfCohort>

/** A page costs more than a status document: without its script it asks again no sooner, s. */
const SOONEST_REFRESH = 5

const holdSchema = z.object({ hold: z.string().optional() }).catch({})

/** The waiting page, and what it asks. */
export function addWaitPages(scope: FastifyInstance, tools: PageTools): void {
  const { citizens, cohort: find, clock, page, view } = tools

  async function standingOf(request: Request): Promise<Standing> {
    const standing = await citizens.standing(cookieOf(request, 'ticket'), clientOf(request))
    if (standing.cohort !== request.params.cohort) throw new RefusalError('ticket-invalid')
    return standing
  }

  async function wait(request: Request, reply: FastifyReply): Promise<FastifyReply> {
    const { index, number, state } = await standingOf(request)
    const { cohort: id } = request.params
    if (state === 'leased') return see(reply, at('book', id))
    if (state === 'booked') return see(reply, at('done', id))
    if (state === 'left') return see(reply, at('cohort', id))
    if (state === 'expired') throw new RefusalError('lease-over')
    if (isSampled(number)) await citizens.heartbeat(cookieOf(request, 'ticket'), clientOf(request))
    const status = citizens.status(id)
    const seconds = Math.ceil(pollAfter(status, number ?? undefined) / 1000 / clock.speed)
    const held = holdSchema.parse(request.query).hold !== undefined
    return sendPage(
      reply,
      waitPage(view(request), {
        cohort: find(id),
        status,
        index,
        number,
        parked: state === 'parked',
        speed: clock.speed,
        refresh: held ? undefined : Math.max(SOONEST_REFRESH, seconds),
      }),
    )
  }

  scope.get<OfCohort>(patterns.wait, page, (request, reply) => {
    const { id } = find(request.params.cohort)
    // Who comes to the waiting room without a place is shown where to get one.
    return cookieOf(request, 'ticket') === ''
      ? see(reply, `${at('cohort', id)}?because=ticket-missing`)
      : wait(request, reply)
  })

  /** Undefined when a form, which shows no state of its own, finds that no dose is left. */
  async function claim(request: Request): Promise<ClaimAnswer | undefined> {
    try {
      return await citizens.claim(cookieOf(request, 'ticket'), clientOf(request))
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'sold-out' && !wantsJson(request)) return undefined
      throw error
    }
  }

  scope.post<OfCohort>(patterns.enter, page, async (request, reply) => {
    const { id } = find(request.params.cohort)
    const answer = await claim(request)
    // The waiting page says what is left, and keeps the place.
    if (answer === undefined) return see(reply, at('wait', id))
    const admitted = answer.state === 'admitted'
    if (admitted) keepOfPlace(request, reply, id, { admission: answer.admission })
    if (!wantsJson(request)) return see(reply, at(admitted ? 'book' : 'wait', id))
    reply.header('cache-control', 'no-store')
    return admitted ? { state: 'admitted' } : { state: answer.state, retryAfterMs: answer.retryAfterMs }
  })

  scope.post<OfCohort>(patterns.alive, page, async (request, reply) => {
    await citizens.heartbeat(cookieOf(request, 'ticket'), clientOf(request))
    return reply.code(204).send()
  })

  scope.post<OfCohort>(patterns.leave, page, async (request, reply) => {
    const { id } = find(request.params.cohort)
    await citizens.leave(cookieOf(request, 'ticket'), clientOf(request))
    keepOfPlace(request, reply, id, { ticket: '', admission: '', months: '' })
    return sendPage(reply, leftPage(view(request, at('cohort', id)), id))
  })

  scope.get(patterns.directWait, { schema: { hide: true } }, (request, reply) => {
    const last = cookieOf(request, 'last')
    return see(reply, last === '' ? patterns.start : at('wait', last))
  })
}
