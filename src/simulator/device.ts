import { z } from 'zod'
import {
  bookingSchema,
  citizenRoutes,
  claimAnswerSchema,
  extensionSchema,
  problemSchema,
  seatAnswerSchema,
  siteSchema,
  slotSchema,
  statusSchema,
  ticketAnswerSchema,
} from '../protocol/citizen.ts'
import { RefusalError } from '../protocol/errors.ts'
import { cohortSchema } from '../protocol/nouns.ts'

const assertionSchema = z.object({ assertion: z.string() })
const TIMEOUT_MS = 10_000

/** One device on the citizen plane: it keeps its cookie. Refusals are thrown as `RefusalError`. */
export type Device = ReturnType<typeof createDevice>

/** @param url of the citizen plane, e.g. `http://127.0.0.1:7410` */
export function createDevice(url: string, signal: AbortSignal) {
  let cookie = ''

  async function ask<T>(schema: z.ZodType<T>, path: string, body?: object, token?: string): Promise<T> {
    const response = await fetch(new URL(path, url), {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    const [given] = response.headers.getSetCookie()
    if (given !== undefined) cookie = given.split(';', 1)[0] ?? ''
    const answer: unknown = response.status === 204 ? null : await response.json()
    if (response.ok) return schema.parse(answer)
    const problem = problemSchema.parse(answer)
    throw new RefusalError(problem.code, problem.detail)
  }

  return {
    cohorts: () => ask(z.array(cohortSchema), citizenRoutes.cohorts),
    status: (cohort: string) => ask(statusSchema, citizenRoutes.status.replace(':cohort', cohort)),
    /** In drills only: proof of being a person who does not exist. */
    async identify(subject: string): Promise<string> {
      return (await ask(assertionSchema, '/v1/registry/assertions', { subject })).assertion
    },
    join: (cohort: string, assertion: string) =>
      ask(ticketAnswerSchema, citizenRoutes.join.replace(':cohort', cohort), { assertion }),
    claim: (ticket: string) => ask(claimAnswerSchema, citizenRoutes.claim, {}, ticket),
    heartbeat: (ticket: string) => ask(z.null(), citizenRoutes.heartbeat, {}, ticket),
    leave: (ticket: string) => ask(z.null(), citizenRoutes.leave, {}, ticket),
    seat: (admission: string) => ask(seatAnswerSchema, citizenRoutes.seat, undefined, admission),
    extend: (admission: string) => ask(extensionSchema, citizenRoutes.extend, {}, admission),
    sites: () => ask(z.array(siteSchema), citizenRoutes.sites),
    slots: (site: string) => ask(z.array(slotSchema), citizenRoutes.slots.replace(':site', site)),
    book: (admission: string, slot: number, dependent: number | null = null) =>
      ask(bookingSchema, citizenRoutes.book, { slot, dependent }, admission),
  }
}
