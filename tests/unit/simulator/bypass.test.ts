import { beforeEach, describe, expect, test } from 'vitest'
import type { Booking } from '../../../src/protocol/citizen.ts'
import type { Gain } from '../../../src/simulator/attacks/attack.ts'
import { createAuditor, type Auditor } from '../../../src/simulator/auditor.ts'
import { handLedger } from './ledger.ts'

const START = 1_000_000_000_000
const plan = { id: 'c', bornFrom: '1967-01-01', bornTo: '1968-12-31', prequeueAt: START - 1_800_000 }
const slot = { site: 'site-001', vaccine: 'moderna', date: '2021-07-26', time: '09:00' }

const place = (index: number, returned = false) => ({
  ticket: 't'.repeat(16),
  cohort: 'c',
  index,
  number: null,
  returned,
  moved: returned,
})
const admitted = (number: number) => ({
  state: 'admitted' as const,
  number,
  admission: 'a'.repeat(16),
  expiresAt: START,
  warnBeforeMs: 60_000,
  extendableUntil: START,
})
const booking = (code: string, bookedAt = START): Booking => ({
  code,
  slot: { id: 1, ...slot },
  state: 'confirmed',
  bookedAt,
})

describe('an attempt that was not refused', () => {
  let ledger: ReturnType<typeof handLedger>
  let auditor: Auditor

  beforeEach(() => {
    ledger = handLedger()
    auditor = createAuditor({ people: 100, slots: [{ ...slot, doses: 9 }], cohorts: [plan] })
    ledger.write(START, { kind: 'cohort', cohort: 'c', state: 'open', opensAt: START })
  })

  const attempted = (gain: Gain, { person = 1, birthDate = '1968-02-29', at = START + 60_000 } = {}) =>
    auditor.answers.attempted({ person, cohort: 'c', birthDate, at }, gain)
  const gate = (seconds: number, ...ops: string[]) =>
    ledger.write(START + seconds * 1000, { kind: 'gate', cohort: 'c', ops })
  const succeeded = () => {
    auditor.read(ledger)
    return auditor.report().bypassSucceeded
  }

  test('is a success when it booked: with forged, with shared, with no tokens', () => {
    attempted({ kind: 'booking', booking: booking('one') })
    attempted({ kind: 'booking', booking: booking('two') }, { person: 2 })
    expect(succeeded()).toBe(2)
    expect(auditor.report()).toMatchObject({ booked: 2, earlyBookings: 0 })
  })

  test('is none when it only got the answer again that the person had had before', () => {
    auditor.answers.booked(1, 'c', booking('mine'))
    attempted({ kind: 'booking', booking: booking('mine') })
    expect(succeeded()).toBe(0)
    attempted({ kind: 'booking', booking: booking('another') })
    expect(succeeded()).toBe(1)
    expect(auditor.report()).toMatchObject({ doubleBooked: 1, booked: 2 })
  })

  test('counts as booked early too, before the opening', () => {
    attempted({ kind: 'booking', booking: booking('early', START - 180_000) })
    expect(succeeded()).toBe(1)
    expect(auditor.report().earlyBookings).toBe(1)
  })

  test('is a success when a token that is not one’s own got a seat, or a place in the parking', () => {
    attempted({ kind: 'seat', answer: { state: 'waiting', number: null, retryAfterMs: 1000 } })
    expect(succeeded()).toBe(0)
    attempted({ kind: 'seat', answer: admitted(4) })
    attempted({ kind: 'seat', answer: { state: 'parked', number: 5, retryAfterMs: 1000 } })
    expect(succeeded()).toBe(2)
  })

  test('is a success when one’s own number got a seat before the ledger called it', () => {
    gate(30, 'j90', 'c10')
    auditor.read(ledger)
    attempted({ kind: 'turn', answer: admitted(10) })
    expect(succeeded()).toBe(0)
    attempted({ kind: 'turn', answer: admitted(12) })
    attempted({ kind: 'turn', answer: admitted(13) })
    attempted({ kind: 'turn', answer: { state: 'waiting', number: null, retryAfterMs: 1000 } })
    // On record at the instant of the answer, but read later: lawful. Called later still: not.
    gate(60, 'c12')
    expect(succeeded()).toBe(1)
    gate(90, 'c80')
    expect(succeeded()).toBe(1)
    attempted({ kind: 'turn', answer: admitted(88) })
    expect(succeeded()).toBe(2)
  })

  test.each([
    ['1966-12-31', 1],
    ['1967-01-01', 0],
    ['1968-12-31', 0],
    ['1969-01-01', 1],
  ])('is judged by the birth date for a place: born %s, %i', (birthDate, successes) => {
    attempted({ kind: 'place', answer: place(1) }, { birthDate })
    expect(succeeded()).toBe(successes)
  })

  test('is a success when it got a place before the pre-queue opened', () => {
    attempted({ kind: 'place', answer: place(1) }, { at: plan.prequeueAt })
    expect(succeeded()).toBe(0)
    attempted({ kind: 'place', answer: place(2) }, { person: 2, at: plan.prequeueAt - 1 })
    expect(succeeded()).toBe(1)
  })

  test('is a success when one person got a second place', () => {
    auditor.answers.joined(1, place(7), false)
    attempted({ kind: 'return', answer: place(7, true) })
    expect(succeeded()).toBe(0)
    attempted({ kind: 'return', answer: place(8) })
    attempted({ kind: 'place', answer: place(9) })
    expect(succeeded()).toBe(2)
  })
})

test('who is told not to be eligible is held against the plan', () => {
  const auditor = createAuditor({ people: 1, slots: [], cohorts: [plan] })
  const told = (birthDate: string) => auditor.answers.refusedEligibility('c', birthDate)
  for (const birthDate of ['1966-12-31', '1969-01-01']) told(birthDate)
  expect(auditor.report().refusedEligible).toBe(0)
  for (const birthDate of ['1967-01-01', '1968-02-29', '1968-12-31']) told(birthDate)
  expect(auditor.report().refusedEligible).toBe(3)
})
