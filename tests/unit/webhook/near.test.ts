import { describe, expect, test } from 'vitest'
import { readAddress } from '../../../src/backend/webhook/endpoint.ts'
import { nearUpTo } from '../../../src/backend/webhook/near.ts'
import { createSigner, readSecrets } from '../../../src/backend/webhook/signature.ts'
import type { StatusDocument } from '../../../src/protocol/citizen.ts'

const line = (changes: Partial<StatusDocument> = {}): StatusDocument => ({
  v: 1,
  cohort: 'c',
  state: 'open',
  serverTime: 7_200_000,
  opensAt: 0,
  closesAt: 86_400_000,
  serving: 1000,
  issued: 100_000,
  waiting: 99_000,
  waitingKind: 'nominal',
  callsPerSecond: 10,
  admissionsPerSecond: 10,
  showRatio: 1,
  slotsLeft: 90_000,
  outlook: 'enough',
  joining: true,
  lastsTo: null,
  pollAfterMs: 10_000,
  draw: { commitment: '', witnessCommitment: '', n: 0, root: null, seed: '' },
  ledger: { index: 0, head: '' },
  ...changes,
})

describe('whose turn is near', () => {
  test('is whoever is expected to be called within the lead', () => {
    const upTo = nearUpTo(line(), 600)
    expect(upTo).toBeGreaterThan(6900)
    expect(upTo).toBeLessThan(7100)
    expect(nearUpTo(line({ issued: 3000 }), 600)).toBe(3000)
  })

  test('is nobody who has not been called while the intake is paused, not open, or all doses are gone', () => {
    expect(nearUpTo(line({ state: 'paused' }), 600)).toBe(1000)
    expect(nearUpTo(line({ slotsLeft: 0, outlook: 'gone' }), 600)).toBe(1000)
    expect(nearUpTo(line({ state: 'prequeue', serving: 0 }), 600)).toBe(0)
    expect(nearUpTo(line({ state: 'closed' }), 600)).toBe(0)
  })

  test('is nobody for whom hardly a dose is left', () => {
    const lastsTo = { low: 1500, likely: 2000, high: 2500 }
    expect(nearUpTo(line({ outlook: 'short', lastsTo }), 600)).toBe(2500)
  })
})

test('an address is https, or http on this machine, and holds no password', () => {
  const sound = ['https://sms.example.kr/near', 'http://127.0.0.1:9000/', 'http://localhost:1', 'http://[::1]:1/x']
  for (const text of sound) expect(readAddress(text)?.href).toBe(new URL(text).href)
  const unsafe = [
    'http://sms.example.kr/near',
    'http://127.0.0.1.example.kr/',
    'https://user:word@sms.example.kr/',
    'file:///etc/passwd',
    'sms.example.kr',
    '',
  ]
  for (const text of unsafe) expect(readAddress(text)).toBeUndefined()
})

test('secrets are 24 to 64 bytes in base64, several while one replaces another', () => {
  const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 1).toString('base64')}`
  const [old, next] = [secretOf(24), secretOf(64)]
  const keys = readSecrets(`${old}\n${next}\n`)
  expect(keys).toHaveLength(2)
  const headers = createSigner(keys ?? []).headers('msg_1', 1, '{}')
  const signatures = headers['webhook-signature']?.split(' ')
  expect(signatures?.map(each => each.slice(0, 3))).toEqual(['v1,', 'v1,'])
  for (const text of ['', 'whsec_', secretOf(23), secretOf(65), 'whsec_not base64!'])
    expect(readSecrets(text)).toBeUndefined()
})
