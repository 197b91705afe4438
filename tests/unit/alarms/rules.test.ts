import { describe, expect, it } from 'vitest'
import { createEvaluator } from '../../../src/backend/alarms/evaluate.ts'
import type { CohortObservation, Observation } from '../../../src/backend/alarms/observation.ts'
import type { Sample } from '../../../src/protocol/console.ts'

/** A healthy second of a launch; a test changes what it is about. */
const healthy: Sample['values'] = {
  'gate.setRate': 10,
  'gate.rateInForce': 10,
  'gate.showRatio': 0.8,
  'capacity.seats': 1000,
  'capacity.alive': 1000,
  'capacity.load': 0.6,
  'lease.active': 600,
  'slots.left': 50_000,
  'booking.conversion': 0.9,
  'booking.latencyP95': 40,
  'http.errorRatio': 0.001,
  'clock.drift': 3,
}

const cohort: CohortObservation = {
  id: 'c53',
  state: 'open',
  opensAt: 0,
  closesAt: 86_400_000,
  waiting: 5000,
  admitted: 100,
}

type Second = {
  values?: Sample['values']
  labels?: Sample['labels']
  paused?: boolean
  cohort?: Partial<CohortObservation>
}

/** Runs a launch second by second; tells when each alert began and ended. */
function run(seconds: number, at: (second: number) => Second, active: Parameters<typeof createEvaluator>[0] = []) {
  const evaluator = createEvaluator(active)
  const standing = new Set<string>(active.map(({ rule, subject }) => `${rule}${subject && ` ${subject}`}`))
  const log: string[] = []
  for (let second = 0; second < seconds; second++) {
    const { values, labels = {}, paused = false, cohort: changed } = at(second)
    const observation: Observation = {
      paused,
      cohorts: [{ ...cohort, admitted: 100 + second * 10, ...changed }],
      sample: {
        type: 'sample',
        sequence: second + 1,
        full: true,
        at: second * 1000,
        eventTime: second * 1000,
        labels,
        values: { ...healthy, 'gate.admitted': second * 10, ...values },
      },
    }
    for (const { rule, subject, active, priority } of evaluator.judge(observation)) {
      const name = `${rule}${subject && ` ${subject}`}`
      if (active === standing.has(name)) continue
      if (active) standing.add(name)
      else standing.delete(name)
      log.push(active ? `${second} P${priority} ${name}` : `${second} end ${name}`)
    }
  }
  return log
}

it('a healthy hour is silent', () => {
  expect(run(3600, () => ({}))).toEqual([])
})

it('a slow rate is no stall', () => {
  const admitted = (second: number) => Math.floor(second * 0.3)
  const values = (second: number) => ({
    'gate.setRate': 0.3,
    'gate.rateInForce': 0.3,
    'gate.admitted': admitted(second),
  })
  expect(run(600, second => ({ values: values(second) }))).toEqual([])
})

describe('a stall', () => {
  const stuck = (second: number) => ({ 'gate.admitted': Math.min(second, 60) * 10 })

  it('is told within a quarter of a minute, and ends with the first admissions', () => {
    const values = (second: number) => (second < 90 ? stuck(second) : { 'gate.admitted': 600 + (second - 90) * 10 })
    expect(run(120, second => ({ values: values(second) }))).toEqual(['72 P1 stall', '94 end stall'])
  })

  it.each([
    ['paused', { paused: true }],
    ['every seat taken', { values: { 'lease.active': 1000 } }],
    ['nobody waiting', { cohort: { waiting: 0 } }],
    ['the rate set to nothing', { values: { 'gate.setRate': 0 } }],
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
    expect(run(60, second => opening(second, 0, 'prequeue'))).toEqual(['40 P1 t0-watchdog c53'])
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

it('errors are a P2, many a P1', () => {
  const ratio = (second: number) => (second < 10 ? 0 : second < 20 ? 0.02 : second < 40 ? 0.08 : 0)
  expect(run(80, second => ({ values: { 'http.errorRatio': ratio(second) } }))).toEqual([
    '15 P2 error-ratio',
    '55 end error-ratio',
  ])
})

it('a lost worker, a drifted clock and too few slots are told', () => {
  expect(run(20, second => ({ values: { 'capacity.alive': second < 5 ? 1000 : 900 } }))).toEqual(['5 P2 worker-lost'])
  expect(run(20, second => ({ values: { 'clock.drift': second < 5 ? 3 : 600 } }))).toEqual(['7 P1 clock-drift'])
  expect(run(20, () => ({ values: { 'slots.left': 3000 } }))).toEqual(['10 P2 slots-short'])
})

describe('attempts at a door', () => {
  const attempts = (count: number): Second => ({
    labels: { 'bypass.attempts': { D1: count } },
    values: { 'bypass.attempts': count },
  })

  it('are told at the fifth within ten seconds, and over after a quiet minute', () => {
    const count = (second: number) => Math.max(0, Math.min(8, (second - 10) * 2))
    expect(run(100, second => attempts(count(second)))).toEqual(['13 P2 bypass D1', '74 end bypass D1'])
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
