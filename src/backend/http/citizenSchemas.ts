import { z } from 'zod'
import { refusals } from '../../locales/errors.ts'
import { problemSchema } from '../../protocol/citizen.ts'
import { errors, type ErrorCode } from '../../protocol/errors.ts'
import { idSchema } from '../../protocol/nouns.ts'

/** What any route may answer, whatever it does. */
const always = [
  'bad-request',
  'method-not-allowed',
  'too-large',
  'unsupported-media',
  'too-many-requests',
  'unavailable',
  'internal',
] as const

/** No content: written by hand, since OpenAPI 3.0 has no word for it that a schema could become. */
const done = z.null().meta({ description: 'Done.', type: 'null' })

/** Headers that come with a status, as OpenAPI has them. */
const headersOf: Partial<Record<number, object>> = {
  405: { Allow: { type: 'string', description: 'The methods that this address takes.', example: 'GET, HEAD' } },
  429: {
    'Retry-After': { type: 'integer', description: 'Seconds (real time) to wait before asking again.', example: 42 },
  },
}

/** An answer that gives a device its secret where it has none yet. */
export const givesClient = <S extends z.ZodType>(answer: S): S =>
  answer.meta({
    headers: {
      'Set-Cookie': {
        type: 'string',
        description: 'The secret of the device, where it sent none: keep it, and send it with every later request.',
        example: 'sluice_client=Zk3uQ2bqK0m9dG1xk5h3vA; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax',
      },
    },
  })

/** The responses of a route for the API document: its answer, and its refusals by status. */
export function responses(answer: z.ZodType | null, ...codes: ErrorCode[]): Record<number, z.ZodType> {
  const byStatus: Record<number, z.ZodType> = answer ? { 200: answer } : { 204: done }
  const grouped = Map.groupBy([...codes, ...always], code => errors[code].status)
  for (const [status, group] of grouped) {
    const headers = headersOf[status]
    byStatus[status] = headers ? problemOf(group).meta({ headers }) : problemOf(group)
  }
  return byStatus
}

function problemOf(codes: readonly ErrorCode[]): z.ZodType {
  const [first = 'internal'] = codes
  return problemSchema
    .extend({ code: z.enum(codes as [ErrorCode, ...ErrorCode[]]) })
    .meta({ description: codes.join(' · '), example: { code: first, message: refusals[first] } })
}

const cohortSchema = idSchema.meta({ example: '53-54', description: '`id` of a cohort.' })
export const cohortParams = z.object({ cohort: cohortSchema })
/** Indices count from 1; written one way, so that a cache keeps each once. */
export const drawEntryParams = cohortParams.extend({
  index: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .meta({ example: '2', description: 'Place in the order of joining, as joining answered it.' })
    .transform(Number),
})
export const siteParams = z.object({ site: idSchema.meta({ example: 'seoul-1', description: '`id` of a site.' }) })
/** Read leniently: people type it. */
export const codeParams = z.object({
  code: z.string().min(1).max(40).meta({
    example: 'K7Q2-M9XR-T4WB',
    description: 'Booking code, in any case, with or without hyphens and blanks; O is read as 0, I and L as 1.',
  }),
})
