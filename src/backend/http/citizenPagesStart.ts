import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { at, patterns } from '../../citizen/addresses.ts'
import { confirmPage, identityPage, MOST_DEPENDENTS, type TypedPerson } from '../../citizen/pages/identity.ts'
import { startPage } from '../../citizen/pages/start.ts'
import { readDate } from '../../citizen/when.ts'
import { joinRequestSchema } from '../../protocol/citizen.ts'
import { RefusalError } from '../../protocol/errors.ts'
import { isCalendarDate } from '../../rules/kst.ts'
import { subjectOf } from '../booking/registry.ts'
import { ensureClient } from './citizenClient.ts'
import type { PageTools } from './citizenPages.ts'
import { cookieOf, keepOfDevice, keepOfPlace } from './citizenPagesCookies.ts'
import { isSameOrigin } from './citizenPagesOrigin.ts'
import { becauseOf, see, sendPage } from './citizenPagesView.ts'

interface OfCohort {
  Params: { cohort: string }
}

const birthForm = z.object({ birth: z.string().max(40) })
/** People who came by hand, out of the way of simulated crowds. */
const FIRST_SERIAL = 900_000_000

/** The first page, the identity step, and joining. */
export function addStartPages(scope: FastifyInstance, tools: PageTools): void {
  const { cohorts, cohort: find, line, clock, join, registry, issuerUrl, page, costlyPage, view } = tools

  function start(request: FastifyRequest, reply: FastifyReply, typed?: string): FastifyReply {
    const last = cookieOf(request, 'last')
    return sendPage(
      reply,
      startPage(view(request, patterns.start), {
        cohorts: cohorts().map(line),
        held: cohorts().find(({ id }) => id === last),
        because: becauseOf(request),
        asked: typed === undefined ? undefined : { typed, date: readDate(typed) },
      }),
    )
  }

  scope.get(patterns.start, { schema: { hide: true } }, start)
  scope.post(patterns.start, page, (request, reply) => {
    const { success, data } = birthForm.safeParse(request.body)
    return start(request, reply, success ? data.birth : '')
  })

  function identity(
    request: FastifyRequest<OfCohort>,
    reply: FastifyReply,
    { typed, wrong }: { typed: readonly TypedPerson[]; wrong: boolean },
  ): FastifyReply {
    const cohort = find(request.params.cohort)
    const holds = cookieOf(request, 'ticket') !== ''
    const because = becauseOf(request)
    const provider = issuerUrl
    const shown = identityPage(view(request, at('cohort', cohort.id)), {
      cohort: line(cohort),
      because,
      holds,
      typed,
      wrong,
      provider,
    })
    return sendPage(reply, shown, wrong ? 400 : 200)
  }

  scope.get<OfCohort>(patterns.cohort, page, (request, reply) => {
    // The device gets its secret before it joins, so that a lost answer to joining costs nothing.
    ensureClient(request, reply)
    return identity(request, reply, { typed: [suggestion(find(request.params.cohort))], wrong: false })
  })

  if (registry)
    scope.post<OfCohort>(patterns.identify, costlyPage, (request, reply) => {
      const cohort = find(request.params.cohort)
      ensureClient(request, reply)
      const typed = typedPeople(request.body)
      const subjects = typed.filter((one, n) => n === 0 || one.birth + one.serial !== '').map(subjectTyped)
      if (subjects.includes(undefined)) return identity(request, reply, { typed, wrong: true })
      const [person, ...dependents] = subjects.map(subject => ({
        assertion: registry.issue(subject ?? '', clock.real()),
        birthDate: subject?.slice('synthetic-'.length, 'synthetic-YYYY-MM-DD'.length) ?? '',
      }))
      if (!person) throw new RefusalError('bad-request')
      return sendPage(reply, confirmPage(view(request, at('cohort', cohort.id)), { cohort, ...person, dependents }))
    })

  scope.post<OfCohort>(patterns.join, costlyPage, async (request, reply) => {
    const cohort = find(request.params.cohort)
    const asked = joinForm(request.body)
    const { assertion, dependents } = asked
    if (!isSameOrigin(request)) {
      // From the identity provider. Our cookies are not here, so nothing is checked or set: the next form brings both.
      const named = dependents.map(one => ({ assertion: one, birthDate: birthSaid(one) }))
      const confirm = { cohort, assertion, birthDate: birthSaid(assertion), dependents: named }
      return sendPage(reply, confirmPage(view(request, at('cohort', cohort.id)), confirm))
    }
    const joined = await join(request, reply, cohort.id, asked)
    const { ticket } = joined.answer
    const months = joined.dependents.map(({ birthDate }) => birthDate.slice(0, 'YYYY-MM'.length)).join('.')
    keepOfPlace(request, reply, cohort.id, { ticket, months, admission: '', codes: '' })
    keepOfDevice(request, reply, 'last', cohort.id)
    return see(reply, at('wait', cohort.id))
  })
}

/** A made-up person of the cohort, so that a drill is one tap away. */
function suggestion(cohort: Parameters<typeof subjectOf>[1]): TypedPerson {
  const serial = FIRST_SERIAL + randomInt(99_999_999)
  const birth = subjectOf(serial, cohort).slice('synthetic-'.length, 'synthetic-YYYY-MM-DD'.length)
  return { birth: birth.replaceAll('-', ''), serial: String(serial) }
}

const personText = z.string().max(40).catch('')

function typedPeople(body: unknown): TypedPerson[] {
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(body)
  return Array.from({ length: MOST_DEPENDENTS + 1 }, (_, n) => ({
    birth: personText.parse(fields[`birth${n}`]).trim(),
    serial: personText.parse(fields[`serial${n}`]).trim(),
  }))
}

function subjectTyped({ birth, serial }: TypedPerson): string | undefined {
  const date = readDate(birth)
  return date !== undefined && /^\d{1,9}$/.test(serial) ? `synthetic-${date}-${Number(serial)}` : undefined
}

const several = z.union([z.array(z.string()), z.string().transform(one => [one])]).default([])
const joinFormSchema = z.object({ assertion: z.string().default(''), dependents: several })

function joinForm(body: unknown) {
  const fields = joinFormSchema.safeParse(body ?? {})
  if (!fields.success) throw new RefusalError('bad-request')
  if (fields.data.assertion === '') throw new RefusalError('identity-missing')
  const { success, data } = joinRequestSchema.safeParse(fields.data)
  if (!success) throw new RefusalError('identity-invalid')
  return data
}

const claimsSchema = z.object({ birthdate: z.string().refine(isCalendarDate) })

/** What an assertion says of the birth date: only to be shown, since nobody has verified it yet. */
function birthSaid(assertion: string): string {
  try {
    return claimsSchema.parse(JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8')))
      .birthdate
  } catch {
    throw new RefusalError('identity-invalid', 'claims')
  }
}
