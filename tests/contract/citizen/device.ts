import { setTimeout as pause } from 'node:timers/promises'
import { exchange } from './pool.ts'

export interface Answer {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

/** One device on the citizen plane: keeps its cookie as a browser does. */
export function device(
  plane: { url: string },
  cookie = '',
  cohort = '53-54',
  noted?: (path: string, answer: Answer) => void,
) {
  async function ask(method: string, path: string, body?: unknown, bearer?: string, more = {}): Promise<Answer> {
    const headers: Record<string, string> = { ...more }
    if (cookie !== '') headers['cookie'] = cookie
    if (bearer !== undefined) headers['authorization'] = `Bearer ${bearer}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    const sent = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    const { status, headers: given, text } = await exchange(plane.url, { method, path, headers, body: sent })
    cookie = given.get('set-cookie')?.split(';')[0] ?? cookie
    const answer = { status, headers: given, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] }
    noted?.(path, answer)
    return answer
  }
  async function called(assertion: string, dependents: string[] = []): Promise<string> {
    const join = () => ask('POST', `/v1/cohorts/${cohort}/join`, { assertion, dependents })
    let { body } = await join()
    // Just after the opening the draw is not revealed yet; asked again, the same place has its number.
    for (; body['number'] === null; { body } = await join()) await pause(50)
    const { ticket, number } = body
    if (typeof ticket !== 'string') throw new Error(`not joined: ${JSON.stringify(body)}`)
    while (Number((await ask('GET', `/v1/cohorts/${cohort}/status`)).body['serving']) < Number(number)) await pause(100)
    return ticket
  }
  /** Joins, waits for the call and claims until there is a seat: the ticket, and the answer with the admission. */
  async function seated(
    assertion: string,
    dependents: string[] = [],
  ): Promise<{ ticket: string; body: Answer['body'] }> {
    const ticket = await called(assertion, dependents)
    for (;;) {
      const { body } = await ask('POST', '/v1/claim', undefined, ticket)
      if (body['state'] === 'admitted') return { ticket, body }
      if (body['code'] !== undefined) throw new Error(`not admitted: ${JSON.stringify(body)}`)
      await pause(20)
    }
  }
  return {
    ask,
    get cookie() {
      return cookie
    },
    /** Joins and waits for the call: the ticket. */
    called,
    seated,
    /** The same, for whom only the admission matters. */
    admitted: async (assertion: string, dependents: string[] = []): Promise<string> =>
      String((await seated(assertion, dependents)).body['admission']),
  }
}
