import { hash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { citizenRoutes } from '../../protocol/citizen.ts'
import { drawEntrySchema, drawSchema } from '../../protocol/draw.ts'
import type { Citizens } from '../citizens.contract.ts'
import { examples, shown } from './citizenExamples.ts'
import { cohortParams, drawEntryParams, responses } from './citizenSchemas.ts'
import { isHeld } from './citizenStatus.ts'

/** What still changes may be kept for a second, what is revealed for a minute. */
const CHANGING = 'public, max-age=1'
const SETTLED = 'public, max-age=60'

interface Rendering {
  readonly text: string
  readonly etag: string
}

/** The draw of a cohort for whoever checks it, and one index of it; the same for everybody. */
export function addDrawRoutes(app: FastifyInstance, citizens: Pick<Citizens, 'draw' | 'drawEntry'>, limited: object) {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const rendered = new WeakMap<object, Rendering>()

  function render(document: object): Rendering {
    let known = rendered.get(document)
    if (!known) {
      const text = JSON.stringify(document)
      rendered.set(document, (known = { text, etag: `"${hash('sha256', text, 'base64url').slice(0, 22)}"` }))
    }
    return known
  }

  routes.get(
    citizenRoutes.draw,
    {
      schema: {
        summary: 'The draw: what was committed to, what came of it, and how to recompute it',
        description:
          'Public and cacheable; a request with If-None-Match is answered 304 while nothing has changed. resources/api/draw.md shows how to recompute it with SHA-256 alone.',
        params: cohortParams,
        response: responses(shown(drawSchema, examples.draw), 'cohort-unknown'),
      },
    },
    (request, reply) => {
      const document = citizens.draw(request.params.cohort)
      const { text, etag } = render(document)
      reply.header('cache-control', document.state === 'revealed' ? SETTLED : CHANGING).header('etag', etag)
      if (isHeld(etag, request.headers['if-none-match'])) return reply.code(304).send()
      return reply.header('content-type', 'application/json; charset=utf-8').send(text)
    },
  )

  routes.get(
    citizenRoutes.drawEntry,
    {
      ...limited,
      schema: {
        summary: 'One index of the draw: its number, and the proof that it took part',
        description:
          'Where a device that joined before the opening learns its number: ask once `draw.seed` of the status is no longer null. `not-found` for an index that nobody holds; `unavailable` for moments after a restart.',
        params: drawEntryParams,
        response: responses(shown(drawEntrySchema, examples.drawEntry), 'cohort-unknown', 'not-found'),
      },
    },
    (request, reply) => {
      const entry = citizens.drawEntry(request.params.cohort, request.params.index)
      return reply.header('cache-control', entry.number === null ? CHANGING : SETTLED).send(entry)
    },
  )
}
