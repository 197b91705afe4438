import { describe, expect, test } from 'vitest'
import { createController } from '../../../src/backend/gate/controller.ts'
import { createShows } from '../../../src/backend/gate/shows.ts'
import { quantile, runCrowd, worstWindow } from './crowd.ts'

const MINUTES = 60
/** Near the front a page asks every 1–10 s. */
const polling = (random: () => number) => (random() < 0.5 ? random() * 1.5 : random() * 10)

describe('with 30 % who do not come', () => {
  const table = [0.5, 3.9, 30, 300].flatMap(rate => [100, 1000, 5000].map(stepMs => ({ rate, stepMs })))
  test.each(table)('$rate a second is met in steps of $stepMs ms', ({ rate, stepMs }) => {
    const seconds = 20 * MINUTES
    const run = runCrowd({
      seed: 11,
      rate: () => rate,
      seconds,
      stepMs,
      showRatio: 0.7,
      delay: polling,
      waiting: 1_000_000,
    })
    expect(worstWindow(run.admitted, rate, MINUTES, seconds)).toBeLessThan(5)
    expect(quantile(run.parked, 0.5)).toBeLessThan(10 + stepMs / 1000)
    expect(run.shows.ratio).toBeGreaterThan(0.6)
    expect(run.shows.ratio).toBeLessThan(0.8)
  })

  test('a raised rate is met a minute later, although those far back ask seldom', () => {
    const run = runCrowd({
      seed: 5,
      rate: second => (second < 600 ? 3.9 : 100),
      seconds: 1500,
      stepMs: 1000,
      showRatio: 0.7,
      delay: (random, second) => (second >= 600 && second < 720 ? random() * random() * 120 : random() * 8),
      waiting: 1_000_000,
    })
    expect(worstWindow(run.admitted, 3.9, 60, 600)).toBeLessThan(5)
    expect(worstWindow(run.admitted, 100, 660, 1500)).toBeLessThan(5)
  })

  test('a lowered rate is met at once, whoever is parked', () => {
    const run = runCrowd({
      seed: 5,
      rate: second => (second < 600 ? 100 : 4),
      seconds: 1500,
      stepMs: 100,
      showRatio: 0.7,
      delay: random => random() * 8,
      waiting: 1_000_000,
    })
    expect(worstWindow(run.admitted, 4, 601, 1500)).toBeLessThan(5)
  })
})

test('in a fast drill the rate is met although steps are long and some are missed', () => {
  const seconds = 20 * MINUTES
  const [rate, speed] = [60, 60]
  const run = runCrowd({
    seed: 12,
    rate: () => rate,
    seconds,
    stepMs: 100 * speed,
    speed,
    missed: 0.3,
    showRatio: 0.7,
    delay: polling,
    waiting: 1_000_000,
  })
  // Steps of up to half a minute fill no window of five minutes evenly: what counts is that nothing is lost.
  const admitted = run.admitted.slice(MINUTES).reduce((sum, people) => sum + people, 0)
  expect(admitted / (seconds - MINUTES)).toBeGreaterThan(rate * 0.98)
  expect(admitted / (seconds - MINUTES)).toBeLessThan(rate * 1.02)
})

test('where seats limit, calling slows down to what they allow, and they stay in use', () => {
  const run = runCrowd({
    seed: 6,
    rate: () => 30,
    seconds: 1800,
    stepMs: 100,
    showRatio: 0.7,
    delay: random => random() * 8,
    waiting: 1_000_000,
    seats: 300,
    held: 120,
  })
  const perSecond = run.admitted.slice(300).reduce((sum, people) => sum + people, 0) / 1500
  expect(perSecond).toBeGreaterThan((300 / 120) * 0.93)
  expect(run.mostParked).toBeLessThan(60)
  expect(quantile(run.parked, 0.95)).toBeLessThan(15)
})

describe('credit', () => {
  const line = { cohort: 'x', weight: 1, waiting: 1000, parked: 0, credit: 0 }
  const conditions = { at: 0, rate: 20, due: 0, freeSeats: 1000, lines: [line] }

  test('is kept for a second at most, and one admission at least', () => {
    const controller = createController(createShows(), 0)
    expect(controller.decide({ ...conditions, at: 1000, due: 20 })[0]).toMatchObject({ grant: 20, cap: 20 })
    expect(controller.decide({ ...conditions, at: 1100, rate: 0.1, due: 0.01 })[0]).toMatchObject({ cap: 1 })
  })

  test('does not grow while nothing is to be admitted', () => {
    const controller = createController(createShows(), 0)
    expect(controller.decide({ ...conditions, at: 1000, rate: 0, due: 0 })[0]).toEqual({
      cohort: 'x',
      grant: 0,
      cap: 0,
      call: 0,
    })
  })

  test('of a long standstill is not made up for', () => {
    const controller = createController(createShows(), 0)
    const [decision] = controller.decide({
      ...conditions,
      at: 600_000,
      due: 12_000,
      lines: [{ ...line, parked: 5000 }],
    })
    expect(decision?.grant).toBeCloseTo(200)
  })

  test('is shared by weight, and what one cohort cannot use flows on', () => {
    const controller = createController(createShows(), 0)
    const lines = [
      { ...line, cohort: 'a', weight: 3, parked: 1000 },
      { ...line, cohort: 'b', weight: 1, parked: 1000 },
      { ...line, cohort: 'c', weight: 4, waiting: 0, parked: 0, credit: 10 },
    ]
    const [a, b, c] = controller.decide({ ...conditions, at: 1000, due: 20, lines })
    expect(a?.grant).toBeCloseTo(15)
    expect(b?.grant).toBeCloseTo(5)
    expect(c).toMatchObject({ grant: 0, call: 0 })
  })
})
