import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { RefusalError } from '../../protocol/errors.ts'
import { EARLIEST_BIRTH, type BirthRange } from '../../rules/eligibility.ts'
import { isCalendarDate } from '../../rules/kst.ts'
import { createAssertionVerifier, type IdentityProvider } from './identity.ts'

const registryIssuer = 'sluice-synthetic-registry'
const registryAudience = 'sluice'

/** Ten minutes in which an assertion must be used. */
const LIFETIME_MS = 600_000
const SUBJECT = /^synthetic-(\d{4}-\d{2}-\d{2})-(\d{1,9})$/
const DAY = 86_400_000

/** The development registry: it vouches for people who do not exist, so that drills need no real ones. */
export interface Registry {
  /** A signed assertion for a subject as `subjectOf` makes them; `bad-request` for any other. */
  issue(subject: string, now: number): string
  readonly identity: IdentityProvider
}

export interface RegistryOptions {
  /** Makes the key pair the same at each start; left out, it is new each time. */
  readonly keySeed?: string
  /** 32 bytes, for the person hash. */
  readonly personKey: Uint8Array
}

/**
 * The subject of synthetic person `serial` (0 … 999,999,999) of a cohort: always the same, born on a day of the range that
 * follows from the serial alone. The birth date stands in the subject, so the registry need not remember anybody.
 */
export function subjectOf(serial: number, { bornFrom, bornTo }: BirthRange): string {
  const last = Date.parse(bornTo)
  // "Born in or before" still means somebody who is alive.
  const first = bornFrom === EARLIEST_BIRTH ? last - 30 * 365 * DAY : Date.parse(bornFrom)
  const days = (last - first) / DAY + 1
  const day = Math.floor(((Math.imul(serial, 0x9e3779b1) >>> 0) / 2 ** 32) * days)
  const birth = new Date(first + day * DAY)
  return `synthetic-${birth.toISOString().slice(0, 10)}-${serial}`
}

export function createRegistry({ keySeed, personKey }: RegistryOptions): Registry {
  const privateKey = keySeed === undefined ? generateKeyPairSync('ed25519').privateKey : keyFrom(keySeed)
  const header = encode({ alg: 'EdDSA', typ: 'JWT' })
  return {
    identity: createAssertionVerifier({
      issuer: registryIssuer,
      audience: registryAudience,
      publicKey: createPublicKey(privateKey),
      personKey,
      maxLifetimeMs: LIFETIME_MS,
    }),
    issue(subject, now) {
      const birthdate = SUBJECT.exec(subject)?.[1]
      if (birthdate === undefined || !isCalendarDate(birthdate))
        throw new RefusalError('bad-request', 'subject: synthetic-YYYY-MM-DD-SERIAL expected')
      const payload = encode({
        iss: registryIssuer,
        sub: subject,
        aud: registryAudience,
        birthdate,
        exp: Math.floor((now + LIFETIME_MS) / 1000),
        jti: randomBytes(12).toString('base64url'),
      })
      const signed = `${header}.${payload}`
      return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
    },
  }
}

/** RFC 8410: an Ed25519 private key in PKCS #8 is this prefix and 32 bytes. */
function keyFrom(seed: string) {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  const bytes = createHash('sha256').update(seed).digest()
  return createPrivateKey({ key: Buffer.concat([prefix, bytes]), format: 'der', type: 'pkcs8' })
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
