import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { RefusalError } from '../../protocol/errors.ts'
import { describeIssue } from '../../protocol/frame.ts'
import type { Cohort } from '../../protocol/nouns.ts'
import type { Attempts } from '../attempts.ts'
import type { IdentityProvider } from '../booking/identity.ts'
import type { Registry } from '../booking/registry.ts'
import type { Citizens } from '../citizens.contract.ts'
import type { Clock } from '../clock.ts'
import type { Meter } from '../telemetry/contract.ts'
import { description } from './citizenDescription.ts'
import { shown } from './citizenExamples.ts'
import { addDrawRoutes } from './citizenDraw.ts'
import { createJoin } from './citizenJoin.ts'
import { createCitizenLimits } from './citizenLimits.ts'
import { addCitizenPages, type CitizenPages } from './citizenPages.ts'
import { builtPages, loadAssets } from './citizenPagesAssets.ts'
import { wantsPage } from './citizenPagesView.ts'
import { allowedMethods } from './citizenMethods.ts'
import { problemOf, refusalOf, statusOf } from './citizenProblem.ts'
import { addRegistryRoute } from './citizenRegistry.ts'
import { addCitizenRoutes } from './citizenRoutes.ts'
import { responses } from './citizenSchemas.ts'
import { answerClientError, createCitizenServer, limits } from './citizenServer.ts'
import { createStatusAnswers } from './citizenStatus.ts'
import { createTraffic } from './citizenTraffic.ts'

export interface CitizenPlaneOptions {
  readonly citizens: Citizens
  readonly identity: IdentityProvider
  readonly cohorts: () => readonly Cohort[]
  readonly attempts: Attempts
  readonly clock: Clock
  readonly meter: Meter
  /** Keys the marks of devices whose users have proved who they are. */
  readonly clientKey: Uint8Array
  /** Where the built stylesheet and scripts of the pages are; `out/citizen` when left out. */
  readonly pages?: string
  /** Where citizens of a live launch confirm who they are. */
  readonly issuerUrl?: string | undefined
  /** Only in a drill: issues assertions for synthetic people over HTTP. */
  readonly registry?: Registry
  /** 7410 is the default port; 0 means any. */
  readonly port: number
  readonly host: string
  /** Behind one proxy that appends to X-Forwarded-For and sets X-Forwarded-Proto. */
  readonly trustProxy?: boolean
  /**
   * Requests a minute (real time) from one device to what changes or looks something up: 240 and, in a drill that runs faster,
   * as many times more. What a network may ask follows from it, see `citizenLimits.ts`.
   */
  readonly perMinute?: number
  /** Told of what should never happen; the citizen only reads `internal`. */
  readonly onError?: (error: unknown) => void
}

export interface CitizenPlane {
  readonly url: string
  /** For `telemetry.collect`: sets the http gauges. */
  collect(meter: Meter): void
  close(): Promise<void>
}

const aliveSchema = z.object({ status: z.literal('ok').describe('It answers.') }).describe('Alive.')
const documentSchema = z.looseObject({ openapi: z.string().describe('Version of OpenAPI.') }).describe('The document.')

