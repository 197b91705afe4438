import { expect, test } from 'vitest'
import { claim, device, prequeue, strikeEight } from './stage.ts'

test('whoever leaves while the draw is on its way to the disk takes nobody with them', async () => {
  const { stage, tickets } = await prequeue(20)
  const { gate, opened } = stage
  const left: Promise<void>[] = []
  const leave = (who: number) => left.push(gate.leave(tickets[who] ?? '', device(who)))
  strikeEight(stage)
  leave(0)
  for (let who = 1; who <= 4; who++) {
    gate.tick()
    leave(who)
    await opened.committer.flush()
    // The answers of this commit go through: the next step of the draw is under way, and not on the disk.
    await new Promise(setImmediate)
  }
  await stage.settle()
  await Promise.all(left)
  await stage.run(30_000)
  expect(gate.reading().cohorts[0]).toMatchObject({ issued: 20, waiting: 0 })
  for (let who = 5; who < 20; who++) {
    const { state } = await claim(stage, tickets[who], who)
    expect(['admitted', 'parked']).toContain(state)
  }
})
