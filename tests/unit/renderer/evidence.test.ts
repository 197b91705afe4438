import { describe, expect, it } from 'vitest'
import { eventSeconds, frameOf, labelOf, metricsOf, spanOf } from '../../../src/renderer/alerts/screen/evidence.ts'
import { alertOf, cohortOf } from './nouns.ts'

const MINUTE = 60_000
const at = (s: number, value: number) => ({ at: s * 1_000, eventTime: s * 60_000, value })

describe('the evidence of an alert', () => {
  it('begins three minutes before it went wrong, and ends now or a minute after it was over', () => {
    const alert = alertOf({ raisedAt: 10 * MINUTE })
    expect(spanOf(alert, 20 * MINUTE)).toEqual({ from: 7 * MINUTE, to: 20 * MINUTE })
    const evidence = { metrics: ['clock.drift'] as const, from: 8 * MINUTE, to: 9 * MINUTE, explanation: [] }
    const judged = alertOf({
      raisedAt: 10 * MINUTE,
      resolvedAt: 12 * MINUTE,
      evidence: { ...evidence, metrics: ['clock.drift'] },
    })
    expect(spanOf(judged, 20 * MINUTE)).toEqual({ from: 5 * MINUTE, to: 13 * MINUTE })
    expect(spanOf(alert, 100 * MINUTE)).toEqual({ from: 40 * MINUTE, to: 100 * MINUTE })
  })

  it('is about the judged metric first, and about the door that the alert names', () => {
    expect(metricsOf(alertOf({ metric: 'bypass.attempts' }))).toEqual(['bypass.attempts'])
    expect(metricsOf(alertOf({ metric: null }))).toEqual([])
    const cohorts = [cohortOf({ id: 'age-53' })]
    expect(labelOf(alertOf({ subject: 'D3' }), 'bypass.attempts', cohorts)).toBe('D3')
    expect(labelOf(alertOf({ subject: 'D3' }), 'http.errorRatio', cohorts)).toBeNull()
    expect(labelOf(alertOf({ subject: '' }), 'bypass.attempts', cohorts)).toBeNull()
    expect(labelOf(alertOf({ subject: 'age-53' }), 'queue.waiting', cohorts)).toBe('age-53')
    // People wait for a cohort, and at no door: beside a door the whole line is shown.
    expect(labelOf(alertOf({ subject: 'D6' }), 'queue.waiting', cohorts)).toBeNull()
  })

  it('finds the event time of a moment in a drill that runs faster', () => {
    expect(eventSeconds(alertOf({ raisedAt: 1_000, eventTime: 500_000 }), 2_000, 60)).toBe(560)
  })

  it('draws a hole as a hole', () => {
    const { x, y } = frameOf([at(1, 5), at(2, 6), at(60, 7)], 'http.errorRatio', 0, 8_000)
    expect(x).toHaveLength(2)
    const whole = frameOf([...Array.from({ length: 30 }, (_, i) => at(i, 5)), at(90, 7)], 'http.errorRatio', 0, 100_000)
    expect(whole.y.at(-2)).toBeNull()
    expect(y).toEqual([5, 6])
  })

  it('shows a counter as what was counted within ten seconds, a boot between', () => {
    const points = [...Array.from({ length: 20 }, (_, i) => at(i, i * 2)), at(20, 1)]
    const { y } = frameOf(points, 'bypass.attempts', 10_000, 30_000)
    expect(y[0]).toBe(20)
    expect(y.at(-2)).toBe(20)
    expect(y.at(-1)).toBeNull()
  })
})
