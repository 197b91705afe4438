import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { patterns } from '../../citizen/addresses.ts'
import { drawPage } from '../../citizen/pages/draw.ts'
import { citizenRoutes } from '../../protocol/citizen.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { PageTools } from './citizenPages.ts'
import { sendPage } from './citizenPagesView.ts'

const indexSchema = z.object({ index: z.string().max(40).optional() }).catch({})

/** The page on which a citizen checks how a number was drawn. */
export function addDrawPages(scope: FastifyInstance, { citizens, cohort: find, page, view }: PageTools): void {
  function numberOf(cohort: string, index: number): number | null | undefined {
    try {
      return citizens.drawEntry(cohort, index).number
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'not-found') return undefined
      throw error
    }
  }

  scope.get<{ Params: { cohort: string } }>(patterns.draw, page, (request, reply) => {
    const cohort = find(request.params.cohort)
    const { index: typed } = indexSchema.parse(request.query)
    const index = typed !== undefined && /^[1-9]\d{0,9}$/.test(typed.trim()) ? Number(typed) : undefined
    const wrong = typed !== undefined && index === undefined
    const document = citizenRoutes.draw.replace(':cohort', encodeURIComponent(cohort.id))
    const shown = drawPage(view(request), {
      cohort,
      draw: citizens.draw(cohort.id),
      index,
      wrong,
      number: index === undefined ? undefined : numberOf(cohort.id, index),
      documents: { draw: document, entry: index === undefined ? undefined : `${document}/${index}` },
    })
    return sendPage(reply, shown, wrong ? 400 : 200)
  })
}
