import { expect, test } from 'vitest'
import type { Minute } from '../../../src/backend/alarms/observation.ts'
import { countJudge } from '../../../src/backend/alarms/rules/count.ts'

/** Of a minute a count judge reads the seconds and the act alone, and hands the rest to whoever counts. */
const second = { seconds: 1, act: undefined } as Minute

/** What is found in each second, where 20 are expected. */
function findingsOf(counts: readonly number[]) {
  let at = 0
  const judge = countJudge({ fewer: [0, 0.5], more: [2, 4] }, () => ({ count: counts[at++] ?? 0, least: 20, most: 20 }))
  return counts.flatMap(() => judge(second))
}

test('what has stopped is told with the rate since it did, and not with what went before', () => {
  const findings = findingsOf([...Array.from({ length: 30 }, () => 20), 0, 0, 0, 0, 0, 0])
  expect(findings.slice(0, 30).every(({ is, value }) => is === 'fine' && value === 20)).toBe(true)
  expect(findings.find(({ is }) => is === 'bad')).toMatchObject({ value: 0, threshold: 20 })
})

test('an excess is told with the rate of its last seconds, beside what was expected of them', () => {
  const findings = findingsOf([...Array.from({ length: 30 }, () => 20), 80, 80, 100, 100, 100, 100, 100])
  const found = findings.filter(({ is }) => is === 'bad')
  expect(found[0]?.value).toBeGreaterThanOrEqual(80)
  expect(found.at(-1)).toMatchObject({ value: 100, threshold: 20 })
})
