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

/** The fields of one person's record. */
export const fields = {
  phase: 0,
  /** The tick of the pending event; belongs to the timing wheel. */
  tick: 1,
  cohort: 2,
  /** Which of their devices they use now; a new one for each reconnection from elsewhere. */
  device: 3,
  index: 4,
  /** 0 while unknown. */
  number: 5,
  /** The tick of the last look at the page; see `patience.ts`. */
  looked: 6,
  /** What they are up to: see `attacks/intents.ts`. */
  intent: 7,
} as const

/** A power of two, so that a record never straddles two lines of the processor's cache. */
export const FIELDS = 8

/**
 * The crowd: 32 bytes a person besides the ticket, side by side, because a night is tens of millions of looks at people
 * in no order, and each line of memory that is touched costs more than what is done with it.
 */
export interface People {
  readonly records: Int32Array
  get(person: number, field: number): number
  set(person: number, field: number, value: number): void
  readonly tickets: ReturnType<typeof createTokenStore>
}

export function createPeople(size: number): People {
  const records = new Int32Array(size * FIELDS)
  return {
    records,
    get: (person, field) => records[person * FIELDS + field] ?? 0,
    set(person, field, value) {
      records[person * FIELDS + field] = value
    },
    tickets: createTokenStore(size),
  }
}
