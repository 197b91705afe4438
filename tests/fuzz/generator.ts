import { z } from 'zod'
import { createRandom, type Random } from '../../src/rules/random.ts'
import type { Sent } from '../contract/citizen/pool.ts'

/** Requests made from an API document, and broken in every way that a stranger, a bug or an attacker breaks them. */

const schemaSchema = z.looseObject({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
})
/** A refusal names its codes. */
const problemShape = z.looseObject({
  properties: z.looseObject({ code: z.looseObject({ enum: z.array(z.string()).optional() }).optional() }).optional(),
})
const operationSchema = z.object({
  requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema: schemaSchema }) }) }).optional(),
  security: z.array(z.record(z.string(), z.unknown())).optional(),
  responses: z.record(
    z.string(),
    z.object({ content: z.object({ 'application/json': z.object({ schema: problemShape }) }).optional() }),
  ),
})
export const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) })
export type ApiDocument = z.infer<typeof documentSchema>
type Schema = z.infer<typeof schemaSchema>

/** What makes a request a good one before it is broken: values by the names of fields and parameters, and tokens. */
export interface Material {
  readonly values: Readonly<Record<string, readonly unknown[]>>
  readonly tokens: readonly string[]
  readonly cookies: readonly string[]
}

const numbers = [0, -1, 1, 1.5, -0, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 1e-308]
const strings = [
  '',
  ' ',
  '\u0000',
  '٣',
  'ſ',
  '𝕏'.repeat(40),
  '\u202Eabc',
  '\uD800',
  '한글'.repeat(30),
  '%00%0a%0d',
  '../../etc/passwd',
  "' OR 1=1 --",
  '<script>',
  '${7*7}',
  '__proto__',
  'constructor',
  'null',
  'A'.repeat(5_000),
  'A'.repeat(20_000),
]
const odd: readonly unknown[] = [null, true, false, [], {}, [[]], { a: { b: [] } }, ...numbers, ...strings]
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']
const types = [
  '',
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  'multipart/form-data',
  'x',
  'application/json;;',
]
const headers: readonly (readonly [string, string])[] = [
  ['x-http-method-override', 'DELETE'],
  ['x-forwarded-for', '127.0.0.1, ::1'],
  ['date', 'Tue, 20 Jul 2100 12:00:00 GMT'],
  ['if-none-match', '*'],
  ['if-modified-since', 'x'],
  ['range', 'bytes=0-'],
  ['expect', '200-ok'],
  ['accept', 'application/xml'],
  ['accept-encoding', 'gzip, br;q=0'],
  ['content-encoding', 'gzip'],
  ['cookie', `sluice_client=${'A'.repeat(22)}; sluice_client=${'B'.repeat(22)}`],
  ['cookie', '; ; =; sluice_client='],
  ['authorization', 'Basic eDp4'],
  ['authorization', 'Bearer'],
  ['origin', 'null'],
  ['upgrade', 'websocket'],
  ['x-long', 'y'.repeat(6_000)],
  ['x-bytes', '\u00ff\u00fe'],
]

const pick = <T>(random: Random, from: readonly T[]): T => from[random.int(from.length)] as T

function cut(random: Random, text: string): string {
  const at = random.int(text.length + 1)
  const changes = [
    () => text.slice(0, at),
    () => text.slice(0, at) + String.fromCharCode(33 + random.int(90)) + text.slice(at + 1),
    () => text + text,
    () => `${text.slice(0, at)}.${text.slice(at)}`,
    () => text.split('').reverse().join(''),
    () => text.toUpperCase(),
  ]
  return pick(random, changes)()
}

/** A value that the schema allows, from the material where it has one. */
function sample(random: Random, name: string, schema: unknown, { values }: Material): unknown {
  const known = values[name]
  if (known && random.int(20) > 0) return pick(random, known)
  const { type, properties, items } = schemaSchema.catch({}).parse(schema)
  if (type === 'object' || properties)
    return Object.fromEntries(
      Object.entries(properties ?? {}).map(([key, part]) => [key, sample(random, key, part, { values } as Material)]),
    )
  if (type === 'array')
    return Array.from({ length: random.int(3) }, () => sample(random, '', items, { values } as Material))
  if (type === 'integer' || type === 'number') return random.int(100)
  return type === 'boolean' ? random.int(2) === 0 : 'x'.repeat(random.int(40))
}

