import { errors, type ErrorCode } from '../protocol/errors.ts'

/** What a refusal means to the person who gets it. */
export type Meaning =
  /** May pass: ask again. */
  | 'passing'
  /** Nothing is left to try. */
  | 'final'
  /** The slot is taken: choose another. */
  | 'slot'
  /** The lease has ended: back to the end of the line, or home. */
  | 'over'
  /** Takes away what the person rightly had: a fault of the backend. */
  | 'wrong'

const meanings: Partial<Record<ErrorCode, Meaning>> = {
  'cohort-not-open': 'passing',
  'cohort-closed': 'final',
  'sold-out': 'final',
  'not-eligible': 'final',
  'already-booked': 'final',
  'slot-full': 'slot',
  'slot-unknown': 'slot',
  'lease-over': 'over',
  'admission-expired': 'over',
}

export function meaningOf(code: ErrorCode): Meaning {
  return meanings[code] ?? (errors[code].status >= 429 ? 'passing' : 'wrong')
}
