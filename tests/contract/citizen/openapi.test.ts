import { sha256 } from '@noble/hashes/sha2.js'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { checkDraw } from '../../../src/citizen/drawCheck.ts'
import { examples } from '../../../src/backend/http/citizenExamples.ts'
import { problemSchema } from '../../../src/protocol/citizen.ts'
import { errorCodes } from '../../../src/protocol/errors.ts'
import { device } from './device.ts'
import { openPlane, type Plane } from './plane.ts'

/** What the API document shows is what it says. */

const schemaSchema = z.looseObject({ example: z.unknown().optional() })
const contentSchema = z.object({ 'application/json': z.object({ schema: schemaSchema }).optional() })
const operationSchema = z.object({
  parameters: z.array(z.object({ name: z.string(), schema: schemaSchema })).default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: contentSchema.optional() })),
})
type Responses = z.infer<typeof operationSchema>['responses']
const contents = (responses: Responses) =>
  Object.entries(responses).map(([status, { content }]) => [status, content] as const)
const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) })

let plane: Plane
beforeAll(async () => {
  plane = await openPlane({ prequeue: true })
})
afterAll(() => plane[Symbol.asyncDispose]())

test('every parameter, request and answer has an example, and each is what its schema allows', async () => {
  const { paths } = documentSchema.parse((await device(plane).ask('GET', '/v1/openapi.json')).body)
  const wrong: string[] = []
  let judged = 0
  for (const [path, operations] of Object.entries(paths))
    for (const [method, { parameters, requestBody, responses }] of Object.entries(operations)) {
      const schemas = [
        ...parameters.map(({ name, schema }) => [name, schema] as const),
        ...[['request', requestBody?.content] as const, ...contents(responses)].flatMap(([name, content]) => {
          const json = content?.['application/json']
          return json ? [[name, json.schema] as const] : []
        }),
      ]
      for (const [name, { example, ...schema }] of schemas) {
        judged++
        const read = z.fromJSONSchema(schema, { defaultTarget: 'openapi-3.0' })
        const { error } = read.safeParse(example)
        if (example === undefined || error) wrong.push(`${method} ${path} ${name}: ${error?.message ?? 'no example'}`)
      }
      for (const [status, content] of contents(responses))
        if (!content?.['application/json'] && status !== '204') wrong.push(`${method} ${path} ${status}: no content`)
    }
  expect(wrong).toEqual([])
  expect(judged).toBeGreaterThan(100)
})

const namedSchema = z.looseObject({ description: z.string().optional() })
const describedSchema = z.object({
  info: z.object({ description: z.string() }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        description: z.string().min(30),
        parameters: z.array(namedSchema.extend({ name: z.string(), schema: namedSchema })).default([]),
        requestBody: z.unknown().optional(),
        responses: z.record(
          z.string(),
          z.object({
            description: z.string(),
            headers: z.record(z.string(), namedSchema).default({}),
            content: z.unknown().optional(),
          }),
        ),
      }),
    ),
  ),
})

/** Where a property stands without a word; names and notices come in two languages, which say what they are. */
function wordless(node: unknown, path: string): string[] {
  if (Array.isArray(node)) return node.flatMap((one, at) => wordless(one, `${path}[${at}]`))
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'example') return []
    if (key !== 'properties') return wordless(value, path)
    return Object.entries(z.record(z.string(), namedSchema).parse(value)).flatMap(([name, property]) => [
      ...(property.description === undefined && name !== 'ko' && name !== 'en' ? [`${path}.${name}`] : []),
      ...wordless(property, `${path}.${name}`),
    ])
  })
}

test('every operation, parameter, header and field is told in words', async () => {
  const { info, paths } = describedSchema.parse((await device(plane).ask('GET', '/v1/openapi.json')).body)
  for (const field of Object.keys(problemSchema.shape)) expect(info.description).toContain(`\`${field}\``)
  const silent: string[] = []
  for (const [path, operations] of Object.entries(paths))
    for (const [method, { parameters, requestBody, responses }] of Object.entries(operations)) {
      const where = `${method} ${path}`
      for (const { name, description, schema } of parameters)
        if ((description ?? schema.description) === undefined) silent.push(`${where} ${name}`)
      silent.push(...wordless(requestBody, `${where} request`))
      for (const [status, { description, headers, content }] of Object.entries(responses)) {
        if (description === 'Default Response') silent.push(`${where} ${status}`)
        // A refusal has the same fields everywhere, which the document tells at its top.
        if (Number(status) < 300) silent.push(...wordless(content, `${where} ${status}`))
        for (const [name, header] of Object.entries(headers))
          if (header.description === undefined) silent.push(`${where} ${status} ${name}`)
      }
      expect(Object.keys(responses)).toContain('405')
      expect(Object.keys(responses['405']?.headers ?? {})).toEqual(['Allow'])
      expect(Object.keys(responses['429']?.headers ?? {})).toEqual(['Retry-After'])
    }
  expect(silent).toEqual([])
})

test('the cookie is declared where it is set', async () => {
  const { paths } = describedSchema.parse((await device(plane).ask('GET', '/v1/openapi.json')).body)
  const declared = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.values(responses).some(({ headers }) => 'Set-Cookie' in headers) ? [`${method} ${path}`] : [],
    ),
  )
  expect(declared).toEqual(['get /v1/cohorts', 'post /v1/cohorts/{cohort}/join', 'post /v1/registry/assertions'])
  const sent = [
    fetch(`${plane.url}/v1/cohorts`),
    ...[
      ['cohorts/53-54/join', { assertion: plane.assertion(1) }] as const,
      ['registry/assertions', examples.subject] as const,
    ].map(([path, body]) =>
      fetch(`${plane.url}/v1/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    ),
  ]
  for (const { headers, status } of await Promise.all(sent))
    expect([status, headers.get('set-cookie')]).toEqual([200, expect.stringMatching(/^sluice_client=[\w-]{22}/)])
})

test('every code that there is stands in one of the public documents, unless only a page or a console says it', async () => {
  const text = await (await fetch(`${plane.url}/v1/openapi.json`)).text()
  const operators = readFileSync(new URL('../../../resources/api/operator-protocol.md', import.meta.url), 'utf8')
  const own = ['cross-site', 'identity-missing', 'not-connected', 'commands-off']
  const told = (code: string) => text.includes(`"${code}"`) || operators.includes(`| \`${code}\``)
  expect(errorCodes.filter(code => !told(code))).toEqual(own)
})

test('the draw that is shown is one, and a checker finds it sound', () => {
  const { draw, drawEntry } = examples
  const { agency, witness, n, root, seed } = draw
  const known = <T>(value: T | null): T => value ?? expect.fail('not revealed')
  const revealed = {
    agency: { ...agency, secret: known(agency.secret) },
    witness: { ...witness, secret: known(witness.secret) },
    n: known(n),
    root: known(root),
    seed: known(seed),
  }
  const { number, holds } = checkDraw(drawEntry.index, revealed, { ...drawEntry, entered: true }, sha256)
  expect(number).toBe(drawEntry.number)
  expect(holds).toEqual({ agency: true, witness: true, seed: true, entry: true })
})
