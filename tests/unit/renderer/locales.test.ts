import { describe, expect, it } from 'vitest'
import { catalogue, type TextKey } from '../../../src/locales/catalogue.ts'
import { formatDuration } from '../../../src/locales/duration.ts'
import {
  formatChange,
  formatClock,
  formatOffset,
  formatPercent,
  formatRate,
  formatShareChange,
} from '../../../src/locales/format.ts'
import { locales } from '../../../src/locales/phrase.ts'
import { translate } from '../../../src/locales/translate.ts'
import { parseKst } from '../../../src/rules/kst.ts'

const parameters = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').toSorted((a, b) => a.localeCompare(b))

describe('catalogue', () => {
  it('says the same in both languages, with the same parameters', () => {
    const keys = Object.keys(catalogue) as TextKey[]
    expect(keys.length).toBeGreaterThan(100)
    const wrong = keys.filter(key => {
      const { ko, en } = catalogue[key]
      return ko.trim() === '' || en.trim() === '' || parameters(ko).join() !== parameters(en).join()
    })
    expect(wrong).toEqual([])
  })

  it('writes numbers among the parameters as the language does', () => {
    expect(translate('ko')('tile.bookings.total', { n: 41_870 })).toBe('누적 41,870')
    expect(translate('en')('tile.bookings.total', { n: '41 870' })).toBe('total 41 870')
  })
})

describe('lengths of time', () => {
  const en = (seconds: number | null) => formatDuration(translate('en'), seconds)
  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [61, '1 min 1 s'],
    [600, '10 min'],
    [3_599, '1 h'],
    [94_320, '26 h 12 min'],
    [200_000, '2 d 8 h'],
    [null, 'never'],
  ])('%s s → %s', (seconds, text) => {
    expect(en(seconds)).toBe(text)
  })
  it('says 26 hours and 12 minutes in Korean', () => {
    expect(formatDuration(translate('ko'), 94_320)).toBe('26시간 12분')
  })
})

describe('numbers and times', () => {
  it('shows the clock of Korea, wherever this runs', () => {
    expect(formatClock(parseKst('2021-07-19', '20:00:05'))).toBe('20:00:05')
    expect(formatClock(parseKst('2021-07-20', '00:00'))).toBe('00:00:00')
  })
  it('writes a fall with a minus that is as wide as a plus, and a percent sign beside its figure', () => {
    expect([formatChange('ko', -481), formatChange('en', 481), formatChange('en', 0)]).toEqual(['−481', '+481', '0'])
    for (const locale of locales) {
      expect([formatShareChange(locale, -0.25), formatShareChange(locale, 0.1)]).toEqual(['−25%', '+10%'])
      expect(Object.values(catalogue).map(phrase => phrase[locale])).not.toContainEqual(expect.stringMatching(/\d %/))
    }
  })

  it('counts to and from the opening', () => {
    expect([-12_000, 197_000, 3_797_000].map(formatOffset)).toEqual(['−0:12', '+3:17', '+1:03:17'])
  })
  it('gives a rate three figures', () => {
    expect([3.924, 42.04, 1_250.4].map(rate => formatRate('en', rate))).toEqual(['3.92', '42.0', '1,250'])
    expect(formatPercent('ko', 0.0124, 1)).toBe('1.2%')
  })
})
