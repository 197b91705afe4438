import { expect, test } from 'vitest'
import { doorOf } from '../../../src/backend/booking/doors.ts'
import { errorCodes } from '../../../src/protocol/errors.ts'

test('what happens to honest people is no attack', () => {
  const honest = [
    'not-eligible',
    'ticket-superseded',
    'admission-expired',
    'lease-over',
    'slot-full',
    'already-booked',
    'cohort-closed',
    'sold-out',
    'identity-expired',
    'too-many-requests',
    'unavailable',
  ] as const
  for (const code of honest) expect(doorOf(code)).toBeUndefined()
})

test('every refusal of something made up, stolen, early or missing has its door', () => {
  const byDoor = Object.groupBy(errorCodes, code => doorOf(code) ?? 'none')
  expect(byDoor.D1).toEqual(['identity-invalid', 'ticket-invalid', 'not-called', 'admission-invalid', 'not-yours'])
  expect(byDoor.D3).toEqual(['ticket-missing', 'admission-missing'])
  expect(byDoor.D4).toEqual(['cohort-not-open'])
  expect(byDoor.D7).toEqual(['identity-replayed', 'wrong-client', 'admission-revoked'])
})
