import { expect, it } from 'vitest'
import type { ActKind } from '../../../src/protocol/annotations.ts'
import { only, run } from './launch.ts'

const AT = 600

/** People who join: a dozen a second, and from then on twenty times as many. */
const joined = (second: number) => 6_000 + second * 12 + Math.max(0, second - AT) * 228

const surge = (acts: readonly ActKind[]) =>
  run(AT + 120, second => ({
    values: { 'queue.issued': joined(second) },
    acts: second === AT ? acts.map(kind => ({ kind, at: AT * 1000, cohort: null, command: null })) : [],
  }))

it('an opening explains the surge that follows it, and nothing else does', () => {
  expect(surge(['open-cohort'])).toEqual(['601 open-cohort explains arrival-surge'])
  expect(surge([])).toEqual(['601 P3 arrival-surge'])
  expect(surge(['add-slots'])).toEqual(['601 P3 arrival-surge'])
})

it('an attempt at a door is never explained away', () => {
  const log = run(AT + 20, second => ({
    values: { 'bypass.attempts': Math.max(0, second - AT) * 10 },
    labels: { 'bypass.attempts': { D1: Math.max(0, second - AT) * 10 } },
    acts: second === AT ? [{ kind: 'open-cohort', at: AT * 1000, cohort: 'c53', command: null }] : [],
  }))
  expect(only('bypass', log)[0]).toBe('601 P2 bypass D1')
})

it('what an act explains is told once, and an alert when it lasts beyond its time', () => {
  const log = run(120, second => ({
    // Ten a second until a tenth of that, and nobody knows why but for a while.
    values: { 'gate.admitted': second < 40 ? second * 10 : 400 + second - 40 },
    acts: second === 40 ? [{ kind: 'set-rate', at: 40_000, cohort: null, command: null }] : [],
  }))
  expect(only('rate-off-target', log)).toEqual(['43 set-rate explains rate-off-target', '102 P2 rate-off-target'])
})

it('what was usual before an act may come back when its time is over', () => {
  // A line in which one in five thousand reconnects a second: nobody does while the opening is news, then all is as before.
  const rejoined = (second: number) => second - Math.max(0, Math.min(second, AT + 300) - AT)
  const log = run(AT + 900, second => ({
    values: { 'queue.waiting': 5_000, 'queue.rejoined': rejoined(second) },
    acts: second === AT ? [{ kind: 'open-cohort', at: AT * 1000, cohort: 'c53', command: null }] : [],
  }))
  expect(only('reconnect-storm', log)).toEqual([])
})
