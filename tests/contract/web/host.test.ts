import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { serveWeb, type WebHost } from '../../../src/web/host.ts'
import { openOperatorPlane, token, type OperatorPlane } from '../console/operatorPlane.ts'

let plane: OperatorPlane
let host: WebHost
let folder: string

/** Sends bytes as they are: no client library tidies up the path or the headers. */
function raw(request: string, port = host.port): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
    socket.on('close', () => resolve(answer)).on('error', reject)
  })
}
const get = (path: string, headers: string[] = [`Host: 127.0.0.1:${host.port}`]) =>
  raw([`GET ${path} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n'))
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])

/** Resolves with the first message, the close code, or the HTTP status of a refusal. */
function dial(
  protocols: string[],
  headers: Record<string, string> = {},
  origin = `http://127.0.0.1:${host.port}`,
): Promise<string> {
  return new Promise(resolve => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/bridge`, protocols, {
      origin,
      headers,
    })
    socket.on('message', data => {
      resolve(`${socket.protocol} ${(data as Buffer).toString().slice(0, 30)}`)
      socket.close()
    })
    socket.on('close', code => resolve(`closed ${code}`))
    socket.on('unexpected-response', (_request, response) => {
      resolve(`status ${response.statusCode}`)
      socket.terminate()
    })
    socket.on('error', () => {})
  })
}
const secret = () => new URLSearchParams(new URL(host.url).hash.slice(1)).get('token') ?? ''
const good = () => ['sluice.bridge.v1', `token.${secret()}`]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-web-'))
  mkdirSync(join(folder, 'pages', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'pages', 'index.html'), '<!doctype html><title>Sluice</title>')
  writeFileSync(join(folder, 'pages', '.hidden'), 'not for everyone')
  writeFileSync(join(folder, 'pages', 'assets', 'page-1a2b.js'), 'export {}')
  writeFileSync(join(folder, 'outside.txt'), 'outside')
  plane = await openOperatorPlane()
  host = await serveWeb({
    connect: plane.url,
    token,
    port: 0,
    dataDir: join(folder, 'data'),
    readOnly: false,
    pages: join(folder, 'pages'),
  })
})
afterAll(async () => {
  await host.close()
  await plane.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the browser shell', () => {
  it('serves the page with headers that let it do nothing more than it must', async () => {
    const answer = await get('/')
    expect(statusOf(answer)).toBe(200)
    expect(answer).toContain("content-security-policy: default-src 'none'; script-src 'self'")
    expect(answer).not.toMatch(/unsafe-(inline|eval)/)
    for (const header of ['x-content-type-options: nosniff', 'x-frame-options: DENY', 'referrer-policy: no-referrer'])
      expect(answer).toContain(header)
    expect(answer).toContain('cache-control: no-store')
    expect(await get('/assets/page-1a2b.js')).toContain('immutable')
  })

  it.each([
    '/../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/assets/..%2f..%2foutside.txt',
    '/%2e%2e%5coutside.txt',
    '/.hidden',
    '/assets',
    '/assets/',
    '/nothing.html',
    '/%00',
    '/%ff',
    '//evil.example/x',
  ])('does not serve %s', async path => {
    const answer = await get(path)
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400)
    expect(statusOf(answer)).toBeLessThan(500)
    expect(answer).not.toContain('outside\n')
    expect(answer).not.toContain('not for everyone')
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async method => {
    const answer = await raw(`${method} / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: close\r\n\r\n`)
    expect(statusOf(answer)).toBe(404)
  })

  it.each([['evil.example'], ['evil.example:7400'], ['localhost.evil.example'], ['127.0.0.1']])(
    'is not reached under the name %s',
    async name => {
      const answer = await get('/', [`Host: ${name}`])
      expect(statusOf(answer)).toBe(403)
      expect(answer).not.toContain('<title>')
      expect(await dial(good(), { Host: name })).toBe('status 403')
    },
  )

  it('opens the bridge to its own page with the token, and never says the token back', async () => {
    const answer = await dial(good())
    expect(answer).toMatch(/^sluice\.bridge\.v1 \{"type":"push","name":"link"/)
    expect(answer).not.toContain(secret())
  })

  it.each([['http://evil.example'], ['null'], ['https://127.0.0.1:7400'], ['']])(
    'does not open it to a page of %j',
    async origin => {
      expect(await dial(good(), {}, origin)).toBe('status 403')
    },
  )

  it.each([
    ['no token', ['sluice.bridge.v1']],
    ['another token', ['sluice.bridge.v1', 'token.AAAA']],
    ['an empty one', ['sluice.bridge.v1', 'token.']],
  ])('closes at once to %s, with a code that the page can read', async (_what, protocols) => {
    expect(await dial(protocols)).toBe('closed 4401')
  })

  it('has another token at each launch', async () => {
    const other = await serveWeb({
      connect: plane.url,
      token,
      port: 0,
      dataDir: null,
      readOnly: true,
      pages: join(folder, 'pages'),
    })
    await other.close()
    expect(other.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
    expect(new URL(other.url).hash).not.toBe(new URL(host.url).hash)
  })

  it('drops a page that sends what is no frame, or too large a one, and goes on', async () => {
    for (const bad of ['{', 'x'.repeat(70_000)]) {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}/bridge`, good(), {
        origin: `http://127.0.0.1:${host.port}`,
      })
      socket.on('error', () => {})
      const code = await new Promise(resolve => {
        socket.on('open', () => socket.send(bad))
        socket.on('close', resolve)
      })
      expect([1003, 1009]).toContain(code)
    }
    expect(await dial(good())).toContain('link')
  })

  it('names a port that is taken', async () => {
    const second = serveWeb({
      connect: plane.url,
      token,
      port: host.port,
      dataDir: null,
      readOnly: true,
      pages: join(folder, 'pages'),
    })
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
