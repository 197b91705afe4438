import { expect, test } from 'vitest'
import { readPlaces } from '../../../src/console/places.ts'
import type { PlannedSlot } from '../../../src/protocol/plan.ts'

const sites = [{ id: 'site-1', name: { ko: '회관', en: 'Hall' }, region: 'seoul' }]
const slot = (date: string, time: string, vaccine = 'moderna'): PlannedSlot => ({
  site: 'site-1',
  vaccine,
  date,
  time,
  doses: 5,
})

/** A plan in pages of two. */
const pagesOf = (slots: readonly PlannedSlot[]) => {
  const asked: number[] = []
  const page = (after: number) => {
    asked.push(after)
    return Promise.resolve({
      sites,
      slots: slots.slice(after, after + 2),
      next: after + 2 < slots.length ? after + 2 : null,
    })
  }
  return { asked, page }
}

test('the last day of the whole plan is offered as it begins, and every vaccine, on whichever page they stand', async () => {
  const { asked, page } = pagesOf([
    slot('2021-07-26', '10:00'),
    slot('2021-07-26', '09:00'),
    slot('2021-08-08', '11:00'),
    slot('2021-08-08', '09:30', 'pfizer'),
    slot('2021-08-08', '10:00'),
  ])
  expect(await readPlaces(page)).toEqual({
    sites,
    vaccines: ['moderna', 'pfizer'],
    last: { site: 'site-1', vaccine: 'pfizer', date: '2021-08-08', time: '09:30' },
  })
  expect(asked).toEqual([0, 2, 4])
})

test('an empty plan has a site and no time', async () => {
  expect(await readPlaces(pagesOf([]).page)).toEqual({ sites, vaccines: [], last: null })
})
