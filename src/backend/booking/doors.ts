import type { ErrorCode } from '../../protocol/errors.ts'

/** The eight ways past a queue that this project exists to close; the labels of `bypass.attempts`. */
export type Door = 'D1' | 'D2' | 'D3' | 'D4' | 'D5' | 'D6' | 'D7' | 'D8'

/**
 * Which door a refusal shows somebody trying, by what can be observed of a request. A code that is not here is no attack:
 * an ineligible person, an older ticket of one's own (`ticket-superseded`), a lease that ended, a full slot.
 */
const doors: Partial<Record<ErrorCode, Door>> = {
  // D1: made up or altered, as developer tools allow.
  'identity-invalid': 'D1',
  'ticket-invalid': 'D1',
  'admission-invalid': 'D1',
  'not-called': 'D1',
  'not-yours': 'D1',
  // D3: nothing was ever given to this client: it came by a direct link.
  'ticket-missing': 'D3',
  'admission-missing': 'D3',
  // D4: before the server's clock has opened the cohort.
  'cohort-not-open': 'D4',
  // D7: given to somebody, and used by somebody else.
  'wrong-client': 'D7',
  'admission-revoked': 'D7',
  'identity-replayed': 'D7',
}

export function doorOf(code: ErrorCode): Door | undefined {
  return doors[code]
}
