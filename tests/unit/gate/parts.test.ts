import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admissionsDue, rateInForce } from '../../../src/backend/gate/intake.ts'
import { createEntries } from '../../../src/backend/gate/entries.ts'
import { createRandom } from '../../../src/rules/random.ts'
import { createHeartbeats } from '../../../src/backend/gate/heartbeats.ts'
import { createPace } from '../../../src/backend/gate/pace.ts'
import { pour } from '../../../src/rules/pour.ts'
import { createShows } from '../../../src/backend/gate/shows.ts'
import { createHeap } from '../../../src/backend/store/heap.ts'
import { createOperations } from '../../../src/backend/store/operations.ts'
import { createPlaces } from '../../../src/backend/store/places.ts'

describe('the rate in force', () => {
  const ramp = { rate: 100, paused: false, ramp: { from: 1000, to: 11_000 }, revision: 1 }

  test('climbs in a straight line from 10 % to 100 %', () => {
    expect(rateInForce(ramp, 0)).toBe(10)
    expect(rateInForce(ramp, 1000)).toBe(10)
    expect(rateInForce(ramp, 6000)).toBeCloseTo(55)
    expect(rateInForce(ramp, 11_000)).toBe(100)
    expect(rateInForce({ ...ramp, paused: true }, 11_000)).toBe(0)
  })

  test('allows the same number of admissions however the time is cut', () => {
    const whole = admissionsDue(ramp, 0, 20_000)
    expect(whole).toBeCloseTo(10 + 550 + 900)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 50 }), cuts => {
        const instants = [0, ...cuts.sort((a, b) => a - b), 20_000]
        let sum = 0
        for (let at = 1; at < instants.length; at++) {
          sum += admissionsDue(ramp, instants[at - 1] ?? 0, instants[at] ?? 0)
        }
        expect(sum).toBeCloseTo(whole)
      }),
    )
  })
})

test('pouring loses nothing, overfills nothing, and keeps to the weights', () => {
  const vessel = fc.record({
    weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
    room: fc.double({ min: 0, max: 50, noNaN: true }),
  })
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 200, noNaN: true }),
      fc.array(vessel, { minLength: 1, maxLength: 8 }),
      (amount, vessels) => {
        const got = pour(amount, vessels)
        const room = vessels.reduce((sum, { room }) => sum + room, 0)
        expect(got.reduce((sum, share) => sum + share, 0)).toBeCloseTo(Math.min(amount, room), 6)
        for (const [at, { room }] of vessels.entries()) expect(got[at]).toBeLessThanOrEqual(room + 1e-9)
      },
    ),
  )
  const endless = [1, 2, 5].map(weight => ({ weight, room: Infinity }))
  expect(pour(16, endless)).toEqual([2, 4, 10])
})

test('a heap gives its entries in order of their keys', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), keys => {
      const heap = createHeap()
      for (const key of keys) heap.push(key, key * 2)
      const out: number[] = []
      for (; heap.size > 0; heap.pop()) {
        expect(heap.topValue()).toBe(heap.topKey() * 2)
        out.push(heap.topKey())
      }
      expect(out).toEqual(keys.sort((a, b) => a - b))
      expect(heap.topKey()).toBe(Infinity)
    }),
  )
})

test('places find every person again, with or without even hashes, also through their blocks', () => {
  const places = createPlaces()
  const person = (number: number) => {
    const bytes = Buffer.alloc(16)
    bytes.writeUInt32LE(number, 12)
    return bytes
  }
  const client = Buffer.alloc(8, 9)
  const COUNT = 40_000
  for (let index = 1; index <= COUNT; index++) expect(places.append(person(index), client)).toBe(index)
  places.setState(777, 'leased')
  places.setClient(777, Buffer.alloc(8, 1))
  const copy = createPlaces()
  for (let block = 0; block <= places.blockOf(COUNT); block++) copy.decode(places.encode(block))
  for (const each of [places, copy]) {
    expect(each.count).toBe(COUNT)
    for (let index = 1; index <= COUNT; index++) if (each.find(person(index)) !== index) expect.unreachable()
    expect(each.find(person(COUNT + 1))).toBe(0)
    expect(each.get(777)).toEqual({ state: 'leased', generation: 1 })
    expect(each.isClient(777, client)).toBe(false)
    expect(each.isClient(778, client)).toBe(true)
    expect(Buffer.from(each.person(12_345))).toEqual(person(12_345))
  }
})

