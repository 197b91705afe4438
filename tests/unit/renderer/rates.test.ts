import { describe, expect, it } from 'vitest'
import { rateBy } from '../../../src/renderer/store/rates.ts'

describe('a rate changed by a share', () => {
  it('is rounded to what is shown', () => {
    expect([rateBy(42, -0.1), rateBy(3.33, 0.1), rateBy(80, -0.25)]).toEqual([37.8, 3.66, 60])
  })

  it('is always lower when it is lowered, and is never nothing', () => {
    for (let hundredths = 2; hundredths < 400; hundredths++) {
      const set = hundredths / 100
      for (const share of [-0.1, -0.25]) {
        expect(rateBy(set, share)).toBeLessThan(set)
        expect(rateBy(set, share)).toBeGreaterThanOrEqual(0.01)
      }
    }
    expect(rateBy(0.01, -0.1)).toBeUndefined()
  })

  it('is none where rounding would give the same, or where there is nothing to raise', () => {
    expect([rateBy(0.02, 0.1), rateBy(0, 0.5), rateBy(0, -0.1), rateBy(100_000, 0.1)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
