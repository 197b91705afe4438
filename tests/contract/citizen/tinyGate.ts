import { createHmac } from 'node:crypto'
import type { Admission, ClientHash, Gate } from '../../../src/backend/gate/contract.ts'
import type { Clock } from '../../../src/backend/clock.ts'
import type { StatusDocument } from '../../../src/protocol/citizen.ts'
import { RefusalError, type ErrorCode } from '../../../src/protocol/errors.ts'
import type { Cohort } from '../../../src/protocol/nouns.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const tagOf = (text: string) => createHmac('sha256', 'tiny').update(text).digest('base64url')

interface Place {
  index: number
  person: string
  client: string
  dependents: string[]
  released: boolean
}

/** Enough of a gate for the citizen plane's own tests: everybody is called at once and every claim gets a seat. */
export function tinyGate(cohorts: readonly Cohort[], clock: Clock): Gate {
  const places = new Map<string, Place>()
  const byIndex: Place[] = []

  function read(token: string, kind: 't' | 'a', client: ClientHash, invalid: ErrorCode): Place {
    const [text = '', tag = ''] = token.split('~')
    if (tagOf(text) !== tag || text[0] !== kind) throw new RefusalError(invalid)
    const [, index, owner] = text.split('.')
    const place = byIndex[Number(index) - 1]
    if (!place) throw new RefusalError(invalid)
    if (owner !== hex(client)) throw new RefusalError('wrong-client')
    return place
  }
  const write = (kind: 't' | 'a', { index, client }: Place) => {
    const text = `${kind}.${index}.${client}`
    return `${text}~${tagOf(text)}`
  }
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

  return {
    join(id, person, client, dependents) {
      const cohort = cohorts.find(one => one.id === id)
      if (!cohort) throw new RefusalError('cohort-unknown')
      if (clock.event() < cohort.prequeueAt) throw new RefusalError('cohort-not-open')
      const key = hex(person)
      const known = places.get(key)
      const place = known ?? {
        index: byIndex.length + 1,
        person: key,
        client: hex(client),
        dependents: dependents.map(hex),
        released: false,
      }
      place.client = hex(client)
      if (!known) {
        places.set(key, place)
        byIndex.push(place)
      }
      const { index } = place
      return Promise.resolve({ ticket: write('t', place), cohort: id, index, number: index, returned: !!known })
    },
    claim(ticket, client) {
      const place = read(ticket, 't', client, 'ticket-invalid')
      const expiresAt = clock.event() + 300_000
      const { index: number } = place
      return Promise.resolve({
        state: 'admitted',
        number,
        admission: write('a', place),
        expiresAt,
        warnBeforeMs: 60_000,
      })
    },
    heartbeat: (ticket, client) => Promise.resolve(void read(ticket, 't', client, 'ticket-invalid')),
    leave: (ticket, client) => Promise.resolve(void read(ticket, 't', client, 'ticket-invalid')),
    verify(admission, client): Admission {
      const place = read(admission, 'a', client, 'admission-invalid')
      if (place.released) throw new RefusalError('lease-over')
      const expiresAt = clock.event() + 300_000
      const dependents = place.dependents.map(bytes)
      return { cohort: 'c', number: place.index, person: bytes(place.person), dependents, expiresAt }
    },
    extend(admission, client) {
      read(admission, 'a', client, 'admission-invalid')
      return Promise.resolve({ admission, expiresAt: clock.event() + 300_000 })
    },
    release({ number }) {
      const place = byIndex[number - 1]
      if (place) place.released = true
    },
    status(id): StatusDocument {
      const cohort = cohorts.find(one => one.id === id)
      if (!cohort) throw new RefusalError('cohort-unknown')
      return {
        v: 1,
        cohort: id,
        state: 'open',
        serverTime: clock.event(),
        opensAt: cohort.opensAt,
        closesAt: cohort.closesAt,
        serving: byIndex.length,
        issued: byIndex.length,
        waiting: 0,
        waitingKind: 'nominal',
        callsPerSecond: 10,
        admissionsPerSecond: 10,
        showRatio: 1,
        slotsLeft: 100,
        pollAfterMs: 2000,
        draw: { commitment: 'a'.repeat(64), witnessCommitment: 'b'.repeat(64), n: 0, root: null, seed: null },
        ledger: { index: 1, head: 'c'.repeat(64) },
      } as unknown as StatusDocument
    },
    setCohort: () => undefined,
    openCohort: () => undefined,
    closeCohort: () => undefined,
    setIntake: () => undefined,
    tick: () => undefined,
    reading: () => {
      throw new Error('no readings')
    },
    onCohortState: () => undefined,
    onDecision: () => undefined,
  }
}
