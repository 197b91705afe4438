import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EARLIEST_BIRTH, isEligible, rangeForAges } from '../../../src/rules/eligibility.ts'
import { ageOn, isCalendarDate, kstDate, parseKst } from '../../../src/rules/kst.ts'

const day = 86_400_000
const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
const dates = fc.integer({ min: -25_567, max: 47_481 }).map(days => dateAfter('1970-01-01', days))

/** The cohorts of the four nights, which went by year of birth. */
const nights = [
  { night: '2021-05-31', ages: [30, Infinity], range: { bornFrom: EARLIEST_BIRTH, bornTo: '1991-12-31' } },
  { night: '2021-07-14', ages: [55, 59], range: { bornFrom: '1962-01-01', bornTo: '1966-12-31' } },
  { night: '2021-07-19', ages: [53, 54], range: { bornFrom: '1967-01-01', bornTo: '1968-12-31' } },
  { night: '2021-07-20', ages: [50, 52], range: { bornFrom: '1969-01-01', bornTo: '1971-12-31' } },
] as const

describe.each(nights)('the night of $night', ({ ages, range }) => {
  it('took in those of the ages by the end of the year', () => {
    expect(rangeForAges(ages[0], ages[1], '2021-12-31')).toEqual(range)
  })

  it('takes in every birthday inside the band and none outside, over 130 years', () => {
    for (let birth = '1900-01-01'; birth < '2030-01-01'; birth = dateAfter(birth, 1)) {
      const yearAge = 2021 - Number(birth.slice(0, 4))
      if (isEligible(birth, range) !== (yearAge >= ages[0] && yearAge <= ages[1])) expect.fail(birth)
    }
  })

  it('ends exactly at its edges', () => {
    expect(isEligible(range.bornFrom, range)).toBe(true)
    expect(isEligible(range.bornTo, range)).toBe(true)
    expect(isEligible(dateAfter(range.bornTo, 1), range)).toBe(false)
    if (range.bornFrom !== EARLIEST_BIRTH) expect(isEligible(dateAfter(range.bornFrom, -1), range)).toBe(false)
  })
})

describe('the four nights together', () => {
  it('refuse nobody of 50 to 59 and take nobody twice', () => {
    const byAge = nights.slice(1)
    for (let birth = '1962-01-01'; birth <= '1971-12-31'; birth = dateAfter(birth, 1)) {
      if (byAge.filter(({ range }) => isEligible(birth, range)).length !== 1) expect.fail(birth)
    }
  })
})

describe('a band of ages on a day', () => {
  it('is everybody of those ages and nobody else', () => {
    fc.assert(
      fc.property(dates, dates, fc.nat(110), fc.nat(30), (birth, on, minAge, more) => {
        const range = rangeForAges(minAge, minAge + more, on)
        const age = ageOn(birth, on)
        expect(isEligible(birth, range)).toBe(age >= minAge && age <= minAge + more)
      }),
      { seed: 54, numRuns: 5_000 },
    )
  })

  it('is right for each birthday around each leap day and month end of six years', () => {
    const edges = ['02-28', '02-29', '03-01', '12-31', '01-01', '01-31', '04-30', '05-01']
    const ons = [2019, 2020, 2021, 2022, 2023, 2024].flatMap(year => edges.map(edge => `${year}-${edge}`))
    for (const on of ons.filter(isCalendarDate)) {
      const range = rangeForAges(53, 54, on)
      for (let birth = '1963-12-01'; birth < '1973-02-01'; birth = dateAfter(birth, 1)) {
        const age = ageOn(birth, on)
        if (isEligible(birth, range) !== (age === 53 || age === 54)) expect.fail(`${birth} on ${on}`)
      }
    }
  })

  it('lets who was born on 29 February in on 1 March of a common year', () => {
    expect(rangeForAges(53, 54, '2021-02-28').bornTo).toBe('1968-02-28')
    expect(rangeForAges(53, 54, '2021-03-01').bornTo).toBe('1968-03-01')
    expect(rangeForAges(56, 56, '2024-02-29')).toEqual({ bornFrom: '1967-03-01', bornTo: '1968-02-29' })
    expect(rangeForAges(55, 55, '2024-02-29')).toEqual({ bornFrom: '1968-03-01', bornTo: '1969-02-28' })
  })

  it('moves on at midnight in Korea, not in Greenwich', () => {
    const birthday = '1968-07-19'
    const adultAt = (epochMs: number): boolean => isEligible(birthday, rangeForAges(53, Infinity, kstDate(epochMs)))
    const midnight = parseKst('2021-07-19', '00:00')
    expect(adultAt(midnight - 1)).toBe(false)
    expect(adultAt(midnight)).toBe(true)
    expect(adultAt(parseKst('2021-07-19', '08:59:59'))).toBe(true)
  })

  it('does not change with the hour of the night it is asked in', () => {
    const range = rangeForAges(53, 54, '2021-12-31')
    const birth = fc.integer({ min: Date.UTC(1960, 0, 1), max: Date.UTC(1975, 0, 1) }).map(kstDate)
    fc.assert(
      fc.property(birth, born => {
        expect(isEligible(born, range)).toBe(born.startsWith('1967') || born.startsWith('1968'))
      }),
      { seed: 24, numRuns: 2_000 },
    )
  })

  it('is open to the oldest', () => {
    expect(rangeForAges(0, Infinity, '2021-07-19')).toEqual({ bornFrom: EARLIEST_BIRTH, bornTo: '2021-07-19' })
    expect(isEligible('1899-02-28', rangeForAges(75, Infinity, '2021-07-19'))).toBe(true)
  })
})

describe('bad data is an error, not a refusal', () => {
  it.each(['1968-02-30', '1969-02-29', '68-01-01', '', '1968-01-01T00:00'])('birth date %j', birth => {
    expect(() => isEligible(birth, { bornFrom: '1967-01-01', bornTo: '1968-12-31' })).toThrow(RangeError)
  })

  it('a range that holds nobody, or no dates', () => {
    expect(() => isEligible('1968-01-01', { bornFrom: '1968-12-31', bornTo: '1967-01-01' })).toThrow(RangeError)
    expect(() => isEligible('1968-01-01', { bornFrom: '1967-13-01', bornTo: '1968-12-31' })).toThrow(RangeError)
    expect(() => isEligible('1968-01-01', { bornFrom: '1967-01-01', bornTo: '1968-11-31' })).toThrow(RangeError)
  })

  it.each([
    [-1, 5],
    [5, 4],
    [0.5, 4],
    [1, Number.NaN],
    [Infinity, Infinity],
    [2_021, 3_000],
  ])('ages %d to %d', (minAge, maxAge) => {
    expect(() => rangeForAges(minAge, maxAge, '2021-12-31')).toThrow(RangeError)
  })
})