describe('operations for the ledger', () => {
  test('are one batch a cohort, runs of joins and calls in one word', () => {
    const operations = createOperations()
    for (let index = 1; index <= 500; index++) operations.note('a', 'j', index)
    operations.note('b', 'j', 1)
    operations.note('a', 'c', 3)
    operations.note('a', 'c', 9)
    operations.note('a', 'a', 2)
    operations.note('b', 'j', 2)
    expect(operations.take()).toEqual([
      { kind: 'gate', cohort: 'a', ops: ['j500', 'c9', 'a2'] },
      { kind: 'gate', cohort: 'b', ops: ['j2'] },
    ])
    expect(operations.take()).toEqual([])
  })

  test('keep the order of what happens to seats across cohorts, and of everything within one', () => {
    const op = fc.record({
      cohort: fc.constantFrom('a', 'b', 'c'),
      letter: fc.constantFrom('p', 'a', 'b', 'l', 'x'),
    })
    fc.assert(
      fc.property(fc.array(op, { maxLength: 60 }), list => {
        const operations = createOperations()
        for (const [at, { cohort, letter }] of list.entries()) operations.note(cohort, letter, at)
        const out = operations.take().flatMap(({ cohort, ops }) => ops.map(text => ({ cohort, text })))
        const said = list.map(({ cohort, letter }, at) => ({ cohort, text: `${letter}${at}` }))
        const onSeats = (ops: typeof out) => ops.filter(({ text }) => text[0] !== 'p')
        expect(onSeats(out)).toEqual(onSeats(said))
        for (const cohort of ['a', 'b', 'c']) {
          const ofCohort = (ops: typeof out) => ops.filter(each => each.cohort === cohort)
          expect(ofCohort(out)).toEqual(ofCohort(said))
        }
      }),
    )
  })
})

test('shows expect fewer of those called the longer these are silent, and none at last', () => {
  const shows = createShows()
  shows.called('a', 100, 100, 0)
  let before = shows.expected('a', 0)
  expect(before).toBeCloseTo(80, 0)
  for (let at = 2000; at <= 8000; at += 2000) {
    const now = shows.expected('a', at)
    expect(now).toBeLessThan(before)
    before = now
  }
  expect(shows.expected('a', 12_000)).toBe(0)
  // A number called before anything was remembered says nothing about delays.
  const delay = shows.meanDelay
  shows.claimed('a', 5000, 13_000)
  expect(shows.meanDelay).toBe(delay)
})

test('a pace follows a new setting at once, and rests while paused', () => {
  const pace = createPace(0, 0)
  for (let second = 1; second <= 600; second++) pace.note(second * 14, second * 1000, 10)
  expect(pace.perSecond).toBeCloseTo(14, 0)
  pace.note(600 * 14, 600_000, 20)
  expect(pace.perSecond).toBeCloseTo(28, 0)
  for (let second = 601; second < 900; second++) pace.note(600 * 14, second * 1000, 0)
  expect(pace.perSecond).toBeCloseTo(28, 0)
})

test('heartbeats tell who has gone from who is still there', () => {
  const heartbeats = createHeartbeats()
  for (let number = 64; number <= 64 * 100; number += 64) heartbeats.note('a', number, 0)
  for (let number = 64; number <= 64 * 75; number += 64) heartbeats.note('a', number, 200_000)
  expect(heartbeats.vigil('a', 0, 200_000, 90_000).silentShare).toBeCloseTo(0.25)
  expect(heartbeats.vigil('a', 64 * 90, 300_000, 90_000).silentShare).toBeUndefined()
  expect(heartbeats.vigil('b', 0, 0, 90_000).silentShare).toBeUndefined()
})

test('heartbeats tell the rate of giving up, of those called and of those who still wait', () => {
  const random = createRandom(64)
  const heartbeats = createHeartbeats()
  const mean = 36_000_000
  const goes = Array.from({ length: 4_000 }, () => random.exponential(mean))
  for (let at = 0; at <= 7_200_000; at += 60_000) {
    for (const [index, gone] of goes.entries()) {
      if (at < gone) heartbeats.note('a', index + 1, at)
      // Half of those who go say so, and some of the front is called meanwhile.
      else if (at - gone < 60_000 && index % 2 === 0) heartbeats.left('a', index + 1, at)
    }
    heartbeats.vigil('a', Math.floor(at / 7_200), at, 90_000)
  }
  const { leavingPerSecond = Number.NaN } = heartbeats.vigil('a', 1_000, 7_205_000, 90_000)
  expect(leavingPerSecond * mean).toBeGreaterThan(900)
  expect(leavingPerSecond * mean).toBeLessThan(1_100)
})

test('whoever comes back from a dead network had not gone', () => {
  const heartbeats = createHeartbeats()
  for (let number = 1; number <= 40; number++) heartbeats.note('a', number, 0)
  expect(heartbeats.vigil('a', 0, 100_000, 90_000).silentShare).toBe(1)
  for (let number = 1; number <= 40; number++) heartbeats.note('a', number, 101_000)
  expect(heartbeats.vigil('a', 0, 120_000, 90_000)).toEqual({ silentShare: 0, leavingPerSecond: undefined })
})

test('entries tell when an index joined, to the second, and nothing of the time before them', () => {
  const entries = createEntries()
  for (let at = 0; at <= 600_000; at += 100) entries.note('a', 500 + Math.floor(at / 10), at)
  expect(entries.joinedAt('a', 500)).toBeUndefined()
  for (const index of [501, 777, 30_000, 60_400]) {
    const joined = entries.joinedAt('a', index) ?? Number.NaN
    expect(Math.abs(joined - (index - 500) * 10)).toBeLessThanOrEqual(1_000)
  }
  expect(entries.joinedAt('b', 501)).toBeUndefined()
})
