import { expect, test } from 'vitest'
import { createNonces } from '../../../src/backend/booking/nonces.ts'

const LIFETIME = 600_000

test('a nonce belongs to who used it first, through growth of the table', () => {
  const nonces = createNonces(LIFETIME)
  for (let i = 0; i < 20_000; i++) expect(nonces.use(`nonce-${i}`, `client-${i % 7}`, 0)).toBe(true)
  for (let i = 0; i < 20_000; i++) {
    expect(nonces.use(`nonce-${i}`, `client-${i % 7}`, 1)).toBe(true)
    expect(nonces.use(`nonce-${i}`, 'thief', 1)).toBe(false)
  }
})

test('it is known for at least the lifetime of an assertion, whenever it was used', () => {
  for (const used of [0, 1, LIFETIME / 2, LIFETIME - 1]) {
    const nonces = createNonces(LIFETIME)
    nonces.use('first', 'somebody', 0)
    nonces.use('nonce', 'phone', used)
    for (let at = used; at < used + LIFETIME; at += 10_000) expect(nonces.use('nonce', 'thief', at)).toBe(false)
  }
})

test('it is forgotten after two, so that memory has an end', () => {
  const nonces = createNonces(LIFETIME)
  nonces.use('nonce', 'phone', 0)
  expect(nonces.use('nonce', 'tablet', 2 * LIFETIME)).toBe(true)
})

test('a full table refuses new nonces rather than forget old ones', () => {
  const nonces = createNonces(LIFETIME, 100)
  for (let i = 0; i < 100; i++) nonces.use(`nonce-${i}`, 'phone', 0)
  expect(() => nonces.use('one more', 'phone', 0)).toThrow('unavailable')
  expect(nonces.use('nonce-7', 'thief', 0)).toBe(false)
  expect(nonces.use('one more', 'phone', LIFETIME)).toBe(true)
})
