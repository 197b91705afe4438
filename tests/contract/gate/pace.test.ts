import { expect, test } from 'vitest'
import { estimateWait } from '../../../src/rules/eta.ts'
import { answer, cohort, EIGHT, join, MINUTE, opened } from './stage.ts'

const { id } = cohort()

test('the document foresees a cohort that is due: it will take its share, and an estimate knows', async () => {
  const { stage } = await opened(0)
  for (let who = 0; who < 3; who++) await join(stage, who)
  expect(stage.gate.status(id).pace).toBeUndefined()
  const opensAt = EIGHT + 30 * MINUTE
  const { weight } = cohort()
  stage.gate.setCohort({ ...cohort(), id: 'later', prequeueAt: opensAt - MINUTE, opensAt, weight: 3 * weight })
  await stage.run(1_000)
  const status = stage.gate.status(id)
  const [[at, times] = []] = status.pace ?? []
  expect(times).toBe(0.25)
  expect(Math.abs((at ?? 0) - (opensAt - status.serverTime) / 1_000)).toBeLessThan(1)
  // Who waits beyond the opening waits longer than at the present rate.
  const far = { ...status, serving: 0, issued: 1e6, admissionsPerSecond: 4, slotsLeft: 1e6 }
  const now = estimateWait({ ...far, pace: undefined }, 1e6)?.likelySeconds ?? 0
  expect(estimateWait(far, 1e6)?.likelySeconds).toBeGreaterThan(3 * now)

  stage.gate.closeCohort('later')
  await answer(stage, Promise.resolve())
  await stage.run(1_000)
  expect(stage.gate.status(id).pace).toBeUndefined()
})
