import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEligible, rangeForAges } from '../../../src/rules/eligibility.ts'
import { ageOn, daysInMonth, isCalendarDate, kstDate, kstTime, parseKst } from '../../../src/rules/kst.ts'

const SECOND = 1_000
const DAY = 86_400 * SECOND
const pad = (value: number, width = 2) => String(value).padStart(width, '0')

/** Birth dates, every eighth one at an edge of the calendar. */
const births = fc
  .record({
    year: fc.integer({ min: 1900, max: 2010 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  .map(({ year, month, day }) => `${year}-${pad(month)}-${pad(Math.min(day, daysInMonth(year, month)))}`)
const edges = fc
  .record({
    year: fc.integer({ min: 1900, max: 2008 }),
    at: fc.constantFrom('02-28', '02-29', '03-01', '12-31', '01-01', '01-31', '04-30'),
  })
  .map(({ year, at }) => `${year}-${at}`)
  .filter(isCalendarDate)
const anyBirth = fc.oneof({ weight: 3, arbitrary: births }, { weight: 2, arbitrary: edges })

/** The day on which somebody turns so old: theirs, or in common years the day after the 28th of February. */
function birthday(birth: string, age: number): string {
  const day = `${Number(birth.slice(0, 4)) + age}${birth.slice(4)}`
  return isCalendarDate(day) ? day : `${day.slice(0, 4)}-03-01`
}

describe('the calendar of Korea', () => {
  const korea = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Asia/Seoul',
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  })

  it('is the one of the time zone database, at any instant since its last daylight saving time', () => {
    const instants = fc.oneof(
      fc.integer({ min: Date.UTC(1989, 0, 1), max: Date.UTC(2099, 0, 1) }),
      // And around each midnight, in Korea and in Greenwich.
      fc
        .record({
          day: fc.integer({ min: 7_000, max: 47_000 }),
          hour: fc.constantFrom(0, 15),
          off: fc.integer({ min: -1_001, max: 1_001 }),
        })
        .map(({ day, hour, off }) => day * DAY + hour * 3_600_000 + off),
    )
    fc.assert(
      fc.property(instants, at => {
        expect(`${kstDate(at)}, ${kstTime(at)}`).toBe(korea.format(at))
      }),
      { seed: 1988, numRuns: 3_000 },
    )
  })
})

describe('a birthday', () => {
  it('comes at midnight in Korea, to the second, whatever the day in Greenwich', () => {
    fc.assert(
      fc.property(anyBirth, fc.integer({ min: 1, max: 110 }), (birth, age) => {
        const midnight = parseKst(birthday(birth, age), '00:00:00')
        const ages = [-SECOND, -1, 0, SECOND, 9 * 3_600_000 - 1, 9 * 3_600_000, DAY - 1].map(off =>
          ageOn(birth, kstDate(midnight + off)),
        )
        expect(ages).toEqual([age - 1, age - 1, age, age, age, age, age])
        // Those just old enough are let in from then on; those just too old are refused from then on.
        const from = (instant: number) => isEligible(birth, rangeForAges(age, Infinity, kstDate(instant)))
        const upTo = (instant: number) => isEligible(birth, rangeForAges(0, age - 1, kstDate(instant)))
        expect([from(midnight - 1), from(midnight), upTo(midnight - 1), upTo(midnight)]).toEqual([
          false,
          true,
          true,
          false,
        ])
      }),
      { seed: 719, numRuns: 3_000 },
    )
  })

  it('is in one band alone: bands that follow one another leave nobody out and take nobody twice', () => {
    const cuts = fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 })
      .map(ages => ages.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(anyBirth, edges, cuts, fc.integer({ min: 0, max: 120 }), (birth, edge, ages, years) => {
        const on = birthday(edge, years)
        fc.pre(on >= birth && on < '2100')
        const bands = [0, ...ages].map((min, at) => rangeForAges(min, (ages[at] ?? Infinity) - 1, on))
        expect(bands.filter(band => isEligible(birth, band))).toHaveLength(1)
      }),
      { seed: 5354, numRuns: 2_000 },
    )
  })
})

/** The four nights by the years of birth that the agency named, and the instants at which people asked. */
const nights = [
  { night: '2021-05-31', years: [1989, 1991], all: 'and before' },
  { night: '2021-07-14', years: [1962, 1966], all: '' },
  { night: '2021-07-19', years: [1967, 1968], all: '' },
  { night: '2021-07-20', years: [1969, 1971], all: '' },
] as const

describe.each(nights)('the night of $night', ({ night, years: [first, last], all }) => {
  it('judges every birth date of its band and of two years around it alike at 23:59:59 and at 00:00:00', () => {
    const ages = { min: 2021 - last, max: all === '' ? 2021 - first : Infinity }
    const evening = parseKst(night, '23:59:59')
    const asked = [evening, evening + SECOND, evening + SECOND + DAY - 1]
    // The band goes by the age at the end of the year, whichever day it is asked on: that of Korea, also where it is still the day before in Greenwich.
    const ranges = asked.map(at => rangeForAges(ages.min, ages.max, `${kstDate(at).slice(0, 4)}-12-31`))
    let judged = 0
    for (let at = Date.UTC(first - 2, 0, 1); at < Date.UTC(last + 3, 0, 1); at += DAY) {
      const birth = new Date(at).toISOString().slice(0, 10)
      const year = Number(birth.slice(0, 4))
      const expected = year <= last && (all !== '' || year >= first)
      for (const range of ranges) if (isEligible(birth, range) !== expected) expect.fail(`${birth}: ${!expected}`)
      judged++
    }
    expect(judged).toBeGreaterThan(365 * (last - first + 5))
  })
})