/** Serves the citizen plane: `Citizens` over HTTP. */
export async function serveCitizens(options: CitizenPlaneOptions): Promise<CitizenPlane> {
  const { citizens, clock, meter, registry, port, host, trustProxy = false, onError } = options
  const statusAnswers = createStatusAnswers(cohort => citizens.status(cohort))
  const traffic = createTraffic()
  const app = fastify({
    logger: false,
    // The one in front of us, and the address that it appended: what came before it anybody can have written.
    trustProxy: trustProxy && ((_address, hop) => hop === 0),
    bodyLimit: limits.body,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void refuse(request, reply, error),
    serverFactory: handler =>
      createCitizenServer(handler, (request, response) => {
        traffic.request()
        return statusAnswers.tryAnswer(request, response)
      }),
  })

  /** The refusal that an error means; what is our own fault is counted, and told where it should never happen. */
  function judge(error: unknown): RefusalError {
    const refusal = refusalOf(error)
    if (statusOf(refusal) >= 500) traffic.error()
    if (refusal.code === 'internal') onError?.(error)
    return refusal
  }

  let pages: CitizenPages | undefined

  function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
    const refusal = judge(error)
    if (pages && wantsPage(request)) return pages.refuse(request, reply, refusal)
    return reply.code(statusOf(refusal)).header('cache-control', 'no-store').send(problemOf(refusal))
  }

  readSchemas(app)
  app.setErrorHandler((error, request, reply) => refuse(request, reply, error))
  app.addHook('onRequest', (_request, reply, next) => {
    reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    next()
  })
  app.addHook('onResponse', (_request, reply, next) => {
    meter.observe('http.latencyP95', reply.elapsedTime)
    next()
  })
  await app.register(helmet, {
    // Helmet puts this one together anew for each request, which costs as much as all the rest of its work.
    contentSecurityPolicy: false,
    strictTransportSecurity: trustProxy,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xDnsPrefetchControl: false,
    xXssProtection: false,
    originAgentCluster: false,
  })
  await app.register(rateLimit, { global: false })
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Sluice, citizen plane',
        version: '1.0.0',
        description,
      },
      components: {
        securitySchemes: {
          ticket: { type: 'http', scheme: 'bearer', description: 'The ticket that joining returned.' },
          admission: { type: 'http', scheme: 'bearer', description: 'The admission that claiming returned.' },
          device: {
            type: 'apiKey',
            in: 'cookie',
            name: 'sluice_client',
            description:
              'The secret of the device, from Set-Cookie: a ticket and an admission count only together with it.',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
  })

  const perMinute = options.perMinute ?? 240 * Math.max(1, clock.speed)
  const shares = createCitizenLimits(app, { perMinute, key: options.clientKey })
  const { limited, costly } = shares
  const now = () => clock.real()
  app.setNotFoundHandler((request, reply) => {
    const allow = allowedMethods(request.url, registry !== undefined)
    if (pages && request.method === 'GET' && wantsPage(request)) return pages.lead(request, reply)
    if (allow === undefined) return refuse(request, reply, new RefusalError('not-found'))
    reply.header('allow', allow)
    return refuse(request, reply, new RefusalError('method-not-allowed', `allowed: ${allow}`))
  })

  const join = createJoin({ citizens, identity: options.identity, attempts: options.attempts, limits: shares, now })
  addCitizenRoutes(app, { citizens, join, cohorts: options.cohorts, statusAnswers, limited, costly })
  pages = addCitizenPages(app, {
    citizens,
    clock,
    join,
    registry,
    limited,
    costly,
    cohorts: options.cohorts,
    assets: loadAssets(options.pages ?? builtPages),
    issuerUrl: options.issuerUrl,
    refusalOf: judge,
  })
  addDrawRoutes(app, citizens, limited)
  if (registry) addRegistryRoute(app, { registry, now, limited: costly })
  const alive = {
    summary: 'Alive',
    description: 'Whether the process answers. For who watches over it, not for citizens.',
    response: responses(shown(aliveSchema, { status: 'ok' })),
  }
  app.get('/healthz', { schema: alive }, () => ({ status: 'ok' }))
  const described = {
    summary: 'This document',
    description: 'OpenAPI 3.0: all that a client needs to know. May be kept for five minutes.',
    response: responses(shown(documentSchema, { openapi: '3.0.3' })),
  }
  let document: string | undefined
  app.get('/v1/openapi.json', { schema: described }, (_request, reply) => {
    document ??= JSON.stringify(app.swagger())
    return reply.header('cache-control', 'public, max-age=300').type('application/json; charset=utf-8').send(document)
  })

  await app.listen({ port, host })
  const address = app.server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    collect: meter => traffic.collect(meter),
    async close() {
      // Who is still sending after a second is not waited for.
      const timer = setTimeout(() => app.server.closeAllConnections(), 1000)
      await app.close().finally(() => clearTimeout(timer))
    },
  }
}

/** zod reads what comes in, and names the field that is wrong; what goes out is written as it is. */
function readSchemas(app: FastifyInstance): void {
  app.setValidatorCompiler<z.ZodType>(({ schema }) => value => {
    const result = schema.safeParse(value)
    if (result.success) return { value: result.data }
    return { error: new RefusalError('bad-request', describeIssue(result.error.issues[0])) }
  })
  app.setSerializerCompiler(() => value => JSON.stringify(value))
  app.removeContentTypeParser('text/plain')
  const readJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Routes without a body are often called with the type of one.
    if (body === '') done(null, undefined)
    else void readJson(request, body as string, done)
  })
}
