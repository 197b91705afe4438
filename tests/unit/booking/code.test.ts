import { expect, test } from 'vitest'
import { newCode, readCode, showCode } from '../../../src/backend/booking/code.ts'

test('codes are twelve unambiguous characters and do not repeat', () => {
  const codes = new Set(Array.from({ length: 20_000 }, newCode))
  expect(codes.size).toBe(20_000)
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
  // 240,000 characters of 32 kinds: each within six standard deviations of 7,500.
  const counts = new Map<string, number>()
  for (const character of [...codes].join('')) counts.set(character, (counts.get(character) ?? 0) + 1)
  expect(counts.size).toBe(32)
  for (const count of counts.values()) expect(Math.abs(count - 7500)).toBeLessThan(520)
})

test('what people type is read as they meant it', () => {
  expect(showCode('K7Q2M9XRT4WB')).toBe('K7Q2-M9XR-T4WB')
  expect(readCode(' k7q2 m9xr-t4wb')).toBe('K7Q2M9XRT4WB')
  expect(readCode('OIL0-1000-0000')).toBe('011010000000')
  for (const wrong of ['', 'K7Q2-M9XR-T4W', 'K7Q2-M9XR-T4WBB', 'K7Q2-M9XR-T4WU', 'x'.repeat(10_000)])
    expect(readCode(wrong)).toBeUndefined()
})
