import { describe, expect, it } from 'vitest'
import { hostAllowed, originAllowed, tokenOffered, upgradeRefusal } from '../../../src/web/guard.ts'

describe('hostAllowed', () => {
  it.each([
    ['127.0.0.1:7400', true],
    ['localhost:7400', true],
    ['LOCALHOST:7400', true],
    ['[::1]:7400', true],
    ['127.0.0.1', false],
    ['127.0.0.1:7401', false],
    ['evil.example:7400', false],
    ['127.0.0.1.evil.example:7400', false],
    ['localhost.evil.example:7400', false],
    ['192.168.0.7:7400', false],
    ['127.0.0.1:7400, evil.example', false],
    ['127.0.0.1:7400@evil.example', false],
    ['user@127.0.0.1:7400', false],
    ['127.0.0.1:7400\u0000', false],
    ['', false],
    [undefined, false],
  ])('%j on the loopback: %s', (header, allowed) => {
    expect(hostAllowed(header, 7400, true)).toBe(allowed)
  })

  it.each([
    ['192.168.0.7:7400', true],
    ['[fe80::1]:7400', true],
    ['localhost:7400', true],
    ['evil.example:7400', false],
    ['192.168.0.7.evil.example:7400', false],
  ])('%j on a network: %s, since rebinding needs a name', (header, allowed) => {
    expect(hostAllowed(header, 7400, false)).toBe(allowed)
  })
})

describe('originAllowed', () => {
  it.each([
    ['http://127.0.0.1:7400', true],
    ['https://127.0.0.1:7400', false],
    ['http://127.0.0.1:7401', false],
    ['http://localhost:7400', false],
    ['http://evil.example', false],
    ['null', false],
    ['', false],
    [undefined, false],
  ])('%j to 127.0.0.1:7400: %s', (origin, allowed) => {
    expect(originAllowed(origin, '127.0.0.1:7400')).toBe(allowed)
  })
})

describe('tokenOffered', () => {
  it.each([
    ['sluice.bridge.v1, token.secret', true],
    ['token.secret, sluice.bridge.v1', true],
    ['sluice.bridge.v1', false],
    ['token.secret', false],
    ['sluice.bridge.v1, token.', false],
    ['sluice.bridge.v1, token.secret2', false],
    ['sluice.bridge.v1, secret', false],
    ['', false],
    [undefined, false],
  ])('%j: %s', (header, offered) => {
    expect(tokenOffered(header, 'secret')).toBe(offered)
  })
})

it('refuses an upgrade to any other path', () => {
  const headers = { host: '127.0.0.1:7400', origin: 'http://127.0.0.1:7400' }
  expect(upgradeRefusal({ url: '/bridge', headers }, 7400, true)).toBeUndefined()
  expect(upgradeRefusal({ url: '/bridge?x', headers }, 7400, true)).toBe(404)
  expect(upgradeRefusal({ url: '/', headers }, 7400, true)).toBe(404)
  expect(upgradeRefusal({ url: '/bridge', headers: { host: '127.0.0.1:7400' } }, 7400, true)).toBe(403)
})
