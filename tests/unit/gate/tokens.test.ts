import { createHmac, generateKeyPairSync } from 'node:crypto'
import * as fc from 'fast-check'
import { createSigner, createVerifier } from 'fast-jwt'
import { describe, expect, test } from 'vitest'
import { createTokens } from '../../../src/backend/gate/tokens.ts'
import { RefusalError } from '../../../src/protocol/errors.ts'

const key = Buffer.alloc(32, 3)
const tokens = createTokens(key)
/** Another process with the same key: it remembers nothing. */
const elsewhere = () => createTokens(key)
const ticket = {
  cohort: 'ages-53-54',
  index: 370_000,
  generation: 2,
  person: new Uint8Array(16).fill(0xfb),
  client: new Uint8Array(8).fill(0xef),
}
const admission = { ...ticket, number: 12, dependents: [new Uint8Array(16).fill(1)], expiresAt: 1_626_692_400_000 }

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (header: object, claims: object, secret: Uint8Array = key) => {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}
type Either = typeof admission
/** Both kinds alike: a ticket is made of what an admission is, and less. */
const kinds = {
  ticket: { sign: (from: Either) => tokens.signTicket(from), read: (token: string) => tokens.readTicket(token) },
  admission: {
    sign: (from: Either) => tokens.signAdmission(from),
    read: (token: string) => tokens.readAdmission(token),
  },
}
const kindNames = ['ticket', 'admission'] as const

function codeOf(read: () => unknown): string {
  try {
    read()
    return 'accepted'
  } catch (error) {
    return error instanceof RefusalError ? error.code : String(error)
  }
}
const claims = { aud: 'ticket', c: 'x', i: 1, g: 0, p: 'A'.repeat(22), k: 'A'.repeat(11) }
const header = { alg: 'HS256', typ: 'ticket+jwt' }

