import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { registryNotice } from '../../locales/registry.ts'
import type { Registry } from '../booking/registry.ts'
import { ensureClient } from './citizenClient.ts'
import { examples, shown } from './citizenExamples.ts'
import { responses } from './citizenSchemas.ts'

/** Only a drill has this address. */
export const registryRoute = '/v1/registry/assertions'

const requestSchema = z.object({
  /** `synthetic-1967-03-01-42`: born then, number 42. */
  subject: z.string().min(1).max(64),
})

const registryAnswerSchema = z.object({
  assertion: z.string(),
  synthetic: z.literal(true),
  notice: z.object({ ko: z.string(), en: z.string() }),
})

export interface RegistryRouteOptions {
  readonly registry: Registry
  readonly now: () => number
  readonly limited: object
}

/** Lets a browser or a simulated citizen of a drill prove who they are: people who do not exist. */
export function addRegistryRoute(app: FastifyInstance, { registry, now, limited }: RegistryRouteOptions): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    registryRoute,
    {
      ...limited,
      schema: {
        summary: 'Drills only: an identity assertion for a synthetic person',
        body: shown(requestSchema, examples.subject),
        response: responses(shown(registryAnswerSchema, examples.issued)),
      },
    },
    (request, reply) => {
      ensureClient(request, reply)
      const assertion = registry.issue(request.body.subject, now())
      return reply.header('cache-control', 'no-store').send({ assertion, synthetic: true, notice: registryNotice })
    },
  )
}
