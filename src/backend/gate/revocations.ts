import type { Reach, RevokeTarget } from '../../protocol/revocation.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { ClientHash, PersonHash } from './contract.ts'
import type { Lines } from './lines.ts'
import { waitingOf, type GateStore, type PlaceState } from './store.ts'
import type { Tokens } from './tokens.ts'

/** A place and whose it is. */
export interface HeldPlace {
  readonly cohort: string
  /** Null while the draw has given none. */
  readonly number: number | null
  readonly state: PlaceState
  readonly person: PersonHash
  readonly client: ClientHash
}

/** Taking places and seats back. */
export interface Revocations {
  /** In force when this returns: what is hit holds nothing any more, and its seats are free. Durable when it resolves. */
  revoke(target: RevokeTarget): Promise<void>
  /** Bars again, after a start, whom earlier revocations bar from joining. */
  bar(targets: Iterable<RevokeTarget>): void
  bars(person: PersonHash, client: ClientHash): boolean
  /** How many a revocation would hit now; all 0 once it is done. Throws `resource-unknown` for what was never there. */
  reach(target: RevokeTarget): Reach
  /** Undefined when nobody drew this number. */
  placeOf(cohort: string, number: number): HeldPlace | undefined
  /** The place of a ticket or an admission. Throws `ticket-invalid` for anything that is neither. */
  placeOfToken(token: string): HeldPlace
  /** The latest place of a person in each cohort. */
  placesOf(person: PersonHash): HeldPlace[]
}

export interface RevocationsOptions {
  readonly store: GateStore
  readonly lines: Lines
  readonly tokens: Tokens
}

interface Hit {
  readonly cohort: string
  readonly index: number
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

export function createRevocations({ store, lines, tokens }: RevocationsOptions): Revocations {
  const people = new Set<string>()
  const clients = new Set<string>()

  function held({ cohort, index }: Hit): HeldPlace {
    const person = store.person(cohort, index)
    const { state = 'left' } = store.place(cohort, index, person) ?? {}
    return { cohort, number: lines.numberOf(cohort, index), state, person, client: store.client(cohort, index) }
  }

  const cohorts = () => store.lines().map(({ plan }) => plan.id)

  const latest = (person: PersonHash): Hit[] =>
    cohorts()
      .map(cohort => ({ cohort, index: store.indexOf(cohort, person) }))
      .filter(({ index }) => index > 0)

  function indexAt(cohort: string, number: number): number {
    const index = store.line(cohort) ? lines.indexOf(cohort, number) : null
    if (index === null) throw new RefusalError('resource-unknown', `number ${number} of ${cohort}`)
    return index
  }

  function hits(target: RevokeTarget): Hit[] {
    switch (target.what) {
      case 'admission':
        return [{ cohort: target.cohort, index: indexAt(target.cohort, target.number) }]
      case 'person':
        return latest(Buffer.from(target.person, 'hex'))
      case 'client': {
        const client = Buffer.from(target.client, 'hex')
        return cohorts().flatMap(cohort => store.ofClient(cohort, client).map(index => ({ cohort, index })))
      }
      case 'cohort':
    }
    const { cohort } = target
    if (!store.line(cohort)) throw new RefusalError('resource-unknown', `cohort ${cohort}`)
    return store.claimants(cohort).map(index => ({ cohort, index }))
  }

  function bar(target: RevokeTarget): void {
    if (target.what === 'person') people.add(target.person)
    if (target.what === 'client') clients.add(target.client)
  }

  return {
    async revoke(target) {
      const written = hits(target).map(({ cohort, index }) =>
        store.revoke(cohort, index, lines.numberOf(cohort, index)),
      )
      bar(target)
      if (target.what === 'cohort') lines.close(target.cohort)
      await Promise.all(written)
    },
    bar(targets) {
      for (const target of targets) bar(target)
    },
    bars: (person, client) =>
      (people.size > 0 && people.has(hex(person))) || (clients.size > 0 && clients.has(hex(client))),
    reach(target) {
      const line = target.what === 'cohort' ? store.line(target.cohort) : undefined
      // Of a whole line those who wait are counted, not looked at one by one; in one that is closed nobody waits.
      const reach = { waiting: line && line.state !== 'closed' ? waitingOf(line) : 0, parked: 0, seated: 0 }
      for (const hit of hits(target)) {
        const { state } = held(hit)
        if (state === 'waiting') reach.waiting++
        else if (state === 'parked') reach.parked++
        else if (state === 'leased') reach.seated++
      }
      return reach
    },
    placeOf(cohort, number) {
      const index = store.line(cohort) ? lines.indexOf(cohort, number) : null
      return index === null ? undefined : held({ cohort, index })
    },
    placeOfToken(token) {
      const { cohort, index, person } = tokens.readEither(token)
      if (!store.line(cohort) || !store.place(cohort, index, person)) throw new RefusalError('ticket-invalid')
      return held({ cohort, index })
    },
    placesOf: person => latest(person).map(held),
  }
}
