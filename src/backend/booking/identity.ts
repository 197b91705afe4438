import { verify as verifySignature, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { RefusalError } from '../../protocol/errors.ts'
import { isCalendarDate } from '../../rules/kst.ts'
import type { Identity } from '../citizens.contract.ts'
import { createMac } from '../mac.ts'
import { createNonces } from './nonces.ts'

/** Who can say that a person is who they are. The development registry is one; a national identity service another. */
export interface IdentityProvider {
  /**
   * The person an assertion names, for the client (its secret) that brings it at `now` (real time, ms).
   * Refuses `identity-missing`, `identity-invalid`, `identity-expired`, and `identity-replayed` when another client has
   * used the same assertion; the same client may ask again.
   */
  verify(assertion: string, client: string, now: number): Identity
}

export interface AssertionRules {
  readonly issuer: string
  readonly audience: string
  /** Ed25519, of the issuer. */
  readonly publicKey: KeyObject
  /** 32 bytes: without it nobody can tell from a person hash whose it is. */
  readonly personKey: Uint8Array
  /** An assertion that lives longer is refused; also how long nonces are remembered. */
  readonly maxLifetimeMs?: number
  /** How far the issuer's clock may be from ours. */
  readonly leewayMs?: number
}

/** Three parts of base64url, the last of 64 bytes and in its one canonical spelling (see `gate/tokens.ts`). */
const FORM = /^([\w-]+)\.([\w-]+)\.([\w-]{85}[AQgw])$/

const headerSchema = z.object({ alg: z.literal('EdDSA'), crit: z.undefined().optional() })

const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(256),
  aud: z.string(),
  birthdate: z.string().refine(isCalendarDate),
  /** Seconds since the epoch, as JWTs have it. */
  exp: z.number().positive().max(1e11),
  jti: z.string().min(8).max(128),
})

/**
 * Verifies assertions in compact JWS form (RFC 7515) signed with Ed25519 (EdDSA, RFC 8037). The algorithm is pinned: the
 * header is read only to refuse any other.
 */
export function createAssertionVerifier(rules: AssertionRules): IdentityProvider {
  const { issuer, audience, publicKey, maxLifetimeMs = 600_000, leewayMs = 5_000 } = rules
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new TypeError('the key of the issuer must be Ed25519')
  const personMac = createMac(rules.personKey)
  const nonces = createNonces(maxLifetimeMs + 2 * leewayMs)
  // Issuers write one header over and over: reading it again would tell nothing new.
  let knownHeader = ''

  function checkHeader(header: string): void {
    if (header === knownHeader) return
    if (!headerSchema.safeParse(readJson(header)).success) throw new RefusalError('identity-invalid', 'header')
    knownHeader = header
  }

  return {
    verify(assertion, client, now) {
      if (assertion === '') throw new RefusalError('identity-missing')
      const [, header = '', payload = '', signature = ''] = FORM.exec(assertion) ?? []
      if (signature === '') throw new RefusalError('identity-invalid', 'form')
      checkHeader(header)
      const signed = Buffer.from(assertion.slice(0, -87))
      if (!verifySignature(null, signed, publicKey, Buffer.from(signature, 'base64url')))
        throw new RefusalError('identity-invalid', 'signature')
      const { data: claims } = claimsSchema.safeParse(readJson(payload))
      if (claims?.iss !== issuer || claims.aud !== audience) throw new RefusalError('identity-invalid', 'claims')
      const expires = claims.exp * 1000
      if (expires + leewayMs <= now) throw new RefusalError('identity-expired')
      if (expires - leewayMs > now + maxLifetimeMs) throw new RefusalError('identity-invalid', 'lifetime')
      if (!nonces.use(claims.jti, client, now)) throw new RefusalError('identity-replayed')
      // The issuer is fixed and holds no bar, so that two different pairs never make the same text.
      return { person: personMac.bytes(`${issuer}|${claims.sub}`, 16), birthDate: claims.birthdate }
    },
  }
}

function readJson(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
