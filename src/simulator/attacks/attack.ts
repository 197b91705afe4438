import type { Booking, ClaimAnswer, StatusDocument, TicketAnswer } from '../../protocol/citizen.ts'
import type { Door } from '../../protocol/doors.ts'

/** When an attacker tries: before joining, while waiting, on the booking page, after booking, after losing the seat. */
export type Moment = 'arriving' | 'waiting' | 'admitted' | 'booked' | 'over'

/** What a waiting page shows, from which an attacker judges whether this is the time. */
export interface Sight {
  readonly document: StatusDocument
  /** Undefined until drawn. */
  readonly number: number | undefined
}

/** From whose device a request comes: the person's own, or that of somebody they gave a token to. */
export type Sender = 'self' | 'accomplice'

/** What an attacker holds and can do; each call is one request, and refused with a `RefusalError`. */
export interface Hands {
  /** Empty without one. */
  readonly ticket: string
  /** Empty without one. */
  readonly admission: string
  /** Any of 0 … count − 1. */
  choose(count: number): number
  claim(ticket: string, sender?: Sender): Promise<ClaimAnswer>
  /** Books a slot that has doses left, for the person of the place or for a dependent. */
  book(admission: string, as?: { readonly sender?: Sender; readonly dependent?: number }): Promise<Booking>
  /** Joins once more, from one more device of the same person. */
  rejoin(): Promise<TicketAnswer>
  /** Somebody born outside the cohort's range asks for a place. */
  joinIneligible(): Promise<TicketAnswer>
  /** Another client brings the identity assertion that this person has joined with. Over HTTP alone. */
  replayIdentity?(): Promise<TicketAnswer>
}

/** What an attempt was answered when it was not refused, for the auditor to judge. */
export type Gain =
  /** A place, for somebody who should have none. */
  | { readonly kind: 'place'; readonly answer: TicketAnswer }
  /** A place, for somebody who already holds one. */
  | { readonly kind: 'return'; readonly answer: TicketAnswer }
  /** An answer to a claim with one's own ticket, too soon. */
  | { readonly kind: 'turn'; readonly answer: ClaimAnswer }
  /** An answer to a claim with anything else. */
  | { readonly kind: 'seat'; readonly answer: ClaimAnswer }
  | { readonly kind: 'booking'; readonly booking: Booking }

/** One way of getting past the line, as it is tried. */
export interface Attack {
  /** The door it tries, and under which every attempt is to be counted. */
  readonly door: Door
  readonly moments: readonly Moment[]
  /** How often one attacker tries. */
  readonly tries: number
  /** Nobody of the crowd: goes home afterwards instead of joining. */
  readonly outsider?: true
  /** Needs what only HTTP has: in process the identity check is over. */
  readonly needsHttp?: true
  /** Of the waiting: whether this is the time. */
  readonly ready?: (sight: Sight) => boolean
  /** One attempt. Rejects with `RefusalError` when it was refused. */
  readonly perform: (hands: Hands) => Promise<Gain>
}
