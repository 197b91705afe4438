import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRecent } from '../../../src/backend/gate/recent.ts'

test('what it knows of a text is what was last said of that text', () => {
  // Ends alike, so that many share a tag: the whole text decides.
  const texts = fc.tuple(fc.constantFrom('', 'a', 'b', 'another'), fc.constantFrom('', 'x', '-the-same-end-of-all'))
  const steps = fc.array(fc.tuple(texts, fc.boolean()), { maxLength: 200 })
  fc.assert(
    fc.property(steps, all => {
      const recent = createRecent<{ at: number }>(8)
      const said = new Map<string, { at: number }>()
      for (const [at, [parts, sets]] of all.entries()) {
        const text = parts.join('')
        if (sets) {
          const value = { at }
          recent.set(text, value)
          said.set(text, value)
          expect(recent.get(text)).toBe(value)
        } else expect([undefined, said.get(text)]).toContain(recent.get(text))
      }
    }),
  )
})

test('of few texts it forgets none, and of many it keeps no more than its size', () => {
  const recent = createRecent<{ at: number }>(1_024)
  const values = Array.from({ length: 20_000 }, (_, at) => ({ at }))
  const known = (from: number) => values.slice(from).filter(value => recent.get(`token-${value.at}`) === value).length
  for (const value of values.slice(0, 4)) recent.set(`token-${value.at}`, value)
  expect(known(0)).toBe(4)
  for (const value of values) recent.set(`token-${value.at}`, value)
  expect(known(0)).toBeLessThanOrEqual(1_024)
  // Half as many as there is room for find a place in nearly every case.
  expect(known(values.length - 512)).toBeGreaterThan(450)
})
