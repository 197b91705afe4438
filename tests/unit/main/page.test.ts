import { resolve, sep } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolvePage } from '../../../src/main/page.ts'

const root = resolve('/srv/out/renderer')
const inside = (path: string) => `${root}${sep}${path.replaceAll('/', sep)}`

describe('resolvePage', () => {
  it.each([
    ['app://console/', 'index.html', 'text/html; charset=utf-8'],
    ['app://console/index.html?x#y', 'index.html', 'text/html; charset=utf-8'],
    ['app://console/assets/page-1a2b.js', 'assets/page-1a2b.js', 'text/javascript; charset=utf-8'],
    ['app://console/assets/%ED%95%9C.svg', 'assets/한.svg', 'image/svg+xml'],
  ])('finds %s', (address, path, type) => {
    expect(resolvePage('GET', address, root)).toEqual({ file: inside(path), type })
  })

  it.each([
    ['POST', 'app://console/index.html', 405],
    ['PUT', 'app://console/index.html', 405],
    ['get', 'app://console/index.html', 405],
    ['GET', 'app://other/index.html', 404],
    ['GET', 'app://console.evil/index.html', 404],
    ['GET', 'app://console:80/index.html', 404],
    ['GET', 'file:///srv/out/renderer/index.html', 404],
    ['GET', 'https://console/index.html', 404],
    ['GET', 'not an address', 404],
    ['GET', 'app://console/..%2fmain/index.js', 404],
    ['GET', 'app://console/..%2f..%2f..%2fetc/passwd.json', 404],
    ['GET', 'app://console/..%2frenderer-of-another/index.html', 404],
    ['GET', 'app://console/..%5c..%5cmain%5cindex.js', 400],
    ['GET', 'app://console/index.html%00.js', 400],
    ['GET', 'app://console/%E0%A4%A', 400],
    ['GET', 'app://console/assets', 404],
    ['GET', 'app://console/notes.txt', 404],
    ['GET', 'app://console/.env', 404],
  ])('answers %s %s with %i', (method, address, status) => {
    expect(resolvePage(method, address, root)).toEqual({ status })
  })

  it('never leaves its folder, whatever the path', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '/',
      '\\',
      '%5c',
      'assets',
      'index.html',
      '%00',
      '한',
      '//',
      '?',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const resolved = resolvePage('GET', `app://console/${pieces.join('')}.js`, root)
        if ('file' in resolved) expect(resolved.file.startsWith(root + sep)).toBe(true)
      }),
    )
  })
})
