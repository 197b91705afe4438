import { describe, expect, it } from 'vitest'
import type { CohortLine } from '../../../src/citizen/cohort.ts'
import { render } from '../../../src/citizen/html.ts'
import type { View } from '../../../src/citizen/layout.ts'
import { bookPage } from '../../../src/citizen/pages/book.ts'
import { findPage } from '../../../src/citizen/pages/bookings.ts'
import { identityPage } from '../../../src/citizen/pages/identity.ts'
import { problemPage } from '../../../src/citizen/pages/problem.ts'
import { startPage } from '../../../src/citizen/pages/start.ts'
import { refusals } from '../../../src/locales/errors.ts'
import { locales } from '../../../src/locales/phrase.ts'
import { errorCodes } from '../../../src/protocol/errors.ts'

const view = (changes: Partial<View> = {}): View => ({
  locale: 'ko',
  large: false,
  drill: true,
  path: '/',
  assets: {},
  ...changes,
})
const evil = `"><script>alert(1)</script>`
const opensAt = Date.parse('2021-07-19T20:00:00+09:00')
const cohort = (changes: Partial<CohortLine> = {}): CohortLine => ({
  id: '53-54',
  name: { ko: '53–54세', en: 'Ages 53–54' },
  bornFrom: '1967-01-01',
  bornTo: '1968-12-31',
  prequeueAt: opensAt - 600_000,
  opensAt,
  closesAt: opensAt + 86_400_000,
  state: 'open',
  waiting: 10,
  slotsLeft: 100,
  joining: true,
  held: false,
  paused: false,
  ...changes,
})

describe('every refusal', () => {
  it('has a page in both languages that says what to do next', () => {
    for (const code of errorCodes)
      for (const locale of locales) {
        const page = render(problemPage(view({ locale }), { code, cohort: cohort() }))
        expect(page).toContain(`<html lang="${locale}"`)
        expect(page).toContain(refusals[code][locale].replaceAll("'", '&#39;').slice(0, 40))
        expect(page.match(/<h1>/g)).toHaveLength(1)
        expect(page).toMatch(/class="button primary" href="\/[^"]*"/)
      }
  })
})

describe('pages', () => {
  it('say in a drill that they are one, and live what they are', () => {
    const page = (drill: boolean) =>
      render(startPage(view({ drill }), { cohorts: [], held: undefined, because: undefined, asked: undefined }))
    expect(page(true)).toContain('훈련용 화면입니다')
    expect(page(false)).not.toContain('훈련')
    expect(page(false)).toContain('공식 누리집')
  })

  it('escape what a person typed, what a plan names and what an address holds', () => {
    const asked = { typed: evil, date: undefined }
    const pages = [
      startPage(view({ path: `/?x=${evil}` }), {
        cohorts: [cohort({ name: { ko: evil, en: evil } })],
        held: cohort({ name: { ko: evil, en: evil } }),
        because: undefined,
        asked,
      }),
      identityPage(view(), {
        cohort: cohort(),
        because: undefined,
        holds: true,
        typed: [{ birth: evil, serial: evil }],
        wrong: true,
        provider: undefined,
      }),
      findPage(view(), { typed: evil, booking: undefined, sites: [], because: 'booking-unknown' }),
      bookPage(view(), {
        cohort: '53-54',
        lease: { expiresAt: 1, warnBeforeMs: 1, now: 0, speed: 1 },
        booked: [false],
        months: [],
        sites: [{ id: 'a', name: { ko: evil, en: evil }, region: evil, left: 3 }],
        site: undefined,
        date: undefined,
        extended: undefined,
        slots: [],
        because: undefined,
      }),
    ].map(render)
    for (const page of pages) {
      expect(page).not.toContain('<script')
      expect(page).toContain('&lt;script')
    }
  })

  it.each([
    ['19680229', ['1968년 2월 29일에 태어난 분은 53–54세 대상입니다.']],
    ['1969-01-01', ['1969년 1월 1일에 태어난 분은 아래 어느 대상에도 들지 않습니다.']],
  ])('tell who was born on %s whether they may book', (typed, words) => {
    const date = typed.length === 8 ? `${typed.slice(0, 4)}-${typed.slice(4, 6)}-${typed.slice(6)}` : typed
    const page = render(
      startPage(view(), { cohorts: [cohort()], held: undefined, because: undefined, asked: { typed, date } }),
    )
    for (const text of words) expect(page.replaceAll(/<\/?span[^>]*>/g, '')).toContain(text)
  })

  it('offer no place where none can be taken, and the way back to one that is held', () => {
    const page = render(
      startPage(view(), {
        cohorts: [cohort({ joining: false, slotsLeft: 5 })],
        held: undefined,
        because: undefined,
        asked: undefined,
      }),
    )
    expect(page).toContain('새로 줄을 설 수 없습니다')
    expect(page).toContain('받은 순번 되찾기')
  })
})

