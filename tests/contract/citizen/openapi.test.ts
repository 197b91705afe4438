import { sha256 } from '@noble/hashes/sha2.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { checkDraw } from '../../../src/citizen/drawCheck.ts'
import { examples } from '../../../src/backend/http/citizenExamples.ts'
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
