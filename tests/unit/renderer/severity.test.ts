import { expect, it } from 'vitest'
import { severityOf } from '../../../src/renderer/parts/severity.ts'
import { alertOf, snapshotOf } from './nouns.ts'

const load = (change: Parameters<typeof alertOf>[0]) => alertOf({ metric: 'capacity.load', ...change })
const of = (...alerts: ReturnType<typeof alertOf>[]) =>
  severityOf({ snapshot: snapshotOf({ alerts }) }, ['capacity.load', 'lease.active'])

it('is the priority of the most urgent alert about what the tile shows', () => {
  expect(of()).toBeUndefined()
  expect(of(load({ priority: 3 }))).toBe(3)
  expect(of(load({ priority: 3 }), load({ priority: 1 }), load({ priority: 2 }))).toBe(1)
  expect(of(alertOf({ metric: 'queue.waiting', priority: 1 }))).toBeUndefined()
})

it('leaves out what is over, put off, or the consequence of something else', () => {
  expect(of(load({ priority: 1, state: 'resolved' }), load({ priority: 1, state: 'shelved' }))).toBeUndefined()
  expect(of(load({ priority: 1, inhibitedBy: 'node-lost' }), load({ priority: 2, state: 'acknowledged' }))).toBe(2)
})