describe('a cohort whose admission is paused', () => {
  it.each([
    ['ko', '입장 일시 중지', '이미 받은 순번은 그대로입니다', '진행 중'],
    ['en', 'Admission paused', 'Places already given are kept', 'Open<'],
  ] as const)('is said to be so before anybody joins, %s', (locale, badge, words, otherwise) => {
    const first = (paused: boolean) =>
      render(
        startPage(view({ locale }), {
          cohorts: [cohort({ paused })],
          held: undefined,
          because: undefined,
          asked: undefined,
        }),
      )
    for (const said of [badge, words])
      expect([first(true).includes(said), first(false).includes(said)]).toEqual([true, false])
    expect([first(true).includes(otherwise), first(false).includes(otherwise)]).toEqual([false, true])
  })
})

describe('a cohort that is due and was not opened', () => {
  it.each([
    ['ko', '시작 지연', '늦어지고 있습니다'],
    ['en', 'Delayed', 'as soon as the servers and their clock have been checked'],
  ] as const)('is said to be late, %s', (locale, badge, words) => {
    const held = cohort({ state: 'prequeue', held: true })
    const shown = [
      startPage(view({ locale }), { cohorts: [held], held: undefined, because: undefined, asked: undefined }),
      identityPage(view({ locale }), {
        cohort: held,
        because: undefined,
        holds: false,
        typed: [],
        wrong: false,
        provider: undefined,
      }),
    ].map(render)
    expect(shown[0]).toContain(badge)
    for (const page of shown) expect(page).toContain(words)
  })
})

const slot = { id: 1, site: 'a', vaccine: 'moderna', date: '2021-07-26', time: '09:00', left: 0 }
const choosing = {
  cohort: '53-54',
  lease: { expiresAt: 1, warnBeforeMs: 1, now: 0, speed: 1 },
  booked: [false],
  months: [],
  sites: [{ id: 'a', name: { ko: '가', en: 'A' }, region: 'Seoul', left: 3 }],
  site: 'a',
  extended: undefined,
  because: undefined,
}

it('offers another place where all dates of one have begun', () => {
  const page = render(bookPage(view(), { ...choosing, date: undefined, slots: [] }))
  expect(page).toContain('앞으로 남은 접종 일정이 없습니다')
  expect(page).toContain('class="button primary" href="/c/53-54/book"')
  expect(page).not.toContain('class="choices"')
})

it('offers another date where a day has filled up, and keeps the place that was chosen', () => {
  const page = render(
    bookPage(view(), {
      ...choosing,
      date: slot.date,
      slots: [slot, { ...slot, id: 2, date: '2021-07-27', left: 3 }],
    }),
  )
  expect(page).toContain('이 날짜는 모두 찼습니다')
  expect(page).toContain('class="button primary" href="/c/53-54/book?site=a"')
  expect(page).not.toContain('name="slot"')
})
