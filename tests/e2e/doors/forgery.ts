import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

/** What developer tools and a little skill can make of a signed token. */

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>

const { privateKey: rsa, publicKey: rsaPublic } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const { privateKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { privateKey: edwards, publicKey: edwardsPublic } = generateKeyPairSync('ed25519')

const hmac = (input: string, key: string | Buffer, hash = 'sha256') =>
  createHmac(hash, key).update(input).digest('base64url')
const asymmetric = (input: string, key: KeyObject) =>
  sign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', Buffer.from(input), {
    key,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64url')

type Forgery = readonly [name: string, token: string]

/** The algorithm confused, under headers that point at keys of the attacker's own; none of these holds the true key. */
function confusions(header: Record<string, unknown>, payload: string): Forgery[] {
  const under = (changes: object, signature: (input: string) => string) => {
    const input = `${encode({ ...header, ...changes })}.${payload}`
    return `${input}.${signature(input)}`
  }
  const jwk = edwardsPublic.export({ format: 'jwk' })
  const pem = rsaPublic.export({ type: 'spki', format: 'pem' })
  return [
    ...['none', 'None', 'nOnE', 'NONE', ''].flatMap((alg): Forgery[] => [
      [`alg "${alg}", unsigned`, under({ alg }, () => '')],
      [`alg "${alg}", signed with nothing`, under({ alg }, input => hmac(input, ''))],
    ]),
    ['HS256 with an empty key', under({ alg: 'HS256' }, input => hmac(input, ''))],
    ['HS256 with a guessed key', under({ alg: 'HS256' }, input => hmac(input, 'secret'))],
    ['HS256 with a public key', under({ alg: 'HS256' }, input => hmac(input, pem))],
    ['HS512 with a guessed key', under({ alg: 'HS512' }, input => hmac(input, 'secret', 'sha512'))],
    ['RS256', under({ alg: 'RS256' }, input => asymmetric(input, rsa))],
    ['ES256', under({ alg: 'ES256' }, input => asymmetric(input, curve))],
    ['EdDSA of a stranger', under({ alg: 'EdDSA' }, input => asymmetric(input, edwards))],
    ['a key brought along', under({ alg: 'EdDSA', jwk }, input => asymmetric(input, edwards))],
    ['a key elsewhere', under({ alg: 'RS256', jku: 'http://127.0.0.1:9/keys' }, input => asymmetric(input, rsa))],
    ['a certificate elsewhere', under({ alg: 'RS256', x5u: 'http://127.0.0.1:9/' }, input => asymmetric(input, rsa))],
    ['a key that is a file', under({ alg: 'HS256', kid: '../../../../dev/null' }, input => hmac(input, ''))],
    ['a key that is a query', under({ alg: 'HS256', kid: "' UNION SELECT 'x" }, input => hmac(input, 'x'))],
    ['alg that is a list', under({ alg: ['HS256', 'none'] }, () => '')],
  ]
}

/** Genuine signatures under other words: what is signed was changed, cut or carried over. */
function alterations(token: string, fields: Record<string, unknown>): Forgery[] {
  const [head = '', payload = '', tag = ''] = token.split('.')
  const claims = decode(payload)
  const changed = Object.entries(fields).map(([field, value]): Forgery => [
    `another ${field}`,
    `${head}.${encode({ ...claims, [field]: value })}.${tag}`,
  ])
  return [
    ...changed,
    ['a critical header', `${encode({ ...decode(head), crit: ['exp'], exp: 1 })}.${payload}.${tag}`],
    ['payload not encoded', `${encode({ ...decode(head), b64: false, crit: ['b64'] })}.${payload}.${tag}`],
    ['another typ', `${encode({ ...decode(head), typ: 'other' })}.${payload}.${tag}`],
    ['cut by one', token.slice(0, -1)],
    ['cut in half', token.slice(0, token.length / 2)],
    ['no signature', `${head}.${payload}.`],
    ['two parts', `${head}.${payload}`],
    ['twice', `${token}.${token}`],
    ['padded', `${token}==`],
    ['signature of zeros', `${head}.${payload}.${'A'.repeat(tag.length)}`],
    ['signature of the other half', `${head}.${payload}.${tag.slice(tag.length / 2)}${tag.slice(0, tag.length / 2)}`],
    ['as JSON', encode({ protected: head, payload, signature: tag })],
    ['nested', `${head}.${encode(token)}.${tag}`],
    ['a word', 'letmein'],
    ['true', 'true'],
    ['very long', 'A'.repeat(3000)],
  ]
}

/** @param fields what to write instead into which claim, under the signature of the genuine token */
export function forgeries(genuine: string, fields: Record<string, unknown>): Forgery[] {
  const [head = '', payload = ''] = genuine.split('.')
  return [...confusions(decode(head), payload), ...alterations(genuine, fields)]
}
