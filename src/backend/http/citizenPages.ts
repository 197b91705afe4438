import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { at, patterns } from '../../citizen/addresses.ts'
import type { CohortLine } from '../../citizen/cohort.ts'
import { isHeld } from '../../citizen/live.ts'
import { problemPage } from '../../citizen/pages/problem.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { Cohort } from '../../protocol/nouns.ts'
import type { Registry } from '../booking/registry.ts'
import type { Citizens } from '../citizens.contract.ts'
import type { Clock } from '../clock.ts'
import type { CitizenAssets } from './citizenPagesAssets.ts'
import type { Join } from './citizenJoin.ts'
import { addBookPages } from './citizenPagesBook.ts'
import { addCodePages } from './citizenPagesCode.ts'
import { cookieOf } from './citizenPagesCookies.ts'
import { isSameOrigin } from './citizenPagesOrigin.ts'
import { addDrawPages } from './citizenPagesDraw.ts'
import { addStartPages } from './citizenPagesStart.ts'
import { keepChoices, see, sendPage, viewOf, wantsJson, wantsPage } from './citizenPagesView.ts'
import { addWaitPages } from './citizenPagesWait.ts'
import { problemOf, statusOf } from './citizenProblem.ts'

export interface CitizenPagesOptions {
  readonly citizens: Citizens
  readonly clock: Clock
  readonly cohorts: () => readonly Cohort[]
  readonly assets: CitizenAssets
  readonly join: Join
  readonly registry: Registry | undefined
  /** Where the identity provider of a live launch is found. */
  readonly issuerUrl: string | undefined
  /** Route options that limit the rate of what changes or looks something up. */
  readonly limited: object
  /** The same for what checks or issues an identity. */
  readonly costly: object
  /** The refusal that any error means, counted where it is our own fault. */
  readonly refusalOf: (error: unknown) => RefusalError
}

/** What the plane asks of the pages for a browser that met no page. */
export interface CitizenPages {
  /** Says what was refused and what to do next. */
  refuse(request: FastifyRequest, reply: FastifyReply, refusal: RefusalError): FastifyReply
  /** Leads to the waiting room. */
  lead(request: FastifyRequest, reply: FastifyReply): FastifyReply
}

/** What the groups of pages share. */
export interface PageTools extends CitizenPagesOptions {
  readonly view: (request: FastifyRequest, path?: string) => ReturnType<typeof viewOf>
  readonly cohort: (id: string) => Cohort
  /** A cohort with what its line is like now. */
  readonly line: (cohort: Cohort) => CohortLine
  /** Options of every page route: not a part of the API document, and limited. */
  readonly page: object
  readonly costlyPage: object
}

/**
 * The citizens' pages, written here and served with what a browser needs. They ask `Citizens` as the API does and decide
 * nothing. Tokens stand in cookies that no script can read, so that a page holds nothing worth stealing; a form counts only
 * when one of our own pages has sent it.
 */
export function addCitizenPages(app: FastifyInstance, options: CitizenPagesOptions): CitizenPages {
  const { citizens, assets, registry, cohorts, refusalOf } = options
  const drill = registry !== undefined
  const tools: PageTools = {
    ...options,
    view: (request, path) => viewOf(request, { drill, assets: assets.addresses }, path),
    page: { ...options.limited, schema: { hide: true } },
    costlyPage: { ...options.costly, schema: { hide: true } },
    cohort(id) {
      const cohort = cohorts().find(one => one.id === id)
      if (!cohort) throw new RefusalError('cohort-unknown')
      return cohort
    },
    line(cohort) {
      const status = citizens.status(cohort.id)
      const { waiting, slotsLeft, joining } = status
      return { ...cohort, waiting, slotsLeft, joining, held: isHeld(status), paused: status.state === 'paused' }
    },
  }

  // A scope of its own: nothing else on this plane reads forms.
  app.register((scope, _options, ready) => {
    readForms(scope)
    scope.setErrorHandler((error, request, reply) => refusePage(tools, request, reply, refusalOf(error)))
    scope.addHook('preHandler', (request, reply, next) => {
      if (request.method !== 'POST') keepChoices(request, reply)
      // The one form that comes from another site is the identity provider's, and by itself it does nothing.
      else if (!isSameOrigin(request) && request.routeOptions.url !== patterns.join)
        return next(new RefusalError('cross-site'))
      next()
    })
    addStartPages(scope, tools)
    addWaitPages(scope, tools)
    addBookPages(scope, tools)
    addCodePages(scope, tools)
    addDrawPages(scope, tools)
    scope.get<{ Params: { name: string } }>('/assets/:name', { schema: { hide: true } }, (request, reply) => {
      const asset = assets.get(request.params.name)
      if (!asset) throw new RefusalError('not-found')
      return reply
        .header('content-type', asset.type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(asset.body)
    })
    ready()
  })

  return {
    refuse: (request, reply, refusal) => refusePage(tools, request, reply, refusal),
    lead(request, reply) {
      const last = cookieOf(request, 'last')
      return see(reply, last === '' ? `${patterns.start}?because=not-found` : at('wait', last))
    },
  }
}

/** A refusal as a page, or as a problem for the script of one. */
function refusePage(
  tools: PageTools,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: RefusalError,
): FastifyReply {
  const status = statusOf(refusal)
  if (wantsJson(request) || !wantsPage(request))
    return reply.code(status).header('cache-control', 'no-store').send(problemOf(refusal))
  const { cohort } = (request.params ?? {}) as { cohort?: string }
  const known = tools.cohorts().find(({ id }) => id === cohort)
  // Only an address that is one of ours is offered again, and only where asking again sends nothing.
  const again = request.method === 'GET' && !request.is404 ? undefined : patterns.start
  return sendPage(reply, problemPage(tools.view(request, again), { code: refusal.code, cohort: known }), status)
}

/** Forms as a record: a name that comes once has one text, a name that comes again has a list. */
function readForms(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json')
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    const parameters = new URLSearchParams(body as string)
    const record = Object.fromEntries(
      [...new Set(parameters.keys())].map(name => {
        const all = parameters.getAll(name)
        return [name, all.length === 1 ? all[0] : all]
      }),
    )
    done(null, record)
  })
}
