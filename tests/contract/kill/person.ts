import { setTimeout as sleep } from 'node:timers/promises'
import type { Booking, ClaimAnswer, Site, Slot, TicketAnswer } from '../../../src/protocol/citizen.ts'

/** What one person was told, and so may hold the backend to. */
export interface Told {
  readonly subject: string
  place: { index: number; number: number | null } | undefined
  booking: Booking | undefined
  /** Every index this person was ever given: more than one is a place lost. */
  readonly indices: Set<number>
}

export interface Person {
  readonly told: Told
  /** Lives one launch night through whatever crashes; ends booked, or when nothing can be booked any more. */
  live(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

/** A stubborn citizen over HTTP: repeats each request until it is answered, as a person reloads a page. */
export function createPerson(subject: string, cohort: string, baseUrl: () => string, signal: AbortSignal): Person {
  const told: Told = { subject, place: undefined, booking: undefined, indices: new Set() }
  let cookie = ''

  async function ask(method: 'GET' | 'POST', path: string, said?: unknown, bearer?: string): Promise<Answer> {
    for (;;) {
      signal.throwIfAborted()
      try {
        const response = await fetch(`${baseUrl()}${path}`, {
          method,
          signal: AbortSignal.any([signal, AbortSignal.timeout(3000)]),
          headers: {
            ...(said === undefined ? {} : { 'content-type': 'application/json' }),
            ...(cookie ? { cookie } : {}),
            ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
          },
          ...(said === undefined ? {} : { body: JSON.stringify(said) }),
        })
        cookie ||= (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
        const body: unknown = await response.json().catch(() => null)
        if (response.status < 500) return { status: response.status, body }
      } catch (error) {
        if (signal.aborted) throw error
      }
      // All of them at once: asking oftener takes from a backend that begins the processor that it needs.
      await sleep(50)
    }
  }

  async function join(): Promise<TicketAnswer | undefined> {
    const { body } = await ask('POST', '/v1/registry/assertions', { subject })
    const { assertion } = body as { assertion: string }
    const answer = await ask('POST', `/v1/cohorts/${cohort}/join`, { assertion })
    if (answer.status !== 200) return undefined
    const ticket = answer.body as TicketAnswer
    told.place = { index: ticket.index, number: ticket.number }
    told.indices.add(ticket.index)
    return ticket
  }

  async function admission(ticket: string): Promise<string | undefined> {
    for (;;) {
      const { status, body } = await ask('POST', '/v1/claim', undefined, ticket)
      const claim = body as ClaimAnswer | { state?: never; code: string }
      if (claim.state === 'admitted') return claim.admission
      if (status !== 200 && (claim as { code: string }).code !== 'not-called') return undefined
      await sleep(50)
    }
  }

  async function book(bearer: string): Promise<void> {
    for (;;) {
      const sites = (await ask('GET', '/v1/sites')).body as Site[]
      const site = sites.find(one => one.left > 0)
      if (!site) return
      const slots = (await ask('GET', `/v1/sites/${site.id}/slots`)).body as Slot[]
      const open = slots.filter(one => one.left > 0)
      const slot = open[Math.floor(Math.random() * open.length)]
      if (!slot) continue
      // The same request again until it is answered: the first may have been confirmed by a process that is dead.
      const { status, body } = await ask('POST', '/v1/bookings', { slot: slot.id }, bearer)
      if (status === 200 || status === 201) told.booking = body as Booking
      if ((body as { code?: string } | null)?.code !== 'slot-full') return
    }
  }

  return {
    told,
    async live() {
      await ask('GET', '/v1/cohorts')
      const ticket = await join()
      if (!ticket) return
      // Some reload now and then, which must give the same place again.
      if (ticket.index % 3 === 0) await join()
      const bearer = await admission(ticket.ticket)
      if (bearer) await book(bearer)
    },
  }
}
