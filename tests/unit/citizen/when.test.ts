import { describe, expect, it } from 'vitest'
import { readDate, writeDate } from '../../../src/citizen/when.ts'

describe('dates', () => {
  it.each([
    ['19670301', '1967-03-01'],
    ['1967-03-01', '1967-03-01'],
    ['1967.3.1.', '1967-03-01'],
    [' 1967 / 03 / 01 ', '1967-03-01'],
    ['19680229', '1968-02-29'],
    ['19670229', undefined],
    ['670301', undefined],
    ['19671301', undefined],
    ['', undefined],
    ['내 생일', undefined],
  ])('%j is read as %s', (typed, date) => expect(readDate(typed)).toBe(date))

  it('are written as each language does, whatever the zone of the machine', () => {
    expect([writeDate('1967-03-01', 'ko'), writeDate('1967-03-01', 'en')]).toEqual(['1967년 3월 1일', '1 March 1967'])
  })
})
