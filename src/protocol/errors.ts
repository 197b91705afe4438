import { z } from 'zod'

/**
 * The one table of refusals: a stable code, the HTTP status the citizen plane answers with, and whether trying again
 * the same way can help. What a person reads for each code stands in `locales/`, in Korean and English.
 */
export interface ErrorSpec {
  readonly status: number
  readonly retry: boolean
}

export const errors = {
  // The shape of a request or frame
  'bad-request': { status: 400, retry: false },
  'too-large': { status: 413, retry: false },
  'unsupported-media': { status: 415, retry: false },
  'not-found': { status: 404, retry: false },
  'method-not-allowed': { status: 405, retry: false },
  'cross-site': { status: 403, retry: false },
  'too-many-requests': { status: 429, retry: true },
  unavailable: { status: 503, retry: true },
  internal: { status: 500, retry: true },
  // Identity
  'identity-missing': { status: 401, retry: false },
  'identity-invalid': { status: 401, retry: false },
  'identity-expired': { status: 401, retry: false },
  'identity-replayed': { status: 401, retry: false },
  'not-eligible': { status: 403, retry: false },
  // The line
  'cohort-unknown': { status: 404, retry: false },
  'cohort-not-open': { status: 409, retry: true },
  'cohort-closed': { status: 410, retry: false },
  'sold-out': { status: 410, retry: false },
  'joining-barred': { status: 403, retry: false },
  'ticket-missing': { status: 401, retry: false },
  'ticket-invalid': { status: 401, retry: false },
  'ticket-superseded': { status: 409, retry: false },
  'wrong-client': { status: 403, retry: false },
  'not-called': { status: 403, retry: true },
  'already-booked': { status: 409, retry: false },
  'lease-over': { status: 410, retry: false },
  // Booking
  'admission-missing': { status: 401, retry: false },
  'admission-invalid': { status: 401, retry: false },
  'not-admitted': { status: 403, retry: false },
  'admission-expired': { status: 410, retry: false },
  'admission-revoked': { status: 403, retry: false },
  'slot-unknown': { status: 404, retry: false },
  'slot-full': { status: 409, retry: true },
  'not-yours': { status: 403, retry: false },
  'booking-unknown': { status: 404, retry: false },
  // The operator plane
  'frame-invalid': { status: 400, retry: false },
  'frame-too-large': { status: 413, retry: false },
  'message-unknown': { status: 400, retry: false },
  'version-unsupported': { status: 426, retry: false },
  'hello-expected': { status: 401, retry: false },
  'token-invalid': { status: 401, retry: false },
  'role-insufficient': { status: 403, retry: false },
  'revision-stale': { status: 409, retry: false },
  'resource-unknown': { status: 404, retry: false },
  'command-conflict': { status: 409, retry: false },
  'approval-expired': { status: 410, retry: false },
  'approval-declined': { status: 403, retry: false },
  'approval-self': { status: 403, retry: false },
  'approval-unknown': { status: 404, retry: false },
  'preview-expired': { status: 410, retry: false },
  'alert-over': { status: 409, retry: false },
  'alert-stands': { status: 409, retry: true },
  'shelving-refused': { status: 409, retry: false },
  'clock-drifted': { status: 503, retry: true },
  'not-connected': { status: 503, retry: true },
  'commands-off': { status: 403, retry: false },
} as const satisfies Record<string, ErrorSpec>

export type ErrorCode = keyof typeof errors

export const errorCodes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]]

/** A refusal as it travels: the code decides, `detail` names what was wrong (a field, a limit, a revision). */
export const refusalSchema = z.object({
  code: z.enum(errorCodes),
  detail: z.string().max(500).optional(),
})
export type Refusal = z.infer<typeof refusalSchema>

/** A failure is a value with a name: thrown inside a process, turned into a `Refusal` at its boundary. */
export class RefusalError extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined

  constructor(code: ErrorCode, detail?: string) {
    super(detail ? `${code}: ${detail}` : code)
    this.name = 'RefusalError'
    this.code = code
    this.detail = detail
  }

  toRefusal(): Refusal {
    return this.detail === undefined ? { code: this.code } : { code: this.code, detail: this.detail }
  }
}
