import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { patterns } from '../../citizen/addresses.ts'
import { cancelledPage, findPage, type FindPage } from '../../citizen/pages/bookings.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { PageTools } from './citizenPages.ts'
import { becauseOf, sendPage } from './citizenPagesView.ts'
import { statusOf } from './citizenProblem.ts'

const codeForm = z.object({ code: z.string().max(40) }).catch({ code: '' })

/** Look-up and cancelling by code. The code travels in forms alone: an address would keep it in a history. */
export function addCodePages(scope: FastifyInstance, { citizens, page, view }: PageTools): void {
  const empty: FindPage = { typed: '', booking: undefined, sites: [], because: undefined }

  scope.get(patterns.booking, page, (request, reply) =>
    sendPage(reply, findPage(view(request, patterns.booking), { ...empty, because: becauseOf(request) })),
  )

  scope.post(patterns.booking, page, async (request, reply) => {
    const { code: typed } = codeForm.parse(request.body)
    try {
      const booking = await citizens.booking(typed)
      return sendPage(reply, findPage(view(request), { ...empty, typed, booking, sites: citizens.sites() }))
    } catch (error) {
      if (!(error instanceof RefusalError) || error.code !== 'booking-unknown') throw error
      return sendPage(reply, findPage(view(request), { ...empty, typed, because: error.code }), statusOf(error))
    }
  })

  scope.post(patterns.cancel, page, async (request, reply) => {
    const { code } = codeForm.parse(request.body)
    const booking = await citizens.cancel(code)
    return sendPage(reply, cancelledPage(view(request, patterns.booking), booking, citizens.sites()))
  })
}
