import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Order } from '../../../src/protocol/commands.ts'
import type { PlanPart } from '../../../src/protocol/plan.ts'
import { commandOf, createBench, give, launch, officers, start, type Bench } from './bench.ts'

const { duty, chief } = officers
const HOUR = 3_600_000
let bench: Bench

beforeEach(async () => {
  bench = await createBench()
})
afterEach(() => bench.remove())

const [, b] = launch.cohorts
const slot = { site: 'site', vaccine: 'moderna', date: '2021-07-26', time: '10:00', doses: 100 }
const part = (args: Partial<PlanPart>): Order => ({
  kind: 'import-plan',
  args: { cohorts: [], sites: [], slots: [], ...args },
})
const moved = (opensAt: number, more = {}) => {
  if (!b) throw new Error('no cohort b')
  return part({ cohorts: [{ ...b, opensAt, ...more }] })
}

it('is for commanders', async () => {
  await expect(give(bench.control, part({ slots: [slot] }), 0, duty)).rejects.toMatchObject({
    code: 'role-insufficient',
  })
  expect(await give(bench.control, part({ slots: [slot] }), 0, chief)).toMatchObject({ state: 'accepted' })
})

it('says what is to stand there: given again it adds nothing, and more is the difference', async () => {
  for (const [revision, doses] of [
    [0, 100],
    [1, 100],
    [2, 130],
  ] as const)
    await give(bench.control, part({ slots: [{ ...slot, doses }] }), revision, chief)
  expect(bench.bookings.state.added.map(({ doses }) => doses)).toEqual([100, 30])
  expect(bench.control.snapshot().stock).toMatchObject({ doses: 5130, revision: 3 })
})

it('takes a second person for an opening that is earlier than planned, and none for a later one', async () => {
  expect(await give(bench.control, moved(start + 2 * HOUR), 0, chief)).toMatchObject({ state: 'accepted' })
  expect(bench.gate.state.opensAt.get('b')).toBe(start + 2 * HOUR)
  const asked = await give(bench.control, moved(start + HOUR), 1, chief)
  expect(asked.state).toBe('awaiting-approval')
  // The commander’s own word is not a second one.
  await expect(bench.control.approve(asked.id, true, chief)).rejects.toMatchObject({ code: 'approval-self' })
  expect(bench.gate.state.opensAt.get('b')).toBe(start + 2 * HOUR)
})

it.each([
  ['a cohort that is open', part({ cohorts: launch.cohorts.map(one => ({ ...one, weight: 9 })).slice(0, 1) })],
  ['another birth range once people stand in line', moved(start + 2 * HOUR, { bornTo: '1968-12-31' })],
  ['an opening in the past', moved(start)],
  ['a close before the opening', moved(start + 2 * HOUR, { closesAt: start + HOUR })],
  ['a site that is nowhere', part({ slots: [{ ...slot, site: 'nowhere' }] })],
  ['a date that no calendar has', part({ slots: [{ ...slot, date: '2021-02-30' }] })],
  ['another name for a site', part({ sites: [{ id: 'site', name: { ko: '가', en: 'A' }, region: '' }] })],
])('refuses %s', async (_, order) => {
  await expect(give(bench.control, order, 0, chief)).rejects.toMatchObject({ code: 'command-conflict' })
})

it('is made up for, once, after a crash in the middle of it', async () => {
  bench.bookings.state.failing = true
  const order = part({ slots: [slot] })
  const { id: previewId } = bench.control.preview(order, chief)
  const command = commandOf(order, 0, { previewId })
  await expect(bench.control.command(command, chief)).rejects.toThrow('killed')
  bench.close()
  bench.bookings.state.failing = false
  bench = await createBench(bench.dir, bench)
  expect(bench.control.status(command.id)).toMatchObject({ state: 'accepted', number: 1 })
  expect(await bench.control.command(command, chief)).toMatchObject({ number: 1 })
  bench.close()
  bench = await createBench(bench.dir, bench)
  expect(bench.bookings.state.added).toEqual([slot])
  expect([...bench.ledger.rows(0)].filter(row => JSON.stringify(row).includes('import-plan'))).toHaveLength(1)
})
