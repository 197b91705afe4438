import { z } from 'zod'
import { problemSchema } from '../../protocol/citizen.ts'
import { errors, type ErrorCode } from '../../protocol/errors.ts'
import { idSchema } from '../../protocol/nouns.ts'

/** What any route may answer, whatever it does. */
const always = [
  'bad-request',
  'too-large',
  'unsupported-media',
  'too-many-requests',
  'unavailable',
  'internal',
] as const

/** The responses of a route for the API document: its answer, and its refusals by status. */
export function responses(answer: z.ZodType | null, ...codes: ErrorCode[]): Record<number, z.ZodType> {
  const byStatus: Record<number, z.ZodType> = answer ? { 200: answer } : { 204: z.null().describe('Done.') }
  const grouped = Map.groupBy([...codes, ...always], code => errors[code].status)
  for (const [status, group] of grouped)
    byStatus[status] = problemSchema
      .extend({ code: z.enum(group as [ErrorCode, ...ErrorCode[]]) })
      .describe(group.join(' · '))
  return byStatus
}

export const cohortParams = z.object({ cohort: idSchema })
/** Indices count from 1; written one way, so that a cache keeps each once. */
export const drawEntryParams = cohortParams.extend({
  index: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number),
})
export const siteParams = z.object({ site: idSchema })
/** Read leniently: people type it. */
export const codeParams = z.object({ code: z.string().min(1).max(40) })
