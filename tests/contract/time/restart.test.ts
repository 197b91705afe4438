import { expect, test } from 'vitest'
import { createBackend } from '../../../src/backend/backend.ts'
import { hasDrifted, systemClock } from '../../../src/backend/clock.ts'
import { verifyChain } from '../../../src/backend/control/chain.ts'
import { tempDir } from '../gate/stage.ts'
import { openLaunch } from '../operator/fixture.ts'
import { machineAt } from '../../unit/time/machine.ts'

const START = Date.parse('2021-07-19T20:00:00+09:00')

test('a restart on a machine whose clock went back goes on where the launch was, and opens nothing until it is right', async () => {
  const dir = tempDir()
  const machine = machineAt(START)
  const soon = START + 30_000
  const plan = openLaunch(START)
  const launch = { ...plan, cohorts: plan.cohorts.map(cohort => ({ ...cohort, opensAt: soon })) }
  const open = () =>
    createBackend({ dir, launch, clock: systemClock({ sources: machine.sources }), manual: true, thread: false })
  const stateOf = (backend: Awaited<ReturnType<typeof open>>) => backend.gate.status('c53').state
  const turn = async (backend: Awaited<ReturnType<typeof open>>, ms: number) => {
    machine.pass(ms)
    backend.tick()
    await backend.flush()
  }

  const first = await open()
  await turn(first, 20_000)
  await first.close()
  machine.step(-3 * 60_000)
  const second = await open()
  expect(second.clock.event()).toBe(START + 20_000)
  expect([hasDrifted(second.clock), second.clock.verified]).toEqual([true, false])
  await turn(second, 60_000)
  expect([second.clock.event() > soon, stateOf(second)]).toEqual([true, 'prequeue'])
  machine.step(3 * 60_000)
  await turn(second, 1_000)
  // In a minute it had come three seconds closer to the machine, which was wrong: they are made up for in another.
  expect([Math.round(second.clock.drift() / 1_000), stateOf(second)]).toEqual([3, 'prequeue'])
  for (let seconds = 0; seconds < 60; seconds++) await turn(second, 1_000)
  expect([hasDrifted(second.clock), stateOf(second)]).toEqual([false, 'open'])
  const instants = [...second.ledger.read(1)].map(({ at }) => at)
  expect(instants).toEqual(instants.toSorted((a, b) => a - b))
  expect(verifyChain(second.ledger.read(1)).broken).toBeNull()
  await second.close()
})
