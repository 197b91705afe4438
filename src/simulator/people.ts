import { createTokenStore } from './tokens.ts'

/** Where a person stands. What is in flight has no event pending; everything else up to `gone` has one. */
export const phases = {
  nobody: 0,
  joining: 1,
  waiting: 2,
  /** Called, and on the way to the page. */
  answering: 3,
  claiming: 4,
  parked: 5,
  /** On the booking page. */
  visiting: 6,
  /** Asked for something on the booking page. */
  busy: 7,
  /** The lease is running out with nobody there. */
  away: 8,
  /** Will join once more, as somebody new to the line. */
  returning: 9,
  /** Booked, and will cancel. */
  regretting: 10,
  gone: 11,
} as const
export type Phase = (typeof phases)[keyof typeof phases]

/** The crowd in columns: 20 bytes a person besides the ticket, none of them objects. */
export interface People {
  readonly phase: Uint8Array
  readonly cohort: Uint8Array
  /** Which of their devices people use now; a new one for each reconnection from elsewhere. */
  readonly device: Uint8Array
  readonly index: Uint32Array
  /** 0 while unknown. */
  readonly number: Uint32Array
  /** The tick of the last look at the page. */
  readonly looked: Uint32Array
  readonly tickets: ReturnType<typeof createTokenStore>
}

export function createPeople(size: number): People {
  return {
    phase: new Uint8Array(size),
    cohort: new Uint8Array(size),
    device: new Uint8Array(size),
    index: new Uint32Array(size),
    number: new Uint32Array(size),
    looked: new Uint32Array(size),
    tickets: createTokenStore(size),
  }
}
