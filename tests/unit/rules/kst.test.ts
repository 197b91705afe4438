import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageOn, daysInMonth, isCalendarDate, kstDate, kstDateTime, kstTime, parseKst } from '../../../src/rules/kst.ts'

/** Every day of some years, by a count of days that knows nothing of months. */
function daysOf(fromYear: number, toYear: number): string[] {
  const days: string[] = []
  for (let at = Date.UTC(fromYear, 0, 1); at < Date.UTC(toYear + 1, 0, 1); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}

describe('the Korean clock', () => {
  it.each([
    ['2021-07-19T11:00:00.000Z', '2021-07-19 20:00:00'],
    ['2021-07-19T14:59:59.999Z', '2021-07-19 23:59:59'],
    ['2021-07-19T15:00:00.000Z', '2021-07-20 00:00:00'],
    ['2021-05-31T14:57:00.000Z', '2021-05-31 23:57:00'],
    ['2021-05-31T15:00:00.000Z', '2021-06-01 00:00:00'],
    ['2020-12-31T15:00:00.000Z', '2021-01-01 00:00:00'],
    ['2024-02-28T15:00:00.000Z', '2024-02-29 00:00:00'],
    ['2024-02-29T15:00:00.000Z', '2024-03-01 00:00:00'],
    ['1987-07-01T00:00:00.000Z', '1987-07-01 09:00:00'],
    ['1969-12-31T23:59:59.999Z', '1970-01-01 08:59:59'],
  ])('shows %s as %s', (instant, shown) => {
    const epochMs = Date.parse(instant)
    expect(kstDateTime(epochMs)).toBe(shown)
    expect(`${kstDate(epochMs)} ${kstTime(epochMs)}`).toBe(shown)
  })

  it('changes date at midnight in Korea on every day of four years, one of them leap, and at no other moment', () => {
    for (const day of daysOf(2020, 2023)) {
      const midnight = parseKst(day, '00:00')
      expect(kstDate(midnight)).toBe(day)
      expect(kstDate(midnight + 86_399_999)).toBe(day)
      expect(kstDate(midnight - 1)).not.toBe(day)
      expect(kstDate(midnight + 86_400_000)).not.toBe(day)
      expect(kstTime(midnight - 1)).toBe('23:59:59')
    }
  })

  it('is read as it is written, to the second', () => {
    const seconds = fc.integer({ min: Date.UTC(1900, 0, 1) / 1_000, max: Date.UTC(2100, 0, 1) / 1_000 })
    fc.assert(
      fc.property(seconds, second => {
        const epochMs = second * 1_000
        expect(parseKst(kstDate(epochMs), kstTime(epochMs))).toBe(epochMs)
        expect(kstDateTime(epochMs + 999)).toBe(kstDateTime(epochMs))
        expect(parseKst(kstDate(epochMs), kstTime(epochMs).slice(0, 5))).toBe(
          epochMs - (((second % 60) + 60) % 60) * 1_000,
        )
      }),
      { seed: 9, numRuns: 2_000 },
    )
  })

  it('does not ask where the machine stands', () => {
    const zone = process.env['TZ']
    try {
      for (const elsewhere of ['America/New_York', 'Pacific/Kiritimati', 'Asia/Seoul', 'Australia/Lord_Howe']) {
        process.env['TZ'] = elsewhere
        expect(kstDateTime(Date.UTC(2021, 6, 19, 15))).toBe('2021-07-20 00:00:00')
        expect(parseKst('2021-03-14', '02:30')).toBe(Date.UTC(2021, 2, 13, 17, 30))
      }
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  it.each(['24:00', '23:60', '23:59:60', '7:00', '07:0', '', '20:00 ', '20:00:00.5', '-1:00'])(
    'has no time %j',
    time => {
      expect(() => parseKst('2021-07-19', time)).toThrow(RangeError)
    },
  )

  it.each([Number.NaN, Infinity, -Infinity, 8.64e15, 253_402_268_400_000, -62_135_629_200_001])(
    'refuses the instant %d',
    epochMs => {
      expect(() => kstDate(epochMs)).toThrow(RangeError)
    },
  )

  it('reaches from the first day of year 1 to the last of 9999', () => {
    expect(kstDateTime(parseKst('0001-01-01', '00:00'))).toBe('0001-01-01 00:00:00')
    expect(kstDateTime(parseKst('9999-12-31', '23:59:59'))).toBe('9999-12-31 23:59:59')
  })
})

describe('the calendar', () => {
  it('has exactly the days that a count of days finds, from 1896 to 2104', () => {
    const real = new Set(daysOf(1896, 2104))
    for (let year = 1896; year <= 2104; year++) {
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
          if (isCalendarDate(text) !== real.has(text)) expect.fail(text)
        }
      }
    }
  })

  it('knows leap years by the Gregorian rule', () => {
    expect([1900, 1968, 2000, 2021, 2024, 2100].map(year => daysInMonth(year, 2))).toEqual([28, 29, 29, 28, 29, 28])
  })

  it.each([
    '',
    '2021-7-19',
    '20210719',
    '2021-07-19T00:00',
    ' 2021-07-19',
    '2021-07-19\n',
    '0000-01-01',
    '+2021-07-19',
    '２０２１-07-19',
  ])('does not take %j for a date', text => {
    expect(isCalendarDate(text)).toBe(false)
    expect(() => parseKst(text, '00:00')).toThrow(RangeError)
    expect(() => ageOn(text, '2021-07-19')).toThrow(RangeError)
    expect(() => ageOn('1968-01-01', text)).toThrow(RangeError)
  })
})

describe('age', () => {
  it.each([
    ['1968-07-19', '2021-07-18', 52],
    ['1968-07-19', '2021-07-19', 53],
    ['1968-07-19', '2021-07-20', 53],
    ['1968-12-31', '2021-12-30', 52],
    ['1968-12-31', '2021-12-31', 53],
    ['1968-12-31', '2022-01-01', 53],
    ['1969-01-01', '2021-12-31', 52],
    ['2021-07-19', '2021-07-19', 0],
    ['2021-07-20', '2021-07-19', -1],
  ])('of who was born %s is on %s %d', (birth, on, age) => {
    expect(ageOn(birth, on)).toBe(age)
  })

  it.each([
    ['2021-02-28', 52],
    ['2021-03-01', 53],
    ['2024-02-28', 55],
    ['2024-02-29', 56],
    ['2100-02-28', 131],
    ['2100-03-01', 132],
  ])('of who was born on 29 February 1968 rises on 1 March of common years: on %s %d', (on, age) => {
    expect(ageOn('1968-02-29', on)).toBe(age)
  })

  it('rises by one, once a year, for everybody born in two years, and never falls', () => {
    const days = daysOf(2020, 2022)
    for (const birth of daysOf(1967, 1968)) {
      let previous = ageOn(birth, '2019-12-31')
      let birthdays = 0
      for (const day of days) {
        const age = ageOn(birth, day)
        if (age !== previous) birthdays++
        if (age !== previous && age !== previous + 1) expect.fail(`${birth} on ${day}: ${age}`)
        previous = age
      }
      expect(birthdays).toBe(3)
    }
  })
})
