import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createAttempts } from '../../src/backend/attempts.ts'
import { doorOf, signatures } from '../../src/backend/doors.ts'
import { doors } from '../../src/protocol/doors.ts'
import { RefusalError } from '../../src/protocol/errors.ts'

test('each door has a signature, and nothing is two doors at once', () => {
  expect(new Set(signatures.map(({ door }) => door))).toEqual(new Set(doors))
  const seen = signatures.flatMap(({ asked, outcome }) => asked.map(ask => `${ask} ${outcome}`))
  expect(seen.filter((each, at) => seen.indexOf(each) !== at)).toEqual([])
  for (const { asked, outcome, door } of signatures) for (const ask of asked) expect(doorOf(ask, outcome)).toBe(door)
})

test('what is only bad luck is no attempt', () => {
  const unlucky = ['ticket-superseded', 'slot-full', 'cohort-closed', 'sold-out', 'unavailable'] as const
  for (const code of unlucky)
    for (const ask of ['join', 'claim', 'heartbeat', 'extend', 'book'] as const)
      expect(doorOf(ask, code)).toBeUndefined()
  expect(doorOf('identify', 'identity-expired')).toBeUndefined()
  // A reload after booking, and a guardian who picks for somebody who has a booking already.
  for (const ask of ['join', 'claim', 'book'] as const) expect(doorOf(ask, 'already-booked')).toBeUndefined()
})

test('a page shown again after the lease is no attempt; to use it is one', () => {
  for (const code of ['lease-over', 'admission-expired', 'already-booked'] as const)
    for (const ask of ['standing', 'session'] as const) expect(doorOf(ask, code)).toBeUndefined()
  for (const ask of ['extend', 'book'] as const)
    for (const code of ['lease-over', 'admission-expired'] as const) expect(doorOf(ask, code)).toBe('D6')
})

test('the page for strangers says what the table says', () => {
  const page = readFileSync(new URL('../../resources/api/doors.md', import.meta.url), 'utf8')
  const rows = signatures.map(
    ({ door, asked, outcome, seen }) => `| ${door} | ${asked.join(', ')} | \`${outcome}\` | ${seen} |`,
  )
  const table = page.split('\n').filter(line => /^\| D\d/.test(line) && line.split('|').length === 6)
  expect(table.map(line => line.replaceAll(/ +/g, ' '))).toEqual(rows)
})

test('a refusal is counted once, however deep it was refused', async () => {
  const counted: unknown[][] = []
  const reported: object[] = []
  const attempts = createAttempts(
    { append: body => void reported.push(body) as never },
    { add: (...call) => void counted.push(call), set: () => undefined, observe: () => undefined },
  )
  const refused = attempts.watch('book', () =>
    attempts.watch('reuse', () => {
      throw new RefusalError('already-booked')
    }),
  )
  await expect(refused).rejects.toThrow('already-booked')
  expect(counted).toEqual([['gate.refused'], ['bypass.attempts', 1, 'D6']])
  attempts.note('join', 'moved')
  expect(counted.slice(2)).toEqual([['bypass.attempts', 1, 'D8']])
  await expect(attempts.watch('claim', () => Promise.reject(new Error('a fault')))).rejects.toThrow('a fault')
  expect(await attempts.watch('claim', () => 7)).toBe(7)
  expect(counted).toHaveLength(3)

  attempts.report(0)
  attempts.note('claim', 'not-called')
  attempts.report(9_999)
  attempts.report(10_000)
  attempts.report(30_000)
  expect(reported).toEqual([
    { kind: 'refusals', counts: { 'already-booked': 1 } },
    { kind: 'refusals', counts: { 'not-called': 1 } },
  ])
})
