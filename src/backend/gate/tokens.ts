import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { RefusalError, type ErrorCode } from '../../protocol/errors.ts'
import { createMac } from '../mac.ts'
import { createBase64Url } from './base64url.ts'
import type { ClientHash, PersonHash } from './contract.ts'
import { createRecent, type Recent } from './recent.ts'

/** A place in a line, as its holder keeps it. */
export interface Ticket {
  readonly cohort: string
  readonly index: number
  readonly generation: number
  readonly person: PersonHash
  readonly client: ClientHash
}

/** A seat, as its holder keeps it; whether the lease is still held only the gate knows. */
export interface AdmissionToken extends Ticket {
  readonly number: number
  readonly dependents: readonly PersonHash[]
  /** Event time, ms: what the holder was told. */
  readonly expiresAt: number
}

/**
 * JWS compact tokens, HS256 alone. `typ` and `aud` both name what a token is, so that a ticket is never taken for an
 * admission. Hashes travel as base64url; claim names are short because a line of millions carries them about.
 */
export interface Tokens {
  signTicket(ticket: Ticket): string
  signAdmission(admission: AdmissionToken): string
  /** Refuses with `ticket-invalid`. */
  readTicket(token: string): Ticket
  /** Refuses with `admission-invalid`. */
  readAdmission(token: string): AdmissionToken
  /** The place of a ticket or an admission, whichever it is. Refuses with `ticket-invalid`. */
  readEither(token: string): Ticket
}

const hashText = (bytes: number) => z.string().length(Math.ceil((bytes * 8) / 6))
const count = z.number().int().positive()
const placeClaims = {
  c: z.string(),
  i: count,
  g: z.number().int().nonnegative(),
  p: hashText(16),
  k: hashText(8),
}
/** Plain shapes, made into tickets afterwards: a transformation within costs more than all the rest of the judging. */
const ticketClaims = z.object({ ...placeClaims, aud: z.literal('ticket') })
const admissionClaims = z.object({
  ...placeClaims,
  aud: z.literal('admission'),
  n: count,
  d: z.array(hashText(16)).optional(),
  x: z.number().int(),
})

const MAX_TOKEN_CHARS = 1024
/** An HMAC-SHA-256 in base64url. */
const SIGNATURE_CHARS = 43
/**
 * Three parts of base64url, the last of 32 bytes and in its one canonical spelling: decoders read padding, other alphabets and
 * stray bits as well, and a token that can be written in two ways could be changed without being broken.
 */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/
/**
 * Tokens of each kind that are known by heart, a few hundred bytes each. Who is near the front asks again and again with
 * the same one, and an admission is used some minutes after it was signed, when thousands of others have been.
 */
const RECENT_TOKENS = 16_384

const base64url = createBase64Url()
const computed = Buffer.alloc(SIGNATURE_CHARS)
const given = Buffer.alloc(SIGNATURE_CHARS)
const encode = (bytes: Uint8Array): string => base64url.ofBytes(bytes)
const encodeJson = (value: object): string => base64url.ofText(JSON.stringify(value))

const claimsOf = ({ cohort, index, generation, person, client }: Ticket) => ({
  c: cohort,
  i: index,
  g: generation,
  p: encode(person),
  k: encode(client),
})

/** @param key at least 32 random bytes */
export function createTokens(key: Uint8Array): Tokens {
  if (key.length < 32) throw new RangeError('the token key needs 32 bytes')

  // One key, one header: whatever begins otherwise is none of ours, so that no algorithm is ever chosen by a token.
  const mac = createMac(key)
  const headerOf = (kind: string) => encodeJson({ alg: 'HS256', typ: `${kind}+jwt` })

  function signer(kind: string): (claims: object) => string {
    const header = headerOf(kind)
    return claims => {
      const input = `${header}.${encodeJson({ ...claims, aud: kind })}`
      return `${input}.${mac.base64url(input)}`
    }
  }

  /** What was signed, still to be judged; undefined when it is none of ours. Time is the gate's own business. */
  function payloadOf(token: string, header: string): unknown {
    if (token.length > MAX_TOKEN_CHARS || !FORM.test(token) || !token.startsWith(`${header}.`)) return undefined
    const end = token.length - SIGNATURE_CHARS - 1
    computed.write(mac.base64url(token.slice(0, end)), 'latin1')
    given.write(token.slice(end + 1), 'latin1')
    if (!timingSafeEqual(computed, given)) return undefined
    try {
      return JSON.parse(base64url.text(token.slice(header.length + 1, end)))
    } catch {
      return undefined
    }
  }

  function reader<C, T extends object>(
    kind: string,
    schema: z.ZodType<C>,
    made: (claims: C) => T,
    code: ErrorCode,
    recent: Recent<T>,
  ) {
    const header = headerOf(kind)
    return (token: string): T => {
      const known = recent.get(token)
      if (known) return known
      const claims = schema.safeParse(payloadOf(token, header))
      if (!claims.success) throw new RefusalError(code)
      const read = made(claims.data)
      recent.set(token, read)
      return read
    }
  }

  const signTicket = signer('ticket')
  const signAdmission = signer('admission')
  const tickets = createRecent<Ticket>(RECENT_TOKENS)
  const admissions = createRecent<AdmissionToken>(RECENT_TOKENS)
  const readTicket = reader('ticket', ticketClaims, ticketOf, 'ticket-invalid', tickets)
  const readAdmission = reader('admission', admissionClaims, admissionOf, 'admission-invalid', admissions)

  return {
    signTicket: ticket => signTicket(claimsOf(ticket)),
    signAdmission({ cohort, index, generation, person, client, number, dependents, expiresAt }) {
      const ticket = { cohort, index, generation, person, client }
      const claims = { ...claimsOf(ticket), n: number, x: expiresAt }
      const token = signAdmission(dependents.length === 0 ? claims : { ...claims, d: dependents.map(encode) })
      admissions.set(token, { ...ticket, number, dependents, expiresAt })
      return token
    },
    readTicket,
    readAdmission,
    readEither(token) {
      try {
        return readAdmission(token)
      } catch {
        return readTicket(token)
      }
    },
  }
}

const ticketOf = ({ c, i, g, p, k }: Omit<z.infer<typeof ticketClaims>, 'aud'>): Ticket => ({
  cohort: c,
  index: i,
  generation: g,
  person: base64url.bytes(p),
  client: base64url.bytes(k),
})

const admissionOf = (claims: z.infer<typeof admissionClaims>): AdmissionToken => ({
  ...ticketOf(claims),
  number: claims.n,
  dependents: (claims.d ?? []).map(person => base64url.bytes(person)),
  expiresAt: claims.x,
})
