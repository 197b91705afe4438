import { generateKeyPairSync, sign } from 'node:crypto'
import { createRegistry, subjectOf } from '../../src/backend/booking/registry.ts'
import { loadSecrets } from '../../src/backend/secrets.ts'

const cohort = { bornFrom: '1967-01-01', bornTo: '1968-12-31' }
let serial = 0

/** Request bodies for joining as different people, vouched for by the registry of a running backend's directory. */
export function sluiceBodies(dir: string, count: number): string[] {
  const { registryKey, personKey } = loadSecrets(dir, false)
  const registry = createRegistry({ keySeed: registryKey.toString('base64url'), personKey })
  return Array.from({ length: count }, () =>
    JSON.stringify({ assertion: registry.issue(subjectOf(serial++, cohort), Date.now()) }),
  )
}

/** The same for the bare server, with the public key it takes. */
export function bareKeys(): { publicKey: string; bodies: (count: number) => string[] } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const header = encode({ alg: 'EdDSA', typ: 'JWT' })
  const issue = () => {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: 'sluice-synthetic-registry',
      sub: subjectOf(serial++, cohort),
      aud: 'sluice',
      birthdate: '1967-05-05',
      iat: now,
      exp: now + 600,
      jti: crypto.randomUUID(),
    }
    const signed = `${header}.${encode(claims)}`
    return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
  }
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
    bodies: count => Array.from({ length: count }, () => JSON.stringify({ assertion: issue() })),
  }
}
