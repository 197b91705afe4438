import { describe, expect, it } from 'vitest'
import { liveTexts, phaseOf, type LiveStatus } from '../../../src/citizen/live.ts'

const opensAt = Date.parse('2021-07-19T20:00:00+09:00')

const status = (changes: Partial<LiveStatus> = {}): LiveStatus => ({
  state: 'open',
  serverTime: Date.parse('2021-07-19T20:03:17+09:00'),
  opensAt,
  serving: 1_000,
  issued: 370_000,
  callsPerSecond: 5,
  admissionsPerSecond: 4,
  showRatio: 0.8,
  slotsLeft: 500_000,
  pollAfterMs: 60_000,
  draw: { n: 300_000 },
  outlook: 'enough',
  lastsTo: null,
  ...changes,
})

describe('the phase of a place', () => {
  it.each([
    ['before', { state: 'scheduled', serverTime: opensAt - 1 }, null],
    ['before', { state: 'prequeue', serverTime: opensAt - 1, outlook: 'gone' }, null],
    // The time has come and nothing opened: said a second later, for a document may be made in the instant of the opening.
    ['before', { state: 'prequeue', serverTime: opensAt + 999 }, null],
    ['held', { state: 'prequeue', serverTime: opensAt + 1_000 }, null],
    ['held', { state: 'scheduled', serverTime: opensAt + 60_000 }, null],
    ['drawing', {}, null],
    ['waiting', {}, 1_001],
    ['called', {}, 1_000],
    ['paused', { state: 'paused' }, 1_001],
    // A pause takes nothing back from who was called.
    ['called', { state: 'paused' }, 1_000],
    ['gone', { outlook: 'gone', slotsLeft: 0 }, 1_000],
    ['gone', { outlook: 'gone', slotsLeft: 0 }, 1_001],
    ['closed', { state: 'closed', outlook: 'gone' }, 7],
  ] as const)('%s', (phase, changes, number) => expect(phaseOf(status(changes), number)).toBe(phase))
})

describe('what the waiting page says', () => {
  it('gives the people ahead, a range and the appointments left', () => {
    const texts = liveTexts(status(), 8_200, 'ko')
    expect(texts).toMatchObject({ ahead: '7,199명', slots: '500,000건', asOf: '서버 시각 20:03:17 기준' })
    expect(texts.range).toMatch(/^\d+분에서 \d+분 사이$/)
    expect(texts.verdict).toContain('차례까지 예약이 남아 있습니다')
  })

  it('says that one is next', () => expect(liveTexts(status(), 1_001, 'en').ahead).toBe('you are next'))

  it.each([
    [9_000, 'will last until your turn'],
    [15_000, 'may all be taken before your turn'],
    [25_000, 'most likely be taken before your turn'],
  ])('is honest about what is left, number %s', (number, words) => {
    const short = status({ outlook: 'short', slotsLeft: 9_000, lastsTo: { low: 10_000, likely: 14_000, high: 20_000 } })
    expect(liveTexts(short, number, 'en').verdict).toContain(words)
  })

  it('says so when nothing is left, and gives no time', () => {
    const texts = liveTexts(status({ outlook: 'gone', slotsLeft: 0 }), 9_000, 'ko')
    expect(texts).toMatchObject({ slots: '없음', range: '지금은 알 수 없음' })
    expect(texts.verdict).toContain('취소된 예약이 나오면')
    expect(liveTexts(status({ outlook: 'gone', slotsLeft: 0 }), 900, 'ko').range).toBe('지금은 알 수 없음')
  })
})
