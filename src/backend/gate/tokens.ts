import { createSigner, createVerifier } from 'fast-jwt'
import { z } from 'zod'
import { RefusalError, type ErrorCode } from '../../protocol/errors.ts'
import type { ClientHash, PersonHash } from './contract.ts'
import { createRecent } from './recent.ts'

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
}

const hashText = (bytes: number) =>
  z
    .string()
    .length(Math.ceil((bytes * 8) / 6))
    .transform(text => Buffer.from(text, 'base64url'))

const count = z.number().int().positive()
const ticketClaims = z.object({
  c: z.string(),
  i: count,
  g: z.number().int().nonnegative(),
  p: hashText(16),
  k: hashText(8),
})
const admissionClaims = ticketClaims.extend({
  n: count,
  d: z.array(hashText(16)).optional(),
  x: z.number().int(),
})

const MAX_TOKEN_CHARS = 1024
const RECENT_TOKENS = 1_024

const encode = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')

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
  const secret = Buffer.from(key)

  const signer = (kind: string) =>
    createSigner({
      key: secret,
      algorithm: 'HS256',
      noTimestamp: true,
      aud: kind,
      header: { alg: 'HS256', typ: `${kind}+jwt` },
    })

  function reader<T extends object>(kind: string, schema: z.ZodType<T>, code: ErrorCode): (token: string) => T {
    // Time is the gate's own business: it runs by event time, which the library knows nothing of.
    const verify = createVerifier({
      key: secret,
      algorithms: ['HS256'],
      allowedAud: kind,
      requiredClaims: ['aud'],
      checkTyp: `${kind}+jwt`,
      ignoreExpiration: true,
      ignoreNotBefore: true,
    })
    // Who is near the front asks again and again with the same token, and so does who books.
    const recent = createRecent<T>(RECENT_TOKENS)
    return token => {
      const known = recent.get(token)
      if (known) return known
      if (token.length > MAX_TOKEN_CHARS) throw new RefusalError(code)
      let payload: unknown
      try {
        payload = verify(token)
      } catch {
        throw new RefusalError(code)
      }
      const claims = schema.safeParse(payload)
      if (!claims.success) throw new RefusalError(code)
      recent.set(token, claims.data)
      return claims.data
    }
  }

  const signTicket = signer('ticket')
  const signAdmission = signer('admission')
  const readTicket = reader('ticket', ticketClaims, 'ticket-invalid')
  const readAdmission = reader('admission', admissionClaims, 'admission-invalid')

  return {
    signTicket: ticket => signTicket(claimsOf(ticket)),
    signAdmission(admission) {
      const { number, dependents, expiresAt } = admission
      const claims = { ...claimsOf(admission), n: number, x: expiresAt }
      return signAdmission(dependents.length === 0 ? claims : { ...claims, d: dependents.map(encode) })
    },
    readTicket: token => ticketOf(readTicket(token)),
    readAdmission(token) {
      const claims = readAdmission(token)
      return { ...ticketOf(claims), number: claims.n, dependents: claims.d ?? [], expiresAt: claims.x }
    },
  }
}

const ticketOf = (claims: z.infer<typeof ticketClaims>): Ticket => ({
  cohort: claims.c,
  index: claims.i,
  generation: claims.g,
  person: claims.p,
  client: claims.k,
})
