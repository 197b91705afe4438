import { expect, test } from 'vitest'
import { createRandom } from '../../../src/rules/random.ts'
import { createPeople } from '../../../src/simulator/people.ts'
import { createWheel } from '../../../src/simulator/wheel.ts'

/** Ticks after which the wheel is where it was. */
const ROUND = 16_384

test('everybody comes at their tick, near or rounds away', () => {
  const random = createRandom(7)
  const wheel = createWheel(createPeople(5000).records)
  const due = Array.from({ length: 5000 }, (_, person) => {
    const tick = 1 + random.int(60_000)
    wheel.schedule(person, tick)
    return tick
  })
  const came: number[] = []
  wheel.advance(60_000, person => (came[person] = wheel.now))
  expect(came).toEqual(due)
  expect(wheel.size).toBe(0)
})

test('what is overdue comes next, and a person may schedule again while coming', () => {
  const wheel = createWheel(createPeople(2).records)
  wheel.advance(10, () => undefined)
  const came: [number, number][] = []
  wheel.schedule(1, 3)
  wheel.advance(14, person => {
    came.push([person, wheel.now])
    if (came.length < 3) wheel.schedule(person, wheel.now)
  })
  expect(came).toEqual([
    [1, 11],
    [1, 12],
    [1, 13],
  ])
})

test('everybody comes in one tick, however many, and may come again in the next round', () => {
  const wheel = createWheel(createPeople(200).records)
  for (let person = 0; person < 200; person++) wheel.schedule(person, 5)
  const counts: number[] = []
  wheel.advance(20_000, person => {
    counts[wheel.now] = (counts[wheel.now] ?? 0) + 1
    if (wheel.now === 5) wheel.schedule(person, 5 + ROUND)
  })
  expect(counts.filter(count => count > 0)).toEqual([200, 200])
  expect([counts[5], counts[5 + ROUND]]).toEqual([200, 200])
  expect(wheel.size).toBe(0)
})

test('a tick takes everybody, in the order in which they were scheduled', () => {
  const people = 1000
  const wheel = createWheel(createPeople(people).records)
  const came: number[] = []
  for (let round = 1; round <= 3; round++) {
    for (let person = 0; person < people; person++) wheel.schedule(person, round * 2000)
    wheel.advance(round * 2000, person => came.push(person))
  }
  const everybody = Array.from({ length: people }, (_, person) => person)
  expect(came).toEqual([...everybody, ...everybody, ...everybody])
  expect(wheel.size).toBe(0)
})

test('all people together find room, wherever their ticks lie', () => {
  const people = 3000
  const random = createRandom(3)
  const wheel = createWheel(createPeople(people).records)
  const seen = new Uint32Array(people)
  for (let person = 0; person < people; person++) wheel.schedule(person, 1 + random.int(4096))
  // Everybody comes back at once, now and then all at the same tick.
  wheel.advance(40_000, person => {
    seen[person] = (seen[person] ?? 0) + 1
    wheel.schedule(
      person,
      random.next() < 0.5 ? wheel.now + 1 + random.int(5000) : (Math.floor(wheel.now / 500) + 1) * 500,
    )
  })
  expect(wheel.size).toBe(people)
  expect(Math.min(...seen)).toBeGreaterThan(5)
})

test('of two events of one person the earlier comes, and the later not at all', () => {
  const random = createRandom(11)
  const people = 500
  const wheel = createWheel(createPeople(people).records)
  const due = Array.from({ length: people }, (_, person) => {
    const ticks = Array.from({ length: 6 }, () => 1 + random.int(9000))
    for (const tick of ticks) wheel.schedule(person, tick)
    return [Math.min(...ticks)]
  })
  expect(wheel.size).toBe(people)
  const came: number[][] = Array.from({ length: people }, () => [])
  wheel.advance(20_000, person => came[person]?.push(wheel.now))
  expect(came).toEqual(due)
  expect(wheel.size).toBe(0)
})

test('events that are moved forward again and again find room', () => {
  const wheel = createWheel(createPeople(1).records)
  let came = 0
  // Each round leaves cells behind in many buckets, in the end more in each than a block holds.
  wheel.schedule(0, 1)
  wheel.advance(20_000, () => {
    came++
    if (wheel.now >= 10_000) return
    for (let ahead = 2047; ahead > 1900; ahead--) wheel.schedule(0, wheel.now + ahead)
    wheel.schedule(0, wheel.now + 1)
  })
  expect(came).toBe(10_000)
  expect(wheel.size).toBe(0)
})
