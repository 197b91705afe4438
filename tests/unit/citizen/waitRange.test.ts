import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { translateWaiting } from '../../../src/locales/waiting.ts'
import { formatWaitRange } from '../../../src/locales/waitRange.ts'

const ko = (lowSeconds: number, highSeconds: number) =>
  formatWaitRange(translateWaiting('ko'), { lowSeconds, highSeconds })

describe('a wait in words', () => {
  it.each([
    [0, 0, '1분 이내'],
    [0, 59, '1분 이내'],
    [30, 61, '2분 이내'],
    [61, 119, '1분에서 2분 사이'],
    [600, 600, '10분에서 11분 사이'],
    [20 * 60, 29 * 60, '20분에서 29분 사이'],
    [31 * 60, 44 * 60, '30분에서 45분 사이'],
    [61 * 60, 119 * 60, '1시간에서 2시간 사이'],
    [125 * 60, 171 * 60, '2시간에서 3시간 사이'],
    [24 * 3600, 30.5 * 3600, '24시간에서 31시간 사이'],
  ])('%s s … %s s: %s', (low, high, text) => expect(ko(low, high)).toBe(text))

  it('says that nobody can say', () =>
    expect(formatWaitRange(translateWaiting('en'), undefined)).toBe('cannot be said now'))

  it('is never a single number, and holds the range it was given', () => {
    const en = translateWaiting('en')
    const minutes = (text: string) => {
      const [, h = '0', m = '0'] = /^(?:(\d+) h ?)?(?:(\d+) min)?$/.exec(text) ?? []
      return Number(h) * 60 + Number(m)
    }
    const seconds = fc.double({ min: 0, max: 200_000, noNaN: true })
    fc.assert(
      fc.property(seconds, seconds, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const text = formatWaitRange(en, { lowSeconds: low, highSeconds: high })
        const [, from, to] = /^(?:within|between (.+) and) (.+)$/.exec(text) ?? []
        const [least, most] = [from === undefined ? 0 : minutes(from), minutes(to ?? '')]
        expect(least).toBeLessThan(most)
        expect(least * 60).toBeLessThanOrEqual(low)
        expect(most * 60).toBeGreaterThanOrEqual(high)
      }),
    )
  })
})
