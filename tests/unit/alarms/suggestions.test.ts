import { expect, it } from 'vitest'
import { createEvaluator } from '../../../src/backend/alarms/evaluate.ts'
import { furtherSlots } from '../../../src/backend/alarms/furtherSlots.ts'
import { alarmRules } from '../../../src/backend/alarms/rules.ts'
import { orderSchema } from '../../../src/protocol/commands.ts'
import type { Site, Slot } from '../../../src/protocol/citizen.ts'
import { observationAt } from './launch.ts'

const site = (id: string, left: number): Site => ({ id, name: { ko: id, en: id }, region: 'Seoul', left })
const slot = (of: string, date: string, time: string): Slot => ({
  id: 1,
  site: of,
  vaccine: 'moderna',
  date,
  time,
  left: 0,
})

const bookings = {
  sites: () => [site('full', 90), site('short', 0), site('closed', 0)],
  slots: (id: string) =>
    id === 'closed'
      ? []
      : [slot(id, '2021-07-30', '09:00'), slot(id, '2021-07-31', '10:00'), slot(id, '2021-07-31', '09:30')],
}

it('further doses go where least is left, the day after the last, and cover what is short', () => {
  expect(furtherSlots(bookings)).toEqual([
    { site: 'short', vaccine: 'moderna', date: '2021-08-01', time: '09:30' },
    { site: 'full', vaccine: 'moderna', date: '2021-08-01', time: '09:30' },
  ])
  const evaluator = createEvaluator({ table: { 'slots-short': alarmRules['slots-short'] } })
  // 5,000 wait, of whom 3,600 are expected to book.
  const short = (second: number) => ({
    ...observationAt(second, { values: { 'slots.left': 3_000 } }),
    furtherSlots: () => furtherSlots(bookings),
  })
  for (let second = 0; second < 10; second++) expect(evaluator.judge(short(second))).toEqual([])
  const [verdict] = evaluator.judge(short(10))
  expect(orderSchema.parse(verdict?.suggestion)).toMatchObject({
    kind: 'add-slots',
    args: {
      slots: [
        { site: 'short', doses: 300 },
        { site: 'full', doses: 300 },
      ],
    },
  })
})
