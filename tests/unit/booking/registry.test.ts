import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRegistry, subjectOf } from '../../../src/backend/booking/registry.ts'
import { EARLIEST_BIRTH, isEligible } from '../../../src/rules/eligibility.ts'

const now = Date.parse('2021-07-19T20:00:00+09:00')
const personKey = Buffer.alloc(32, 1)

test('synthetic people are born within the range asked for, and the same at each asking', () => {
  const serials = fc.integer({ min: 0, max: 999_999_999 })
  const ranges = fc.constantFrom(
    { bornFrom: '1967-01-01', bornTo: '1968-12-31' },
    { bornFrom: '1968-02-29', bornTo: '1968-02-29' },
    { bornFrom: EARLIEST_BIRTH, bornTo: '1946-12-31' },
  )
  const registry = createRegistry({ personKey })
  fc.assert(
    fc.property(serials, ranges, (serial, range) => {
      const subject = subjectOf(serial, range)
      expect(subjectOf(serial, range)).toBe(subject)
      const { birthDate } = registry.identity.verify(registry.issue(subject, now), 'phone', now)
      expect(isEligible(birthDate, range)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('every day of a range has somebody', () => {
  const range = { bornFrom: '1968-02-01', bornTo: '1968-03-31' }
  const days = new Set(Array.from({ length: 2000 }, (_, serial) => subjectOf(serial, range).slice(10, 20)))
  expect(days.size).toBe(60)
})

test('a seed keeps the key pair over a restart; without one it is new', () => {
  const issue = (keySeed?: string) =>
    createRegistry({ personKey, ...(keySeed === undefined ? {} : { keySeed }) }).issue('synthetic-1967-01-01-1', now)
  const again = createRegistry({ keySeed: 'a', personKey }).identity
  expect(again.verify(issue('a'), 'phone', now).birthDate).toBe('1967-01-01')
  expect(() => again.verify(issue('b'), 'phone', now)).toThrow('identity-invalid')
  expect(() => again.verify(issue(), 'phone', now)).toThrow('identity-invalid')
})

test.each(['', 'kim', 'synthetic-1967-02-29-1', 'synthetic-1967-01-01-', 'synthetic-1967-01-01-1234567890'])(
  'it vouches for synthetic people alone: not for %j',
  subject => {
    expect(() => createRegistry({ personKey }).issue(subject, now)).toThrow('bad-request')
  },
)
