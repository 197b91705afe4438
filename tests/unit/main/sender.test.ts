import type { WebFrameMain } from 'electron'
import { describe, expect, it } from 'vitest'
import { isTrusted, originOf } from '../../../src/main/sender.ts'

const parent = {} as WebFrameMain

describe('isTrusted', () => {
  it.each([
    ['the page itself', { url: 'app://console/index.html', parent: null }, true],
    ['a frame in it', { url: 'app://console/index.html', parent }, false],
    ['a page from elsewhere', { url: 'https://evil.example/', parent: null }, false],
    ['another host of the scheme', { url: 'app://console.evil/index.html', parent: null }, false],
    ['an error page', { url: 'chrome-error://chromewebdata/', parent: null }, false],
    ['an empty page', { url: 'about:blank', parent: null }, false],
    ['no address', { url: '', parent: null }, false],
    ['a frame that is gone', null, false],
  ])('%s: %#', (_who, frame, trusted) => {
    expect(isTrusted(frame, 'app://console')).toBe(trusted)
  })
})

it('names the origin of a scheme of one’s own', () => {
  expect(originOf('app://console/index.html?x')).toBe('app://console')
  expect(originOf('http://localhost:5173/')).toBe('http://localhost:5173')
  expect(originOf('nonsense')).toBeUndefined()
})