/** The text of a body: as it should be, or broken in one way. */
function bodyOf(random: Random, schema: Schema, material: Material): string {
  const good = sample(random, '', schema, material) as Record<string, unknown>
  const keys = Object.keys(good)
  const key = keys.length > 0 ? pick(random, keys) : 'x'
  const text = JSON.stringify(good)
  const breaks = [
    () => text,
    () => JSON.stringify({ ...good, [key]: pick(random, odd) }),
    () => JSON.stringify({ ...good, [key]: undefined }),
    () => JSON.stringify({ ...good, [pick(random, strings)]: pick(random, odd) }),
    () => `{${JSON.stringify(key)}:${JSON.stringify(pick(random, odd))},${text.slice(1)}`,
    () => `${text.slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(pick(random, odd))}}`,
    () => JSON.stringify(pick(random, odd)),
    () => cut(random, text),
    () => `\uFEFF${text}`,
    () => `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
    () => `{"__proto__":${text}}`,
    () => text.replaceAll('"', "'"),
    () => '',
  ]
  return pick(random, breaks)()
}

export interface Broken {
  readonly sent: Sent
  /** `POST /v1/claim`: the operation of the document that this is for certain; undefined where the address or method is broken. */
  readonly operation: string | undefined
}

/** One request after the other: the same for the same seed, document and material. */
export function createGenerator(document: ApiDocument, material: Material, seed = 1): () => Broken {
  const random = createRandom(seed)
  const operations = Object.entries(document.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )

  function addressOf(path: string): string {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = random.int(4) === 0 ? pick(random, odd) : pick(random, material.values[name] ?? ['x'])
      const text = typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value)
      return random.int(3) === 0 ? encodeURIComponent(text).replaceAll('.', '%2e') : encodeURIComponent(text)
    })
    const tricks = [
      () => filled.replace('/v1', '//v1'),
      () => `${filled}/`,
      () => `${filled}?${encodeURIComponent(pick(random, strings).toWellFormed()).slice(0, 3_000)}=1`,
      () => filled.replace(/[a-z]/, letter => `%${letter.charCodeAt(0).toString(16)}`),
      () => `${filled}/%2e%2e/${pick(random, ['admin', 'v1/bookings'])}`,
      () => `${filled}%`,
    ]
    return random.int(8) === 0 ? pick(random, tricks)() : filled
  }

  return () => {
    const { path, method, operation } = pick(random, operations)
    const sent: Record<string, string> = {}
    if (random.int(10) > 0) sent['cookie'] = pick(random, material.cookies)
    if (operation.security || random.int(20) === 0) {
      const token = pick(random, material.tokens)
      sent['authorization'] = `Bearer ${random.int(3) === 0 ? cut(random, token) : token}`
    }
    const schema = operation.requestBody?.content['application/json'].schema
    const body = schema ? bodyOf(random, schema, material) : random.int(12) === 0 ? pick(random, strings) : undefined
    if (body !== undefined) sent['content-type'] = random.int(12) === 0 ? pick(random, types) : 'application/json'
    if (sent['content-type'] === '') delete sent['content-type']
    for (let more = random.int(4); more > 2; more--) {
      const [name, value] = pick(random, headers)
      sent[name] = value
    }
    // What a token must not hold in a header is sent as what it would be on the wire.
    const wire = Object.fromEntries(
      Object.entries(sent).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
    )
    const asked = random.int(12) === 0 ? pick(random, methods) : method
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body.toWellFormed())) }
    const address = addressOf(path)
    const untouched = asked === method && address === path
    return {
      sent: { method: asked, path: address, headers: { ...wire, ...length }, body: body?.toWellFormed() },
      operation: untouched ? `${method} ${path}` : undefined,
    }
  }
}
