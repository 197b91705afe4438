import { describe, expect, it } from 'vitest'
import { freshnessOf, isStale } from '../../../src/renderer/store/freshness.ts'
import { serverClock } from '../../../src/renderer/store/serverClock.ts'

describe('freshness', () => {
  it.each([
    [undefined, 'none'],
    [0, 'live'],
    [2_000, 'live'],
    [2_001, 'late'],
    [5_000, 'late'],
    [5_001, 'stale'],
    [15_000, 'stale'],
    [15_001, 'lost'],
  ] as const)('is by age: %s ms → %s', (age, expected) => {
    expect(freshnessOf(age)).toBe(expected)
  })

  it('bars what is dangerous from stale on, and when nothing was ever measured', () => {
    expect((['live', 'late', 'stale', 'lost', 'none'] as const).map(isStale)).toEqual([false, false, true, true, true])
  })
})

describe('server clock', () => {
  it('knows nothing before the first message', () => {
    expect(serverClock().now(5)).toBeUndefined()
  })

  it('takes the message that was on its way for the shortest time', () => {
    const clock = serverClock()
    clock.heard(1_000_000, 0, 400)
    clock.heard(1_001_000, 1_000, 1_010)
    clock.heard(1_002_000, 2_000, 2_300)
    expect(clock.now(3_000)?.server).toBe(1_000_000 - 10 + 3_000)
  })

  it('runs event time faster in a drill, from the newest pair of times', () => {
    const clock = serverClock()
    clock.setSpeed(60)
    clock.heard(1_000_000, 500_000, 0)
    expect(clock.now(2_000)).toEqual({ server: 1_002_000, event: 620_000 })
    clock.reset()
    expect(clock.now(2_000)).toBeUndefined()
  })

  it('follows two clocks that drift apart, once the window has passed', () => {
    const clock = serverClock()
    for (let t = 0; t <= 300_000; t += 1_000) clock.heard(1_000_000 + t * 0.999, 0, t)
    const error = (clock.now(300_000)?.server ?? 0) - (1_000_000 + 300_000 * 0.999)
    expect(Math.abs(error)).toBeLessThan(61)
  })
})
