import { expect, test } from 'vitest'
import { planNotes } from '../../../src/backend/planning/notes.ts'
import { launchSchema } from '../../../src/backend/launch.ts'
import { loadScenario } from '../../../src/simulator/scenario.ts'
import { launchOf } from '../../../src/simulator/launch.ts'

const launch = {
  ...launchSchema.parse(launchOf(loadScenario('calm'))),
  leaseMs: 300_000,
  workers: [{ id: 'w', seats: 600 }],
}
const opens = Math.max(...launch.cohorts.map(({ opensAt }) => opensAt))

test('a rate that one person may let in again, before anybody’s end, is nothing to note', () => {
  expect(planNotes({ ...launch, rate: 3 }, opens)).toEqual([])
})

test('a rate above three quarters of what the seats take is noted with the rate that is not', () => {
  expect(planNotes({ ...launch, rate: 3.1 }, opens)).toEqual([
    { note: 'rate', rate: 3.1, seats: 600, most: 4, alone: 3, leaseSeconds: 150 },
  ])
})

test('each cohort whose time is over is noted', () => {
  const ends = launch.cohorts.map(({ id, closesAt }) => ({ note: 'over', cohort: id, closesAt }))
  const over = { ...launch, rate: 3, slots: [] }
  expect(planNotes(over, Math.max(...ends.map(({ closesAt }) => closesAt)))).toEqual(ends)
})

test('slots that have begun are noted together', () => {
  const slots = [9, 10, 11].map(hour => ({
    ...launch.slots[0]!,
    date: '2021-07-26',
    time: `${String(hour).padStart(2, '0')}:00`,
    doses: hour,
  }))
  const at = (time: string) =>
    planNotes({ ...launch, rate: 3, cohorts: [], slots }, Date.parse(`2021-07-26T${time}+09:00`))
  expect(at('08:59:59')).toEqual([])
  expect(at('10:00:00')).toEqual([{ note: 'begun', slots: 2, doses: 19 }])
})
