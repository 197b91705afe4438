import { createHmac } from 'node:crypto'

/** What developer tools make of a token: a text that was never signed by the backend. */
type Forgery = (token: string) => string

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token with other claims under its old signature. */
const altered =
  (change: (claims: Record<string, unknown>) => Record<string, unknown>): Forgery =>
  token => {
    const [header = '', payload = '', tag = ''] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>
    return [header, encode(change(claims)), tag].join('.')
  }

const unsigned: Forgery = token => `${encode({ alg: 'none', typ: 'JWT' })}.${token.split('.')[1] ?? ''}.`

const signedByOthers: Forgery = token => {
  const signed = token.split('.', 2).join('.')
  return `${signed}.${createHmac('sha256', 'a key that somebody guessed').update(signed).digest('base64url')}`
}

const forgeries: readonly Forgery[] = [
  () => 'let.me.in',
  token => token.slice(0, -3),
  token => `${token}A`,
  unsigned,
  signedByOthers,
  // The front of the line, another cohort, another person, another kind of token.
  altered(claims => ({ ...claims, i: 1, n: 1, g: 99 })),
  altered(claims => ({ ...claims, c: `${String(claims['c'])}-2` })),
  altered(claims => ({ ...claims, p: 'A'.repeat(22) })),
  altered(claims => ({ ...claims, aud: claims['aud'] === 'ticket' ? 'admission' : 'ticket' })),
]

/**
 * @param token a real one, in compact JWS form
 * @param choose any of 0 … count − 1
 */
export function forge(token: string, choose: (count: number) => number): string {
  return forgeries[choose(forgeries.length)]?.(token) ?? ''
}
