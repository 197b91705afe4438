import type { Door } from '../protocol/doors.ts'
import type { ErrorCode } from '../protocol/errors.ts'

/**
 * What a citizen asked for. `identify` is the identity check before joining; `reuse` is booking once more with an admission
 * whose seat was given back by booking, where only the answer that was lost may be had again. `standing` and `session` are a
 * page shown again: of a place, of a seat.
 */
export type Ask =
  'identify' | 'join' | 'standing' | 'claim' | 'heartbeat' | 'leave' | 'session' | 'extend' | 'book' | 'reuse'

/** How it was answered: refused with a code, or `moved`: a place that another client held is this client's now. */
export type Outcome = ErrorCode | 'moved'

/** One way in which a door can be seen to be tried. */
export interface Signature {
  readonly door: Door
  readonly asked: readonly Ask[]
  readonly outcome: Outcome
  /** What such a request looks like. */
  readonly seen: string
}

const ticketed = ['standing', 'claim', 'heartbeat', 'leave'] as const
const used = ['extend', 'book'] as const
const admitted = ['session', ...used] as const

/**
 * The one table of doors. A server sees no developer tools and no airplane mode: it sees requests. So a door is known by what
 * was asked for and how it had to be answered, and each request is counted under one door at most, the one of its refusal.
 * Answers that are not here are no attempts: an older ticket of one's own (`ticket-superseded`), a full slot, an assertion
 * that is too old, a cohort that has closed; and a page of a place or of a seat that is shown again after the lease has ended,
 * which every honest page is at that moment, and which asks for nothing.
 */
export const signatures: readonly Signature[] = [
  // D1, developer tools: something was made up, altered, or asked for out of turn.
  {
    door: 'D1',
    asked: ['identify'],
    outcome: 'identity-invalid',
    seen: 'an identity assertion that the issuer did not sign for us: altered, cut, of another algorithm, key or audience',
  },
  {
    door: 'D1',
    asked: ticketed,
    outcome: 'ticket-invalid',
    seen: 'a ticket that the gate did not sign: made up, altered to another cohort, index or person, cut, of another algorithm',
  },
  {
    door: 'D1',
    asked: admitted,
    outcome: 'admission-invalid',
    seen: 'an admission that the gate did not sign, and that is no ticket either',
  },
  {
    door: 'D1',
    asked: ['claim'],
    outcome: 'not-called',
    seen: 'a seat claimed with a number above `serving`, which every client reads before it claims',
  },
  {
    door: 'D1',
    asked: ['book', 'reuse'],
    outcome: 'not-yours',
    seen: 'a dose booked for a dependent who was not named when joining',
  },
  // D2, airplane mode: the page took a failure of the network for a success and let itself in.
  {
    door: 'D2',
    asked: admitted,
    outcome: 'not-admitted',
    seen: 'a valid ticket of this very client in the place of an admission',
  },
  // D3, a direct link: nothing was ever given to this client.
  { door: 'D3', asked: ticketed, outcome: 'ticket-missing', seen: 'no ticket at all' },
  { door: 'D3', asked: admitted, outcome: 'admission-missing', seen: 'no admission at all: straight to booking' },
  // D4, early: before the clock of the server has opened the cohort.
  { door: 'D4', asked: ['join'], outcome: 'cohort-not-open', seen: 'a place asked for before the pre-queue opens' },
  { door: 'D4', asked: ['claim'], outcome: 'cohort-not-open', seen: 'a seat claimed before the opening' },
  // D5: a surge of these is how an error in the arithmetic of dates shows.
  {
    door: 'D5',
    asked: ['join'],
    outcome: 'not-eligible',
    seen: 'a place asked for by, or for, somebody born outside the range of the cohort',
  },
  // D6: a seat used beyond its lease.
  {
    door: 'D6',
    asked: ['claim'],
    outcome: 'lease-over',
    seen: 'a seat claimed again after its lease, or after leaving',
  },
  { door: 'D6', asked: used, outcome: 'admission-expired', seen: 'an admission after the end of its lease' },
  { door: 'D6', asked: [...used, 'reuse'], outcome: 'lease-over', seen: 'an admission whose seat was given back' },
  {
    door: 'D6',
    asked: ['extend', 'reuse'],
    outcome: 'already-booked',
    seen: 'an admission that was used up by booking, for more time or for another slot',
  },
  // D7: given to one client, used by another.
  {
    door: 'D7',
    asked: ['identify'],
    outcome: 'identity-replayed',
    seen: 'an identity assertion that another client has used before',
  },
  {
    door: 'D7',
    asked: [...ticketed, ...admitted],
    outcome: 'wrong-client',
    seen: 'a genuine token with the cookie of another client, or with none',
  },
  { door: 'D7', asked: admitted, outcome: 'admission-revoked', seen: 'an admission that was withdrawn' },
  // D8: not refused, since nothing is gained by it: the same place comes back.
  { door: 'D8', asked: ['join'], outcome: 'moved', seen: 'a person who holds a place joins from another client' },
]

const byOutcome = new Map(
  signatures.flatMap(({ door, asked, outcome }) => asked.map(ask => [`${ask} ${outcome}`, door])),
)

/** The door that a request shows somebody trying, or undefined when it is no attempt. */
export function doorOf(ask: Ask, outcome: Outcome): Door | undefined {
  return byOutcome.get(`${ask} ${outcome}`)
}
