import { describe, expect, it } from 'vitest'
import type { CohortObservation } from '../../../src/backend/alarms/observation.ts'
import { only, run, type Second } from './launch.ts'

it('a healthy hour is silent', () => {
  expect(run(3600, () => ({}))).toEqual([])
})

it('a slow rate is no stall', () => {
  const admitted = (second: number) => Math.floor(second * 0.3)
  const values = (second: number) => ({
    'gate.setRate': 0.3,
    'gate.rateInForce': 0.3,
    'gate.admitted': admitted(second),
    'gate.sessionsSeen': admitted(second),
    'queue.serving': admitted(second),
    'booking.total': Math.floor(second * 0.27),
    'booking.admitted': Math.floor(second * 0.27),
  })
  expect(run(600, second => ({ values: values(second) }))).toEqual([])
})

describe('a stall', () => {
  const line = (admitted: number) => ({
    'gate.admitted': admitted,
    'gate.sessionsSeen': admitted,
    'booking.total': admitted * 0.9,
    'booking.admitted': admitted * 0.9,
  })
  const stuck = (second: number) => ({ ...line(Math.min(second, 60) * 10), 'queue.serving': 1_000 })

  it('is told within a quarter of a minute, and ends with the first admissions', () => {
    const values = (second: number) => (second < 90 ? stuck(second) : line(600 + (second - 90) * 10))
    expect(
      only(
        'stall',
        run(120, second => ({ values: values(second) })),
      ),
    ).toEqual(['63 P1 stall', '94 end stall'])
  })

  it.each([
    ['paused', { paused: true }],
    ['every seat taken', { values: { 'lease.active': 1000 } }],
    ['nobody waiting', { cohort: { waiting: 0 } }],
    ['the rate set to nothing', { values: { 'gate.setRate': 0, 'gate.rateInForce': 0 } }],
  ] as [string, Second][])('is none while %s', (_, why) => {
    const log = run(120, second => ({ ...why, values: { ...stuck(second), ...why.values } }))
    expect(log.filter(line => line.includes('stall'))).toEqual([])
  })
})

describe('the T-0 watchdog', () => {
  const opening = (second: number, admitted: number, state: CohortObservation['state'] = 'open') => ({
    cohort: { opensAt: 30_000, admitted, state: second < 30 ? ('prequeue' as const) : state },
  })

  it('cries ten seconds after an opening without an admission', () => {
    expect(run(60, second => opening(second, second < 50 ? 0 : 5))).toEqual([
      '40 P1 t0-watchdog c53',
      '50 end t0-watchdog c53',
    ])
    expect(run(60, second => opening(second, 0, 'prequeue'))).toEqual(['32 P1 opened-late c53'])
  })

  it('is silent for a good opening, a pause, and a cohort nobody waits for', () => {
    expect(run(60, second => opening(second, second < 35 ? 0 : 5))).toEqual([])
    expect(run(60, second => ({ ...opening(second, 0), paused: true }))).toEqual([])
    expect(run(60, second => ({ cohort: { ...opening(second, 0).cohort, waiting: 0 } }))).toEqual([])
  })
})

it('capacity warns at 90 %, says when it is full, and has hysteresis', () => {
  const load = (second: number) => (second < 10 ? 0.95 : second < 50 ? 0.85 : second < 100 ? 1 : 0.7)
  const log = run(200, second => ({ values: { 'capacity.load': load(second) } }))
  // Ten seconds are no trend; from 50 on it is.
  expect(log).toEqual(['80 P3 capacity-high', '80 P2 capacity-full', '110 end capacity-full', '130 end capacity-high'])
})

describe('the error budget', () => {
  /** A hundred requests a second, of which so many fail from the given second on. */
  const failing = (from: number, perSecond: number, until = Infinity) =>
    run(900, second => ({
      values: { 'http.errors': Math.max(0, Math.min(second, until) - from) * perSecond },
    }))

  it('burns at once when everything fails, and ends when the short window is clean', () => {
    expect(failing(600, 100, 630)).toEqual(['601 P2 error-ratio', '603 P1 error-ratio', '795 end error-ratio'])
  })

  it('burns slowly when a few fail for long', () => {
    expect(failing(300, 3)).toEqual(['302 P2 error-ratio'])
    expect(failing(300, 1)).toEqual(['309 P3 error-ratio'])
  })

  it('bears what a night may cost', () => {
    expect(run(900, second => ({ values: { 'http.errors': Math.floor(second / 4) } }))).toEqual([])
  })
})

it('a lost worker, a drifted clock and too few slots are told', () => {
  expect(run(20, second => ({ values: { 'capacity.alive': second < 5 ? 1000 : 900 } }))).toEqual(['5 P2 worker-lost'])
  expect(run(20, second => ({ values: { 'clock.drift': second < 5 ? 3 : 600 } }))).toEqual(['7 P1 clock-drift'])
  expect(run(20, second => ({ values: { 'slots.left': 3000 - second } }))).toEqual(['10 P2 slots-short'])
})

describe('attempts at a door', () => {
  const attempts = (count: number): Second => ({
    labels: { 'bypass.attempts': { D1: count } },
    values: { 'bypass.attempts': count },
  })

  it('are told at the third or fourth, and over after a quiet minute', () => {
    const count = (second: number) => Math.max(0, Math.min(8, (second - 10) * 2))
    expect(run(100, second => attempts(count(second)))).toEqual(['12 P2 bypass D1', '74 end bypass D1'])
  })

  it('are a P1 when they come in a storm', () => {
    expect(run(12, second => attempts(second < 10 ? 0 : 200))).toEqual(['10 P1 bypass D1'])
  })

  it('now and then are silent', () => {
    expect(run(600, second => attempts(Math.floor(second / 30)))).toEqual([])
  })
})

it('an alert from before a restart ends when its cause is gone', () => {
  expect(run(10, () => ({}), [{ rule: 'worker-lost', subject: '' }])).toEqual(['5 end worker-lost'])
})

describe('an opening of which only a part comes about', () => {
  /** Two hundred a second come in from the second after the opening; pages and bookings as told. */
  const opened = (second: number, pages: number, booked: number): Second => {
    const admitted = Math.max(0, second - 31) * 200
    return {
      cohort: { opensAt: 30_000, admitted, state: second < 30 ? 'prequeue' : 'open' },
      values: {
        'gate.rateInForce': 200,
        'gate.admitted': admitted,
        'gate.sessionsSeen': pages,
        'booking.total': booked,
        'booking.admitted': booked,
        'lease.active': 600,
      },
      without: ['lease.meanSeconds'],
    }
  }
  const watchdog = (at: (second: number) => Second) => only('t0-watchdog', run(180, at))

  it('is told ten seconds after the first are in and see a blank page', () => {
    expect(watchdog(second => opened(second, 0, 0))).toEqual(['41 P1 t0-watchdog c53'])
  })

  it('is told within a minute when the pages open and nobody can book', () => {
    expect(watchdog(second => opened(second, Math.max(0, second - 31) * 200, 0))).toEqual(['76 P1 t0-watchdog c53'])
  })

  it('is none when a crowd needs its forty seconds to book', () => {
    const inside = (second: number, after: number) => Math.max(0, second - 31 - after)
    expect(watchdog(second => opened(second, inside(second, 3) * 200, inside(second, 40) * 180))).toEqual([])
  })
})