describe('tokens', () => {
  test('say what was put into them, in about two hundred characters', () => {
    const token = tokens.signTicket(ticket)
    expect(token.length).toBeLessThan(240)
    const alone = { ...admission, dependents: [] }
    for (const reader of [tokens, elsewhere()]) {
      // Asked twice, it answers the second time from memory.
      for (let time = 0; time < 2; time++) {
        expect(reader.readTicket(token)).toEqual(ticket)
        expect(reader.readAdmission(tokens.signAdmission(admission))).toEqual(admission)
        expect(reader.readAdmission(tokens.signAdmission(alone))).toEqual(alone)
      }
    }
  })

  test.each(kindNames)('of the kind %s are JWS that any library verifies, and a library writes what is read', kind => {
    const { sign, read } = kinds[kind]
    const typ = `${kind}+jwt`
    const verify = createVerifier({ key: Buffer.from(key), algorithms: ['HS256'], checkTyp: typ, allowedAud: kind })
    const token = sign(admission)
    const payload: unknown = verify(token)
    expect(payload).toMatchObject({ aud: kind, c: admission.cohort, i: admission.index })
    const theirs = createSigner({
      key: Buffer.from(key),
      algorithm: 'HS256',
      header: { alg: 'HS256', typ },
      noTimestamp: true,
    })
    expect(theirs(Object(payload))).toBe(token)
    expect(read(theirs(Object(payload)))).toEqual(read(token))
  })

  test('are the same for the same content', () => {
    expect(tokens.signTicket(ticket)).toBe(tokens.signTicket({ ...ticket }))
  })

  test('of one kind never serve as the other', () => {
    expect(() => tokens.readAdmission(tokens.signTicket(ticket))).toThrow('admission-invalid')
    expect(() => tokens.readTicket(tokens.signAdmission(admission))).toThrow('ticket-invalid')
    // Even when somebody who had the key wrote the claims of one under the name of the other.
    expect(() => tokens.readTicket(signed({ ...header, typ: 'admission+jwt' }, claims))).toThrow('ticket-invalid')
    expect(() => tokens.readTicket(signed(header, { ...claims, aud: 'admission' }))).toThrow('ticket-invalid')
    expect(tokens.readTicket(signed(header, claims))).toMatchObject({ index: 1 })
  })

  const { aud: _aud, ...unaddressed } = claims
  test.each([
    ['without a signature', `${encode({ alg: 'none', typ: 'ticket+jwt' })}.${encode(claims)}.`],
    ['alg none, signed', signed({ alg: 'none', typ: 'ticket+jwt' }, claims)],
    ['alg None', signed({ alg: 'None', typ: 'ticket+jwt' }, claims)],
    ['alg of the same family', signed({ alg: 'HS512', typ: 'ticket+jwt' }, claims)],
    ['without alg', signed({ typ: 'ticket+jwt' }, claims)],
    ['without typ', signed({ alg: 'HS256' }, claims)],
    ['without audience', signed(header, unaddressed)],
    ['another key', signed(header, claims, Buffer.alloc(32, 4))],
    ['an unknown critical header', signed({ ...header, crit: ['exp'] }, claims)],
    ['a person of the wrong length', signed(header, { ...claims, p: 'AAAA' })],
    ['index 0', signed(header, { ...claims, i: 0 })],
    ['a generation that is no number', signed(header, { ...claims, g: '0' })],
    ['nothing', ''],
    ['no token', 'a.b'],
    ['four parts', `${signed(header, claims)}.x`],
    ['too long', signed(header, { ...claims, z: 'z'.repeat(2000) })],
    ['not base64url', signed(header, claims).replace('.', '.=')],
  ])('%s is refused', (_name, token) => {
    expect(() => tokens.readTicket(token)).toThrow('ticket-invalid')
  })

  test('signed by an asymmetric algorithm are refused', () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const sign = createSigner({
      key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
      algorithm: 'EdDSA',
      header: { alg: 'EdDSA', typ: 'ticket+jwt' },
    })
    expect(() => tokens.readTicket(sign(claims))).toThrow('ticket-invalid')
  })

  test.each(kindNames)('of the kind %s have one spelling: with any one bit flipped they are refused', kind => {
    const { sign, read } = kinds[kind]
    const token = sign(admission)
    const codes = new Set<string>()
    for (let at = 0; at < token.length; at++)
      for (let bit = 0; bit < 8; bit++) {
        const flipped = String.fromCharCode(token.charCodeAt(at) ^ (1 << bit))
        codes.add(codeOf(() => read(token.slice(0, at) + flipped + token.slice(at + 1))))
      }
    expect([...codes]).toEqual([`${kind}-invalid`])
  })

  const character = fc.string({ unit: 'grapheme', minLength: 0, maxLength: 2 })
  test('with any characters put in, taken out or put in their place they are refused', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(3), character, fc.constantFrom(...kindNames), (from, length, put, kind) => {
        const { sign, read } = kinds[kind]
        const token = sign(admission)
        const at = from % (token.length + 1)
        const changed = token.slice(0, at) + put + token.slice(at + length)
        fc.pre(changed !== token)
        expect(codeOf(() => read(changed))).toMatch(/-invalid$/)
      }),
      { seed: 7, numRuns: 2_000 },
    )
  })

  test('of two places never mix: fields or parts of one under the signature of the other are refused', () => {
    const hash = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
    const place = fc.record({
      cohort: fc.constantFrom('c53', 'c55'),
      index: fc.integer({ min: 1, max: 1e7 }),
      generation: fc.nat(9),
      person: hash(16),
      client: hash(8),
      number: fc.integer({ min: 1, max: 1e7 }),
      dependents: fc.array(hash(16), { maxLength: 5 }),
      expiresAt: fc.integer({ min: 0, max: 4e12 }),
    })
    fc.assert(
      fc.property(place, place, fc.constantFrom(...kindNames), (one, other, kind) => {
        const { sign, read } = kinds[kind]
        const [first, second] = [sign(one), sign(other)]
        fc.pre(first !== second)
        const [head = '', payload = '', tag = ''] = first.split('.')
        const [, elsewhere = '', otherTag = ''] = second.split('.')
        const [mine, theirs] = [payload, elsewhere].map(
          part => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>,
        )
        const swapped = Object.entries(theirs ?? {})
          .filter(([field, value]) => JSON.stringify(mine?.[field]) !== JSON.stringify(value))
          .map(([field, value]) => `${head}.${encode({ ...mine, [field]: value })}.${tag}`)
        for (const made of [...swapped, `${head}.${elsewhere}.${tag}`, `${head}.${payload}.${otherTag}`])
          expect(codeOf(() => read(made))).toMatch(/-invalid$/)
        expect(read(first)).toMatchObject({ index: one.index, generation: one.generation })
      }),
      { seed: 8, numRuns: 200 },
    )
  })

  test('need a key of 32 bytes', () => {
    expect(() => createTokens(new Uint8Array(31))).toThrow(RangeError)
  })
})
