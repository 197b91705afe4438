import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHolders } from '../../../src/backend/booking/holders.ts'

// Few distinct people and a small table: probes collide, wrap around and grow.
const person = (n: number) => new Uint8Array(16).fill(n & 7, 0, 4).fill(n, 12)

test('holders agree with a Map through any sequence of operations', () => {
  const operation = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 1e6 }))
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 400 }), operations => {
      const holders = createHolders(16)
      const model = new Map<number, number>()
      for (const [put, who, slot] of operations) {
        if (put) {
          holders.set(person(who), slot)
          model.set(who, slot)
        } else {
          holders.delete(person(who))
          model.delete(who)
        }
      }
      expect(holders.size).toBe(model.size)
      for (let who = 0; who <= 60; who++) expect(holders.get(person(who))).toBe(model.get(who))
    }),
    { numRuns: 300 },
  )
})

test('a hash of another length is a bug and says so', () => {
  expect(() => createHolders().get(new Uint8Array(8))).toThrow('16 bytes')
})
