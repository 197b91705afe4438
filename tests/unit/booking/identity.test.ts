import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { createAssertionVerifier } from '../../../src/backend/booking/identity.ts'
import { RefusalError } from '../../../src/protocol/errors.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const rules = { issuer: 'https://id.example', audience: 'sluice', publicKey, personKey: Buffer.alloc(32, 5) }
const now = Date.parse('2021-07-19T20:00:00+09:00')

const good = {
  iss: rules.issuer,
  sub: 'person-1',
  aud: 'sluice',
  birthdate: '1967-03-01',
  exp: now / 1000 + 60,
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function assertion(changes: object = {}, header: object = { alg: 'EdDSA' }, key = privateKey): string {
  const signed = `${encode(header)}.${encode({ ...good, jti: randomBytes(9).toString('base64url'), ...changes })}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

function ask(text: string, client = 'phone', at = now, verifier = createAssertionVerifier(rules)): string {
  try {
    verifier.verify(text, client, at)
    return 'accepted'
  } catch (error) {
    if (error instanceof RefusalError) return error.code
    throw error
  }
}

test('a person is the same under every assertion, and another under another key', () => {
  const first = createAssertionVerifier(rules).verify(assertion(), 'phone', now)
  const second = createAssertionVerifier(rules).verify(assertion(), 'tablet', now)
  expect(first).toEqual(second)
  expect(first.person).toHaveLength(16)
  expect(first.birthDate).toBe('1967-03-01')
  const elsewhere = createAssertionVerifier({ ...rules, personKey: Buffer.alloc(32, 6) })
  expect(elsewhere.verify(assertion(), 'phone', now).person).not.toEqual(first.person)
  expect(createAssertionVerifier(rules).verify(assertion({ sub: 'person-2' }), 'phone', now).person).not.toEqual(
    first.person,
  )
})

test.each([
  ['another issuer', { iss: 'https://other.example' }],
  ['another audience', { aud: 'elsewhere' }],
  ['several audiences', { aud: ['sluice', 'elsewhere'] }],
  ['no subject', { sub: '' }],
  ['a birth date that no calendar has', { birthdate: '1967-02-29' }],
  ['a birth date with a time', { birthdate: '1967-02-28T00:00:00Z' }],
  ['no nonce', { jti: undefined }],
  ['no end', { exp: undefined }],
  ['an end as text', { exp: '9999999999' }],
  ['an end in ten years', { exp: now / 1000 + 3e8 }],
])('%s is refused', (_, changes) => {
  expect(ask(assertion(changes))).toBe('identity-invalid')
})

test('only EdDSA by the issuer counts, whatever the header says', () => {
  const other = generateKeyPairSync('ed25519').privateKey
  expect(ask(assertion({}, { alg: 'EdDSA' }, other))).toBe('identity-invalid')
  expect(ask(assertion({}, { alg: 'none' }))).toBe('identity-invalid')
  expect(ask(assertion({}, { alg: 'HS256' }))).toBe('identity-invalid')
  expect(ask(assertion({}, { alg: 'EdDSA', crit: ['exp'] }))).toBe('identity-invalid')
  expect(ask(assertion({}, { alg: 'EdDSA', kid: '1', typ: 'JWT' }))).toBe('accepted')
  expect(() => createAssertionVerifier({ ...rules, publicKey: createPublicKey(rsa()) })).toThrow(TypeError)
})

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

test('an assertion has one spelling: with any one bit flipped it is refused', () => {
  const text = assertion()
  const verifier = createAssertionVerifier(rules)
  const answers = new Set<string>()
  for (let at = 0; at < text.length; at++)
    for (let bit = 0; bit < 8; bit++) {
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit))
      const changed = text.slice(0, at) + flipped + text.slice(at + 1)
      answers.add(ask(changed, 'phone', now, verifier))
    }
  expect([...answers]).toEqual(['identity-invalid'])
  expect(ask(text, 'phone', now, verifier)).toBe('accepted')
})

test('fields or parts of one assertion under the signature of another are refused', () => {
  const [one, other] = [assertion(), assertion({ sub: 'person-2', birthdate: '1968-09-09', exp: now / 1000 + 90 })]
  const [head = '', payload = '', tag = ''] = one.split('.')
  const [, elsewhere = '', otherTag = ''] = other.split('.')
  const [mine, theirs] = [payload, elsewhere].map(
    part => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>,
  )
  for (const field of ['sub', 'birthdate', 'exp', 'jti'])
    expect(ask(`${head}.${encode({ ...mine, [field]: theirs?.[field] })}.${tag}`)).toBe('identity-invalid')
  for (const made of [`${head}.${elsewhere}.${tag}`, `${head}.${payload}.${otherTag}`])
    expect(ask(made)).toBe('identity-invalid')
})

test('what is no assertion at all is refused', () => {
  const text = assertion()
  for (const wrong of ['x', '..', 'a.b.c', `${text}.`, `.${text}`, text.slice(1), text.replaceAll('.', '')])
    expect(ask(wrong)).toBe('identity-invalid')
  expect(ask('')).toBe('identity-missing')
})

test('it ends when it says, give or take what clocks differ', () => {
  const text = assertion()
  expect(ask(text, 'phone', now + 64_999)).toBe('accepted')
  expect(ask(text, 'phone', now + 65_000)).toBe('identity-expired')
})

test('the same device may ask again; another one may not with the same assertion', () => {
  const verifier = createAssertionVerifier(rules)
  const text = assertion()
  expect(ask(text, 'phone', now, verifier)).toBe('accepted')
  expect(ask(text, 'phone', now + 1000, verifier)).toBe('accepted')
  expect(ask(text, 'tablet', now + 2000, verifier)).toBe('identity-replayed')
  expect(ask(assertion(), 'tablet', now + 2000, verifier)).toBe('accepted')
})
