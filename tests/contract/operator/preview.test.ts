import { expect, test } from 'vitest'
import { subjectOf } from '../../../src/backend/booking/registry.ts'
import type { Order } from '../../../src/protocol/commands.ts'
import { createDevice } from '../../../src/simulator/device.ts'
import { openLaunch, openOperators, tokens } from './fixture.ts'

const PEOPLE = 12
const MINUTE = 60_000

/** People in the line for an opening in ten minutes, and an operator who asks what an order would do. */
async function beforeTheOpening() {
  const [cohort] = openLaunch(Date.now() + 11 * MINUTE).cohorts
  if (!cohort) throw new Error('a launch has a cohort')
  const early = { ...cohort, prequeueAt: Date.now() - MINUTE }
  const plane = await openOperators({ launch: { rate: 0.1, cohorts: [early] } })
  const duty = await plane.connect(tokens.duty)
  for (let serial = 0; serial < PEOPLE; serial++) {
    const device = createDevice(plane.citizenUrl, new AbortController().signal)
    await device.join('c53', await device.identify(subjectOf(serial, cohort)))
  }
  return {
    async preview(order: Order) {
      const answer = await duty.ask({ type: 'preview', order })
      if (answer.type !== 'preview') throw new Error(answer.type)
      const { before, after } = answer.preview
      return { before, after, starts: [before.curve[0]?.waiting, after.curve[0]?.waiting] }
    },
    [Symbol.asyncDispose]: () => plane[Symbol.asyncDispose](),
  }
}

test('before the opening a preview counts those who are in line for it', async () => {
  await using evening = await beforeTheOpening()
  const { before, after, starts } = await evening.preview({ kind: 'set-rate', args: { rate: 0.11 } })
  expect(starts).toEqual([PEOPLE, PEOPLE])
  expect(before.lastPersonWaitSeconds).toBeGreaterThan(PEOPLE / 0.2)
  expect(after.lastPersonWaitSeconds).toBeLessThan(before.lastPersonWaitSeconds ?? 0)
})

test('to open is compared with a line that stands, not with one that is empty', async () => {
  await using evening = await beforeTheOpening()
  const { before, after, starts } = await evening.preview({ kind: 'open-cohort', args: { cohort: 'c53' } })
  expect(starts).toEqual([PEOPLE, PEOPLE])
  expect([before.lastPersonWaitSeconds, before.effectiveRate]).toEqual([null, 0])
  expect(after.lastPersonWaitSeconds).toBeGreaterThan(PEOPLE / 0.2)
})
