import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoff } from '../../../src/console/backoff.ts'

describe('backoff', () => {
  it('doubles from the first delay to the longest, and starts over after a reset', () => {
    const retry = backoff(250, 10_000, () => 1)
    expect(Array.from({ length: 8 }, () => retry.next())).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
    retry.reset()
    expect(retry.next()).toBe(250)
  })

  it('spreads over the upper half, and never beyond', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, chance) => {
        const retry = backoff(250, 10_000, () => chance)
        for (let i = 0; i < attempts; i++) retry.next()
        const delay = retry.next()
        expect(delay).toBeGreaterThanOrEqual(125)
        expect(delay).toBeLessThanOrEqual(10_000)
      }),
    )
  })
})
