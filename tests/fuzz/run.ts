import { problemSchema } from '../../src/protocol/citizen.ts'
import { openPool } from '../contract/citizen/pool.ts'
import { createGenerator, documentSchema, type ApiDocument, type Material } from './generator.ts'

export interface FuzzReport {
  readonly requests: number
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>
  readonly codes: Readonly<Record<string, number>>
  readonly serverErrors: number
  /** Requests to which nothing came back that is an answer. */
  readonly unanswered: number
  readonly crashed: boolean
  /** What changed in the state and was nobody's accepted request. */
  readonly stateChanges: number
  /** Of places, seats, bookings and doses: what they changed by beyond what was accepted. */
  readonly differences: readonly number[]
  /** Refusals that were no problem document, or of which the API document does not speak. */
  readonly undocumented: readonly string[]
  readonly seconds: number
}

/** What can be counted of the state, from outside. */
export interface State {
  readonly issued: number
  readonly admitted: number
  readonly bookings: number
  readonly dosesLeft: number
}

export interface FuzzOptions {
  readonly url: string
  readonly requests: number
  readonly seed: number
  readonly material: Material
  readonly state: () => Promise<State>
  /** Admissions of seats that are held already: claiming those again changes nothing. */
  readonly held: readonly string[]
}

const SOCKETS = 64

/** Sends broken requests over connections that stay open, and holds what changed against what was accepted. */
export async function fuzz({ url, requests, seed, material, state, held }: FuzzOptions): Promise<FuzzReport> {
  const started = performance.now()
  const pool = openPool(url, SOCKETS)
  const text = (await pool.ask({ method: 'GET', path: '/v1/openapi.json' })).text
  const document = documentSchema.parse(JSON.parse(text))
  const generate = createGenerator(document, material, seed)
  const documented = documentedCodes(document)
  const statuses: Record<string, number> = {}
  const codes: Record<string, number> = {}
  const undocumented = new Set<string>()
  const placed = new Set<unknown>()
  const seated = new Set(held.map(seatOf))
  const admitted = new Set<string>()
  const booked = new Set<unknown>()
  const cancelled = new Set<unknown>()
  let serverErrors = 0
  let unanswered = 0

  function accept(answer: Record<string, unknown>): void {
    if (answer['returned'] === false) placed.add(`${String(answer['cohort'])} ${String(answer['index'])}`)
    if (answer['state'] === 'admitted') {
      const seat = seatOf(String(answer['admission']))
      if (!seated.has(seat)) admitted.add(seat)
    }
    if (answer['state'] === 'confirmed') booked.add(answer['code'])
    if (answer['state'] === 'cancelled') cancelled.add(answer['code'])
  }

  async function one(): Promise<void> {
    const { sent, operation } = generate()
    try {
      const { status, text: said } = await pool.ask(sent)
      statuses[status] = (statuses[status] ?? 0) + 1
      if (status >= 500) serverErrors++
      if (sent.method === 'HEAD' || said === '') return
      if (status < 400) {
        const answer: unknown = said.startsWith('{') ? JSON.parse(said) : undefined
        if (answer && sent.method !== 'GET') accept(answer as Record<string, unknown>)
        return
      }
      const problem = problemSchema.safeParse(JSON.parse(said))
      if (!problem.success) undocumented.add(`${sent.method} ${sent.path.slice(0, 80)}: ${status} is no problem`)
      else {
        const { code } = problem.data
        codes[code] = (codes[code] ?? 0) + 1
        const said = documented.get(operation ?? '')
        if (said && !said.has(code)) undocumented.add(`${operation}: ${code}`)
      }
    } catch {
      unanswered++
    }
  }

  const before = await state()
  let sent = 0
  await Promise.all(
    Array.from({ length: SOCKETS }, async () => {
      while (sent++ < requests) await one()
    }),
  )
  const crashed = !(await pool.ask({ method: 'GET', path: '/healthz' }).then(
    ({ status }) => status === 200,
    () => false,
  ))
  const after = crashed ? before : await state()
  pool.close()
  const differs = [
    after.issued - before.issued - placed.size,
    after.admitted - before.admitted - admitted.size,
    after.bookings - before.bookings - booked.size,
    after.dosesLeft - before.dosesLeft + booked.size - cancelled.size,
  ]
  return {
    requests,
    statuses,
    codes,
    serverErrors,
    unanswered,
    crashed,
    differences: differs,
    stateChanges: differs.reduce((sum, difference) => sum + Math.abs(difference), 0),
    undocumented: [...undocumented].slice(0, 20),
    seconds: Math.round((performance.now() - started) / 100) / 10,
  }
}

/** The seat that an admission speaks of: extended, it is another admission of the same one. */
function seatOf(admission: string): string {
  const claims = JSON.parse(Buffer.from(admission.split('.')[1] ?? '', 'base64url').toString()) as {
    c: string
    n: number
  }
  return `${claims.c} ${claims.n}`
}

/** The codes that the document names, by operation. */
function documentedCodes({ paths }: ApiDocument): Map<string, Set<string>> {
  return new Map(
    Object.entries(paths).flatMap(([path, byMethod]) =>
      Object.entries(byMethod).map(([method, { responses }]) => [
        `${method.toUpperCase()} ${path}`,
        new Set(
          Object.values(responses).flatMap(
            ({ content }) => content?.['application/json'].schema.properties?.code?.enum ?? [],
          ),
        ),
      ]),
    ),
  )
}
