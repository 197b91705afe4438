import type { FastifyReply, FastifyRequest } from 'fastify'
import type { JoinRequest, TicketAnswer } from '../../protocol/citizen.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { Attempts } from '../attempts.ts'
import type { IdentityProvider } from '../booking/identity.ts'
import type { Citizens, Identity } from '../citizens.contract.ts'
import { ensureClient } from './citizenClient.ts'
import type { CitizenLimits } from './citizenLimits.ts'

/** Joining, as the API and the pages do it: refusals are counted and thrown. */
export type Join = (
  request: FastifyRequest,
  reply: FastifyReply,
  cohort: string,
  asked: JoinRequest,
) => Promise<{ readonly answer: TicketAnswer; readonly dependents: readonly Identity[] }>

export interface JoinOptions {
  readonly citizens: Citizens
  readonly identity: IdentityProvider
  readonly attempts: Attempts
  readonly limits: Pick<CitizenLimits, 'vouch'>
  /** Real time, ms. */
  readonly now: () => number
}

/**
 * What is cheap to refuse is refused first: limits and the form of the request before this, then a cohort that nobody can join,
 * then the form of an assertion, and only then a signature is checked, which costs as much as all the rest together.
 */
export function createJoin({ citizens, identity, attempts, limits, now }: JoinOptions): Join {
  function identify(assertion: string, client: string): Identity {
    try {
      return identity.verify(assertion, client, now())
    } catch (error) {
      if (error instanceof RefusalError) attempts.note('identify', error.code)
      throw error
    }
  }

  return async (request, reply, cohort, asked) => {
    const client = ensureClient(request, reply)
    await citizens.joinable(cohort)
    const person = identify(asked.assertion, client)
    const dependents = asked.dependents.map(one => identify(one, client))
    limits.vouch(request, reply, client)
    return { answer: await citizens.join(cohort, person, dependents, client), dependents }
  }
}
