import { expect, test } from 'vitest'
import type { Order } from '../../../src/protocol/commands.ts'
import { openLaunch, openOperators, tokens } from './fixture.ts'

const MINUTE = 60_000

test('an opening before the pre-queue takes it along, a later one leaves it where it was', async () => {
  const now = Date.now()
  const [cohort] = openLaunch(now).cohorts
  if (!cohort) throw new Error('a launch has a cohort')
  const prequeueAt = now + 50 * MINUTE
  await using plane = await openOperators({
    launch: { cohorts: [{ ...cohort, prequeueAt, opensAt: now + 60 * MINUTE }] },
  })
  const [duty, second] = [await plane.connect(tokens.duty), await plane.connect(tokens.second)]
  const present = () => plane.backend.control.snapshot().cohorts[0]

  async function schedule(opensAt: number) {
    const order: Order = { kind: 'schedule-cohort', args: { cohort: 'c53', opensAt, closesAt: cohort?.closesAt ?? 0 } }
    const asked = await duty.ask({ type: 'preview', order })
    if (asked.type !== 'preview') throw new Error(asked.type)
    const answer = await duty.command(order, asked.preview.revision, asked.preview.id)
    if (answer.type !== 'command') throw new Error(answer.type)
    if (answer.command.state === 'awaiting-approval')
      await second.ask({ type: 'approve', id: answer.command.id, approve: true })
    return asked.preview.approvalReason
  }

  expect(await schedule(now + 90 * MINUTE)).toBe(null)
  expect(present()).toMatchObject({ prequeueAt, opensAt: now + 90 * MINUTE })
  expect(await schedule(now + 55 * MINUTE)).toBe('early')
  expect(present()).toMatchObject({ prequeueAt, opensAt: now + 55 * MINUTE })
  expect(await schedule(now + 40 * MINUTE)).toBe('early')
  expect(present()).toMatchObject({ prequeueAt: now + 40 * MINUTE, opensAt: now + 40 * MINUTE })
})
