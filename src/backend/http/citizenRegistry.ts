import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { registryNotice } from '../../locales/registry.ts'
import type { Registry } from '../booking/registry.ts'
import { ensureClient } from './citizenClient.ts'
import { examples, shown } from './citizenExamples.ts'
import { givesClient, responses } from './citizenSchemas.ts'

/** Only a drill has this address. */
export const registryRoute = '/v1/registry/assertions'

const requestSchema = z.object({
  subject: z
    .string()
    .min(1)
    .max(64)
    .describe(
      '`synthetic-YYYY-MM-DD-SERIAL`: day of birth and a number of up to nine digits. The same text is the same person.',
    ),
})

const registryAnswerSchema = z
  .object({
    assertion: z.string().describe('For joining, within ten minutes, and from this device alone.'),
    synthetic: z.literal(true).describe('The person does not exist.'),
    notice: z.object({ ko: z.string(), en: z.string() }).describe('Says so to people, in both languages.'),
  })
  .describe('The assertion.')

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
        description:
          'Stands for the identity provider of a live launch, where this address does not exist and assertions come from the issuer. The person must be born within the range of the cohort to join it.',
        body: shown(requestSchema, examples.subject),
        response: responses(givesClient(shown(registryAnswerSchema, examples.issued))),
      },
    },
    (request, reply) => {
      ensureClient(request, reply)
      const assertion = registry.issue(request.body.subject, now())
      return reply.header('cache-control', 'no-store').send({ assertion, synthetic: true, notice: registryNotice })
    },
  )
}
