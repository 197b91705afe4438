import { describe, expect, it } from 'vitest'
import { joinPoints, pointOf } from '../../../src/console/series.ts'
import type { Sample } from '../../../src/protocol/console.ts'

const point = (at: number, value = at) => ({ at, eventTime: at * 10, value })

describe('a series of the console', () => {
  it('reads the whole of a metric or the part of one label, and nothing where it was not measured', () => {
    const sample: Sample = {
      type: 'sample',
      sequence: 1,
      full: true,
      at: 5,
      eventTime: 50,
      values: { 'bypass.attempts': 9 },
      labels: { 'bypass.attempts': { D3: 4 } },
    }
    const asked = { metric: 'bypass.attempts', from: 0, to: 9 } as const
    expect(pointOf(sample, { ...asked, label: null })).toEqual({ at: 5, eventTime: 50, value: 9 })
    expect(pointOf(sample, { ...asked, label: 'D3' })?.value).toBe(4)
    expect(pointOf(sample, { ...asked, label: 'D1' })).toBeUndefined()
    expect(pointOf(sample, { ...asked, metric: 'clock.drift', label: null })).toBeUndefined()
  })

  it('joins two memories in order, each moment once', () => {
    expect(joinPoints([point(3), point(1)], [point(3, 7), point(5)], 10).map(({ at, value }) => [at, value])).toEqual([
      [1, 1],
      [3, 7],
      [5, 5],
    ])
  })

  it('keeps a spike when it is thinned out', () => {
    const points = Array.from({ length: 10_000 }, (_, i) => point(i, i === 7_777 ? 1_000 : i === 2_222 ? -1_000 : 0))
    const thin = joinPoints(points, [], 200)
    expect(thin.length).toBeLessThanOrEqual(200)
    expect(thin.map(({ value }) => value)).toEqual(expect.arrayContaining([1_000, -1_000]))
    expect(thin.every(({ at }, i) => i === 0 || at > (thin[i - 1]?.at ?? 0))).toBe(true)
  })
})
