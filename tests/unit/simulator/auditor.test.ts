import { beforeEach, describe, expect, test } from 'vitest'
import { createAuditor, type Auditor } from '../../../src/simulator/auditor.ts'
import type { Booking } from '../../../src/protocol/citizen.ts'
import { handLedger } from './ledger.ts'

const slot = { site: 'site-001', vaccine: 'moderna', date: '2021-07-26', time: '09:00', doses: 2 }
const START = 1_000_000_000_000
const plan = { id: 'c', bornFrom: '1967-01-01', bornTo: '1968-12-31', prequeueAt: START - 1_800_000 }
const admitted = (number: number) => ({
  state: 'admitted' as const,
  number,
  admission: 'a'.repeat(16),
  expiresAt: START,
  warnBeforeMs: 60_000,
  extendableUntil: 0,
})

function booking(code: string, id = 1, bookedAt = START): Booking {
  const { site, vaccine, date, time } = slot
  return { code, slot: { id, site, vaccine, date, time }, state: 'confirmed', bookedAt }
}

describe('the auditor', () => {
  let ledger: ReturnType<typeof handLedger>
  let auditor: Auditor

  beforeEach(() => {
    ledger = handLedger()
    auditor = createAuditor({ people: 100_000, slots: [slot], cohorts: [plan] })
  })

  const gate = (seconds: number, ...ops: string[]) =>
    ledger.write(START + seconds * 1000, { kind: 'gate', cohort: 'c', ops })
  const open = (seats = 10, rate = 5) => {
    ledger.write(START, { kind: 'cohort', cohort: 'c', state: 'open', opensAt: START })
    ledger.write(START, { kind: 'capacity', seats, alive: seats })
    ledger.write(START, { kind: 'intake', intake: { rate, paused: false, ramp: null, revision: 0 } })
  }
  const audit = () => {
    auditor.read(ledger)
    return auditor.report()
  }

  test('an orderly ledger is found orderly', () => {
    open()
    gate(1, 'j5', 'c3', 'a1', 'p3', 'p2', 'a2', 'a3')
    gate(2, 'b1', 'x2', 'l3')
    gate(3, 'c5', 'a4')
    expect(audit()).toMatchObject({
      records: 6,
      brokenRecord: null,
      joined: 5,
      called: 5,
      admitted: 4,
      peakWaiting: 2,
      orderInversions: 0,
      capacityExceededSeconds: 0,
      overbooked: 0,
      placesLost: 0,
      earlyBookings: 0,
      unledgeredAdmissions: 0,
      rateErrorPercent: null,
    })
  })

  test('a higher number admitted past a parked lower one is an inversion', () => {
    open()
    gate(1, 'j5', 'c5', 'p2', 'p4', 'a4', 'a2')
    expect(audit().orderInversions).toBe(1)
  })

  test('someone parked who left no longer holds others back', () => {
    open()
    gate(1, 'j5', 'c5', 'p2', 'p4', 'l2', 'a4')
    expect(audit().orderInversions).toBe(0)
  })

  test('the next parked number is found behind the one admitted', () => {
    open()
    gate(1, 'j90', 'c90', 'p2', 'p70', 'a2', 'a80')
    expect(audit().orderInversions).toBe(1)
  })

  test('a number admitted before it was called, and one admitted twice, are inversions', () => {
    open()
    gate(1, 'j5', 'c2', 'a3')
    gate(2, 'c5', 'a4', 'b4', 'a4')
    expect(audit().orderInversions).toBe(2)
  })

  test('the order of one cohort says nothing about another', () => {
    open()
    gate(1, 'j5', 'c5', 'p2')
    ledger.write(START + 1000, { kind: 'gate', cohort: 'd', ops: ['j9', 'c9', 'a9'] })
    expect(audit().orderInversions).toBe(0)
  })

  test('seats beyond capacity count for as long as they are held', () => {
    open(2)
    gate(1, 'j5', 'c5', 'a1', 'a2', 'a3')
    gate(4, 'b1')
    gate(9, 'b2')
    expect(audit().capacityExceededSeconds).toBe(3)
  })

  test('seats exceeded for less than an instant count until the next', () => {
    open(2)
    gate(1, 'j5', 'c5', 'a1', 'a2', 'a3', 'b1')
    gate(1.1, 'b2')
    gate(9, 'b3')
    expect(audit().capacityExceededSeconds).toBeCloseTo(0.1)
  })

  test('seats that die under their holders are not exceeded, admitting more is', () => {
    open(3)
    gate(1, 'j9', 'c9', 'a1', 'a2', 'a3')
    ledger.write(START + 2000, { kind: 'capacity', seats: 3, alive: 1 })
    gate(5, 'b1')
    gate(6, 'a4')
    gate(8, 'b2')
    gate(9, 'b3')
    expect(audit().capacityExceededSeconds).toBe(2)
  })

  test('who left before the call does not wait', () => {
    open()
    gate(1, 'j10', 'l7', 'l7')
    gate(2, 'c8')
    gate(3, 'j11')
    auditor.read(ledger)
    expect(auditor.reading()).toMatchObject({ waiting: 3, admitted: 0 })
    expect(auditor.report()).toMatchObject({ peakWaiting: 9, peakAt: START + 1000 })
  })

  test.each([
    ['a changed body', 2],
    ['a dropped record', 3],
  ])('%s breaks the chain where it happened', (fault, at) => {
    open()
    gate(1, 'j5', 'c5', 'a1')
    gate(2, 'a2')
    const [record] = ledger.records.splice(2, 1)
    if (fault === 'a changed body' && record?.body.kind === 'intake')
      ledger.records.splice(2, 0, { ...record, body: { ...record.body, intake: { ...record.body.intake, rate: 9 } } })
    expect(audit().brokenRecord).toBe(at)
  })

  describe('the rate', () => {
    /** People admitted evenly, `perSecond` a second, and gone a second later. */
    const run = (from: number, to: number, perSecond: number, first = 1) => {
      let number = first
      for (let second = from; second < to; second++) {
        const ops = Array.from({ length: perSecond }, () => `a${number++}`)
        gate(second + 0.5, `c${number}`, ...ops)
        gate(second + 0.9, ...ops.map(op => op.replace('a', 'b')))
      }
      return number
    }

    test('is measured in full windows from a minute after a change', () => {
      open()
      gate(0, 'j9000')
      run(0, 371, 5)
      expect(audit()).toMatchObject({ rateErrorPercent: 0, rateWindows: 11 })
    })

    test('a fifth too few people is an error of 20 %', () => {
      open()
      gate(0, 'j9000')
      run(0, 400, 4)
      expect(audit().rateErrorPercent).toBeCloseTo(20)
    })

    test('too many count as too few do', () => {
      open(20)
      gate(0, 'j9000')
      run(0, 400, 6)
      expect(audit().rateErrorPercent).toBeCloseTo(20)
    })

    test('is not judged while the seats are full, nobody waits, or it has just changed', () => {
      open(4)
      gate(0, 'j9000')
      run(0, 400, 4)
      const next = run(401, 700, 4, 5000)
      ledger.write(START + 700_000, { kind: 'intake', intake: { rate: 1, paused: false, ramp: null, revision: 1 } })
      run(701, 1000, 4, next)
      expect(audit()).toMatchObject({ rateErrorPercent: null, rateWindows: 0 })
    })
  })

  test('a slot with more bookings than doses is overbooked, by its worst moment', () => {
    for (const person of [1, 2, 3, 4]) auditor.answers.booked(person, 'c', booking(`code-${person}`))
    auditor.answers.booked(4, 'c', booking('code-4'))
    expect(auditor.report()).toMatchObject({ overbooked: 2, booked: 4, doubleBooked: 0 })
    auditor.answers.cancelled(4, booking('code-4'))
    expect(auditor.report()).toMatchObject({ overbooked: 2, booked: 3 })
  })

  test('doses added by a command count', () => {
    const order = { kind: 'add-slots' as const, args: { slots: [slot] } }
    const who = { id: crypto.randomUUID(), number: 1, by: 'duty-1', approvedBy: null, reason: '' }
    ledger.write(START, { kind: 'command', order, ...who })
    auditor.read(ledger)
    for (const person of [1, 2, 3, 4]) auditor.answers.booked(person, 'c', booking(`code-${person}`))
    expect(auditor.report().overbooked).toBe(0)
  })

  test('doses and cohorts of an imported plan count, each slot up to what it is to have', () => {
    const another = { ...slot, time: '10:00', doses: 1 }
    const cohort = { ...plan, id: 'd', name: { ko: '디', en: 'D' }, opensAt: START, closesAt: START + 1, weight: 1 }
    const part = { sites: [], cohorts: [cohort], slots: [{ ...slot, doses: 3 }, another] }
    const who = { id: crypto.randomUUID(), number: 1, by: 'chief', approvedBy: null, reason: '' }
    ledger.write(START, { kind: 'command', order: { kind: 'import-plan', args: part }, ...who })
    // The same part once more adds nothing, nor does one that names fewer doses.
    ledger.write(START, { kind: 'command', order: { kind: 'import-plan', args: part }, ...who })
    const less = { ...part, slots: [{ ...slot, doses: 1 }] }
    ledger.write(START, { kind: 'command', order: { kind: 'import-plan', args: less }, ...who })
    auditor.read(ledger)
    for (const person of [1, 2, 3]) auditor.answers.booked(person, 'd', booking(`code-${person}`))
    const later = booking('code-4', 2)
    auditor.answers.booked(4, 'd', { ...later, slot: { ...later.slot, time: '10:00' } })
    expect(auditor.report().overbooked).toBe(0)
    auditor.answers.booked(5, 'd', booking('code-5'))
    expect(auditor.report().overbooked).toBe(1)
    auditor.answers.refusedEligibility('d', '1950-01-01')
    expect(auditor.report().refusedEligible).toBe(0)
  })

  test('a second booking of one person, and a slot nobody planned, are found', () => {
    auditor.answers.booked(1, 'c', booking('first'))
    auditor.answers.booked(1, 'c', booking('second'))
    auditor.answers.booked(2, 'c', { ...booking('third', 7), slot: { ...booking('third', 7).slot, time: '03:00' } })
    expect(auditor.report()).toMatchObject({ doubleBooked: 1, overbooked: 1 })
  })

  test('a place that changes on asking again is lost', () => {
    const answer = { ticket: 't'.repeat(16), cohort: 'c', index: 7, number: null, returned: false, moved: false }
    auditor.answers.joined(1, answer, false)
    auditor.answers.joined(1, { ...answer, returned: true }, true)
    auditor.answers.numbered(1, 12)
    auditor.answers.claimed(1, 'c', admitted(12))
    expect(auditor.report().placesLost).toBe(0)
    auditor.answers.joined(1, { ...answer, index: 8, returned: true }, true)
    auditor.answers.numbered(1, 13)
    auditor.answers.placeLost()
    expect(auditor.report().placesLost).toBe(3)
    auditor.answers.placeOver(1)
    auditor.answers.joined(1, { ...answer, index: 99 }, false)
    expect(auditor.report().placesLost).toBe(3)
  })

  test('an admission that is answered but not on record is found', () => {
    open()
    gate(1, 'j5', 'c5', 'a1')
    auditor.answers.claimed(1, 'c', admitted(1))
    auditor.answers.claimed(2, 'c', admitted(2))
    expect(audit().unledgeredAdmissions).toBe(1)
  })

  test('bookings before the opening are early, ordered openings excepted', () => {
    auditor.answers.booked(1, 'c', booking('a', 1, START - 180_000))
    auditor.answers.booked(2, 'c', booking('b', 1, START + 1))
    expect(auditor.report().earlyBookings).toBe(2)
    ledger.write(START - 200_000, { kind: 'cohort', cohort: 'c', state: 'open', opensAt: START })
    expect(audit().earlyBookings).toBe(1)

    auditor = createAuditor({ people: 10, slots: [slot], cohorts: [plan] })
    const order = { kind: 'open-cohort' as const, args: { cohort: 'c' } }
    const who = { id: crypto.randomUUID(), number: 1, by: 'duty-1', approvedBy: 'duty-2', reason: '' }
    ledger = handLedger()
    ledger.write(START - 200_000, { kind: 'command', order, ...who })
    ledger.write(START - 200_000, { kind: 'cohort', cohort: 'c', state: 'open', opensAt: START })
    auditor.answers.booked(1, 'c', booking('a', 1, START - 180_000))
    expect(audit().earlyBookings).toBe(0)
  })

  test('waits told are held against the call, unless a command came between', () => {
    open()
    const told = (number: number, likelySeconds: number) =>
      auditor.answers.told('c', number, START + 1000, { lowSeconds: 80, likelySeconds, highSeconds: 120 })
    gate(1, 'j9')
    auditor.read(ledger)
    told(1, 110)
    told(2, 100)
    told(3, 100)
    told(9, 100)
    gate(101, 'c2')
    gate(201, 'c3')
    ledger.write(START + 300_000, { kind: 'intake', intake: { rate: 1, paused: false, ramp: null, revision: 1 } })
    gate(400, 'c9')
    const report = audit()
    expect(report).toMatchObject({ etaSamples: 3, etaMedianErrorPercent: 10, etaMedianWidthPercent: 40 })
    expect(report.etaCoverage80).toBeCloseTo(2 / 3)
  })
})
