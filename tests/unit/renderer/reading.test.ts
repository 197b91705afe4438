import { describe, expect, it } from 'vitest'
import { translate } from '../../../src/locales/translate.ts'
import { parseKst } from '../../../src/rules/kst.ts'
import type { Alert } from '../../../src/protocol/alerts.ts'
import { alertEvidence, chartLimitOf } from '../../../src/renderer/alerts/reading.ts'
import { alertState } from '../../../src/renderer/alerts/words.ts'
import { lastRaise, measuredAt } from '../../../src/renderer/store/alertTimes.ts'
import { byUrgency } from '../../../src/renderer/store/alertView.ts'
import { writerOf } from '../../../src/renderer/store/hooks.ts'
import { alertOf } from './nouns.ts'

const MINUTE = 60_000
const opening = parseKst('2021-07-19', '22:00')
const writer = writerOf('en')

const entry = (act: Alert['trail'][number]['act'], minutes: number) => ({
  act,
  at: minutes * MINUTE,
  eventTime: opening + minutes * MINUTE,
  by: null,
  text: '',
})

const judgedAt = (minutes: number): Pick<Alert, 'evidence'> => ({
  evidence: { metrics: ['capacity.load'], from: 0, to: minutes * MINUTE, explanation: [] },
})

const high = alertOf({
  rule: 'capacity-high',
  subject: '',
  metric: 'capacity.load',
  value: 0.923,
  threshold: 0.9,
  eventTime: opening,
  ...judgedAt(41),
  trail: [entry('raised', 40), entry('noted', 50)],
})

describe('the reading of an alert', () => {
  it('says when it was taken, in either language, whatever has happened to the alert since', () => {
    expect(alertEvidence(writer, high, 1)).toBe('Seat load: at 22:41 measured 92.3% · limit 90.0%')
    expect(alertEvidence(writerOf('ko'), high, 1)).toBe('좌석 사용률: 22:41 측정 92.3% · 한계 90.0%')
    const over = { ...high, state: 'resolved' as const, updatedAt: 90 * MINUTE, resolvedAt: 90 * MINUTE }
    expect(alertEvidence(writer, over, 1)).toContain('at 22:41')
  })

  it('is told in the time of the launch, which a drill lets run faster', () => {
    expect(alertEvidence(writer, high, 10)).toContain('at 22:50')
  })

  it('without evidence is of the raise, or of the refresh that came after it', () => {
    const { evidence: _, ...plain } = high
    expect(measuredAt({ ...plain, updatedAt: 50 * MINUTE })).toBe(40 * MINUTE)
    expect(measuredAt({ ...plain, updatedAt: 55 * MINUTE })).toBe(55 * MINUTE)
  })

  it('of a rate is written as one, fine enough to be told from its limit, and is no limit of a count', () => {
    const shift = alertOf({
      ...high,
      rule: 'door-shift',
      subject: 'D6',
      metric: 'bypass.attempts',
      value: 0.024,
      threshold: 0.018,
    })
    expect(alertEvidence(writer, shift, 1)).toBe('Bypass attempts: at 22:41 measured 0.024/s · limit 0.018/s')
    expect(chartLimitOf(shift, 'bypass.attempts')).toBeNull()
    expect(chartLimitOf(high, 'capacity.load')).toBe(0.9)
    expect(chartLimitOf(high, 'lease.active')).toBeNull()
  })

  it('never takes the number of readings that are missing for a number of people', () => {
    const silent = alertOf({ ...high, rule: 'telemetry-silent', subject: 'queue', metric: 'queue.waiting', value: 3 })
    expect(alertEvidence(writer, { ...silent, threshold: 2 }, 1)).toContain('Readings missed in a row: at 22:41')
    expect(chartLimitOf(silent, 'queue.waiting')).toBeNull()
  })
})

describe('an alert that returned', () => {
  const returned = alertOf({
    ...high,
    trail: [entry('raised', 1), entry('resolved', 5), entry('returned', 60), entry('worsened', 70)],
  })

  it('stands since it came the last time, and is in order by that', () => {
    expect(lastRaise(returned)).toMatchObject({ act: 'returned', at: 60 * MINUTE })
    const between = alertOf({ ...high, id: 'between', raisedAt: 30 * MINUTE, trail: [entry('raised', 30)] })
    expect([between, returned].sort(byUrgency)[0]).toBe(returned)
  })

  it('names whose it still is while it asks anew', () => {
    const owned = { ...returned, state: 'raised' as const, owner: 'duty-2' }
    expect(alertState(writer, owned, null)).toBe('unacknowledged · owned by duty-2')
    const seen = { ...owned, state: 'acknowledged' as const, acknowledgedBy: 'duty-1' }
    expect(alertState(writer, seen, null)).toBe('acknowledged by duty-1 · owned by duty-2')
    expect(alertState(writer, { ...seen, acknowledgedBy: 'duty-2' }, null)).toBe('owned by duty-2')
    expect(alertState(writer, { ...owned, owner: null }, null)).toBe(translate('en')('alerts.state.raised'))
  })
})
