import type { Clock } from '../clock.ts'
import type { Admission, ClientHash, Gate } from './contract.ts'
import { refuse } from './refusals.ts'
import type { GateStore, Lease, Place } from './store.ts'
import { lastEnd, sameBytes } from './tickets.ts'
import type { AdmissionToken, Ticket, Tokens } from './tokens.ts'

/** What the holder of a seat can ask, and what the booking plane asks about one. */
export interface Admissions extends Pick<Gate, 'verify' | 'recall' | 'extend' | 'release'> {
  /** Every seat held now, to be reconciled with the bookings after a restart. */
  held(): Iterable<Admission>
}

export interface AdmissionsOptions {
  readonly clock: Clock
  readonly store: GateStore
  readonly tokens: Tokens
  readonly leaseMs: number
  readonly extendMs: number
}

export function createAdmissions({ clock, store, tokens, ...lease }: AdmissionsOptions): Admissions {
  /** The place that a token was given for; refuses one that is not this client's or has been replaced. */
  function placeOf({ cohort, index, person, generation, client: holder }: Ticket, client: ClientHash): Place {
    if (!sameBytes(holder, client)) refuse('wrong-client')
    if (!store.line(cohort)) refuse('admission-invalid')
    const place = store.place(cohort, index, person) ?? refuse('admission-invalid')
    if (place.state === 'revoked') refuse('admission-revoked')
    if (place.generation !== generation) refuse('ticket-superseded')
    return place
  }

  /** A ticket in the place of an admission is a page that let itself in; anything else that is no admission was made up. */
  function unmask(token: string, client: ClientHash, error: unknown): never {
    let ticket: Ticket
    try {
      ticket = tokens.readTicket(token)
    } catch {
      throw error
    }
    placeOf(ticket, client)
    return refuse('not-admitted')
  }

  function read(token: string, client: ClientHash): { admission: AdmissionToken; place: Place } {
    let admission: AdmissionToken
    try {
      admission = tokens.readAdmission(token)
    } catch (error) {
      return unmask(token, client, error)
    }
    return { admission, place: placeOf(admission, client) }
  }

  /** The token, and when its lease ends by the store: which may be later than it says, never earlier. */
  function present(token: string, client: ClientHash): { token: AdmissionToken; held: Lease } {
    const { admission, place } = read(token, client)
    const { cohort, index, number } = admission
    if (place.state === 'booked') refuse('already-booked')
    const held = store.lease(cohort, number)
    if (!held || held.index !== index) {
      if (place.state === 'left') refuse('lease-over')
      return refuse(place.state === 'expired' ? 'admission-expired' : 'admission-revoked')
    }
    if (held.expiresAt <= clock.event()) refuse('admission-expired')
    return { token: admission, held }
  }

  return {
    verify(admission, client) {
      const { token, held } = present(admission, client)
      const { cohort, number, person, dependents } = token
      store.seen(cohort, number)
      return { cohort, number, person, dependents, expiresAt: held.expiresAt }
    },
    recall(token, client) {
      const { admission, place } = read(token, client)
      if (place.state !== 'booked') refuse('lease-over')
      const { cohort, number, person, dependents, expiresAt } = admission
      return { cohort, number, person, dependents, expiresAt }
    },
    async extend(admission, client) {
      const { token, held } = present(admission, client)
      const { expiresAt } = held
      // However often somebody taps, a seat is never held for more than a lease and an extension from now.
      const fromNow = clock.event() + lease.leaseMs + lease.extendMs
      const until = Math.max(expiresAt, Math.min(expiresAt + lease.extendMs, fromNow, lastEnd(held, lease.extendMs)))
      const extended = await store.extend(token.cohort, token.number, until)
      if (!extended) return refuse('admission-expired')
      return {
        admission: tokens.signAdmission({ ...token, expiresAt: extended.expiresAt }),
        expiresAt: extended.expiresAt,
        extendableUntil: lastEnd(extended, lease.extendMs),
      }
    },
    release(admission, cause) {
      // Nobody waits for it: a release that the disk refused is made good by the end of the lease.
      store.release(admission.cohort, admission.number, admission.person, cause).catch(() => undefined)
    },
    *held() {
      for (const line of store.lines()) {
        const cohort = line.plan.id
        for (const { number, index, expiresAt } of store.leases(cohort)) {
          const person = store.person(cohort, index)
          yield { cohort, number, person, dependents: store.dependents(cohort, index), expiresAt }
        }
      }
    },
  }
}
