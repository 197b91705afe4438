import { expect, test } from 'vitest'
import { verifyChain } from '../../../src/backend/control/chain.ts'
import {
  admit,
  answer,
  claim,
  cohort,
  device,
  join,
  killed,
  opened,
  person,
  prequeue,
  setRate,
  setStage,
  strikeEight,
} from './stage.ts'
import type { Stage } from './stage.ts'

/** All that a stage knows, by its ports alone. */
function everything({ opened: { store }, gate, ledger }: Stage) {
  const { showRatio: _measured, rateInForce: _setAtBoot, ...reading } = gate.reading()
  return {
    reading,
    lines: store.lines().map(({ credit: _credit, ...line }) => line),
    places: store.lines().map(({ plan: { id }, issued }) =>
      Array.from({ length: issued }, (_, at) => {
        const holder = store.person(id, at + 1)
        return { holder, ...store.place(id, at + 1, holder), dependents: store.dependents(id, at + 1) }
      }),
    ),
    leases: store.lines().map(({ plan }) => [...store.leases(plan.id)].sort((a, b) => a.number - b.number)),
    draw: gate.status(cohort().id).draw,
    head: ledger.head(),
  }
}

/** A line with people in every state that there is. */
async function busy() {
  const { stage, tickets } = await prequeue(300)
  await answer(stage, stage.gate.leave(tickets[7] ?? '', device(7)))
  strikeEight(stage)
  await stage.settle()
  await join(stage, 300, 300, [person(9001)])
  await stage.run(6000)
  stage.seats = 12
  for (const [who, ticket] of tickets.entries()) {
    if (who === 7) continue
    const given = await claim(stage, ticket, who).catch(() => ({ state: 'refused' as const }))
    if (given.state !== 'admitted') continue
    const admission = stage.gate.verify(given.admission, device(who))
    if (admission.number % 3 === 0) stage.gate.release(admission, 'booked')
    if (admission.number % 3 === 1) await answer(stage, stage.gate.extend(given.admission, device(who)))
  }
  await join(stage, 20, 999)
  await answer(stage, stage.gate.leave(tickets[200] ?? '', device(200)))
  await stage.settle()
  return { stage, tickets }
}

test('what was committed is all there after a sudden end, and nothing else', async () => {
  const { stage, tickets } = await busy()
  const before = everything(stage)
  expect(before.lines[0]?.parked).toBeGreaterThan(0)
  expect(before.leases[0]?.length).toBeGreaterThan(0)
  const after = setStage({ dir: killed(stage), clock: stage.clock })
  await after.opened.committer.flush()
  const seen = everything(after)
  // No time has passed: no downtime, no new record.
  expect(seen).toEqual(before)
  expect(verifyChain(after.ledger.read(1)).broken).toBeNull()

  // And it goes on from there: the same tickets, the same places.
  setRate(after, 10)
  after.seats = 1000
  await after.run(2000)
  expect(await join(after, 50)).toMatchObject({ index: 51, returned: true, ticket: tickets[50] })
  await expect(claim(after, tickets[20], 20)).rejects.toMatchObject({ code: 'ticket-superseded' })
})

test('what was not committed is gone, and was not answered', async () => {
  const { stage } = await prequeue(10)
  let answered = false
  void stage.gate.join(cohort().id, person(77), device(77), []).then(() => (answered = true))
  await Promise.resolve()
  const after = setStage({ dir: killed(stage), clock: stage.clock })
  expect(answered).toBe(false)
  expect(after.gate.reading().cohorts[0]).toMatchObject({ issued: 10 })
  await stage.opened.committer.flush()
  expect(answered).toBe(true)
})

test('a draw that was fixed but not revealed is revealed after the restart, the same', async () => {
  const { stage } = await prequeue(20)
  strikeEight(stage)
  stage.gate.tick()
  // Fixed and committed; the reveal, which follows, is not yet.
  await stage.opened.committer.flush()
  const dir = killed(stage)
  const first = stage.gate.status(cohort().id).draw
  expect(first).toMatchObject({ n: 20, seed: null })
  await stage.settle()
  const after = setStage({ dir, clock: stage.clock })
  expect(after.gate.status(cohort().id).draw).toMatchObject({ n: 20, root: first.root, seed: null })
  await after.settle()
  const { draw } = after.gate.status(cohort().id)
  expect(draw).toEqual(stage.gate.status(cohort().id).draw)
  const [before, again] = [await join(stage, 3), await join(after, 3)]
  expect(again).toEqual(before)
  expect(again.number).toBeGreaterThan(0)
  expect([...after.ledger.read(1)].filter(({ body }) => body.kind === 'reveal')).toHaveLength(1)
})

test('those who left before the draw are passed over, also after a restart', async () => {
  const { stage, tickets } = await prequeue(100)
  for (let who = 0; who < 90; who++) await answer(stage, stage.gate.leave(tickets[who] ?? '', device(who)))
  expect(stage.gate.reading().cohorts[0]).toMatchObject({ issued: 100, waiting: 10 })
  strikeEight(stage)
  await stage.settle()
  const after = setStage({ dir: killed(stage), clock: stage.clock })
  setRate(after, 10)
  await after.run(10_000)
  expect(after.gate.reading()).toMatchObject({ called: 10 })
  expect(after.gate.reading().cohorts[0]).toMatchObject({ waiting: 0 })
  for (let who = 90; who < 100; who++) await admit(after, tickets[who], who)
})

test('a directory is held by one process', async () => {
  const { stage } = await opened(1)
  expect(() => setStage({ dir: stage.dir, clock: stage.clock })).toThrow(/in use/)
  stage.opened.close()
  expect(setStage({ dir: stage.dir, clock: stage.clock }).gate.reading().cohorts[0]?.issued).toBe(1)
})
