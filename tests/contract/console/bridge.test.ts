import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createConsoleCore, type ConsoleCore } from '../../../src/console/core.ts'
import { serveBridge } from '../../../src/console/serve.ts'
import type { BridgeDown } from '../../../src/protocol/bridge.ts'
import { connectBridge, type ConsoleBridge, type TransportState } from '../../../src/renderer/bridge.ts'
import { openPortCarrier, openSocketCarrier, type OpenCarrier } from '../../../src/renderer/carriers.ts'
import { portChannel } from '../../../src/protocol/shell.ts'
import { serveWeb, type WebHost } from '../../../src/web/host.ts'
import { eventually } from './eventually.ts'
import { openOperatorPlane, token, type OperatorPlane } from './operatorPlane.ts'

/** The bridge table end to end, page code included, over each of the two carriers. */

interface Shell {
  readonly open: OpenCarrier
  /** The page's address, when it has one. */
  readonly address: string
  /** Cuts what carries the bridge, and leaves the host as it is. */
  cut(): void
  close(): Promise<void>
}

let plane: OperatorPlane
let folder: string
let shell: Shell
let bridge: ConsoleBridge
let transport: TransportState[]

async function browserShell(): Promise<Shell> {
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  const host: WebHost = await serveWeb({
    connect: plane.url,
    token,
    port: 0,
    dataDir: null,
    readOnly: false,
    pages: folder,
  })
  // A page's WebSocket says where it comes from; Node's says nothing, so that part of a page is given to it.
  const origin = `http://127.0.0.1:${host.port}`
  const sockets: WebSocket[] = []
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(url: string | URL, protocols: string[]) {
        super(url, protocols, { origin })
        sockets.push(this)
      }
    },
  )
  const secret = new URLSearchParams(new URL(host.url).hash.slice(1)).get('token') ?? ''
  return {
    open: openSocketCarrier(secret, host.url),
    address: host.url,
    cut: () => sockets.at(-1)?.terminate(),
    close: () => host.close(),
  }
}

/** A window's message channel and a core behind it, as the preload and the main process join them. */
function desktopShell(): Shell {
  const core: ConsoleCore = createConsoleCore({
    url: plane.url,
    token,
    journal: null,
    readOnly: false,
    shell: 'electron',
  })
  const page = new EventTarget()
  vi.stubGlobal('window', page)
  const ports: MessagePort[] = []
  const open = openPortCarrier({
    openBridge() {
      const { port1, port2 } = new MessageChannel()
      ports.push(port1)
      const stop = serveBridge(core, {
        post: (frame: BridgeDown) => port1.postMessage(frame),
        onMessage: receive => (port1.onmessage = ({ data }: MessageEvent<unknown>) => receive(data)),
      })
      port1.addEventListener('close', stop)
      const message = new Event('message')
      page.dispatchEvent(Object.assign(message, { source: page, data: portChannel, ports: [port2] }))
    },
  })
  return {
    open,
    address: '',
    cut: () => ports.at(-1)?.close(),
    async close() {
      for (const port of ports) port.close()
      await core.close()
    },
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-bridge-'))
  plane = await openOperatorPlane()
})
afterEach(async () => {
  bridge.close()
  await shell.close()
  await plane.close()
  vi.unstubAllGlobals()
  rmSync(folder, { recursive: true, force: true })
})

async function enter(make: () => Shell | Promise<Shell>): Promise<void> {
  shell = await make()
  transport = []
  bridge = await connectBridge({ open: shell.open, retry: [20, 100] })
  bridge.onTransport(state => void transport.push(state))
}

describe.each([
  ['WebSocket', browserShell, 'browser'],
  ['MessagePort', desktopShell, 'electron'],
] as const)('the bridge over a %s', (_name, make, kind) => {
  beforeEach(async () => {
    await enter(make)
    await eventually(async () => expect((await bridge.request('state', {})).link.state).toBe('live'))
  })

  it('is open once the host has spoken, and gives the state', async () => {
    expect(transport).toEqual(['open'])
    const state = await bridge.request('state', {})
    expect(state).toMatchObject({ shell: kind, readOnly: false, tracked: [], snapshot: { mode: 'DRILL' } })
  })

  it('brings samples, events, and the snapshot that an event changed', async () => {
    const seen: string[] = []
    bridge.on('sample', sample => void seen.push(`sample ${sample.sequence}`))
    bridge.on('event', event => void seen.push(`event ${event.body.kind}`))
    bridge.on('snapshot', ({ intake }) => {
      // The snapshot of the welcome itself may still be on its way.
      if (intake.revision > 3) seen.push(`rate ${intake.rate}`)
    })
    plane.sample(false)
    plane.event({ kind: 'intake', intake: { rate: 7, paused: false, ramp: null, revision: 4 } })
    await eventually(() => expect(seen).toEqual(['sample 1', 'event intake', 'rate 7']))
  })

  it('stops bringing what nobody listens to any more', async () => {
    const seen: number[] = []
    const stop = bridge.on('sample', ({ sequence }) => void seen.push(sequence))
    plane.sample()
    await eventually(() => expect(seen).toEqual([1]))
    stop()
    plane.sample()
    await eventually(async () => expect((await bridge.request('state', {})).samples).toHaveLength(2))
    expect(seen).toEqual([1])
  })

  it('carries a command there and its record back', async () => {
    const id = randomUUID()
    const tracked = await bridge.request('pause', { id, reason: '서버 과부하' })
    expect(tracked).toMatchObject({ id, state: 'accepted', record: { reason: '서버 과부하' } })
  })

  it('refuses by code what the table does not allow', async () => {
    await expect(bridge.request('pause', { id: 'not-a-uuid', reason: '' })).rejects.toMatchObject({
      name: 'RefusalError',
      code: 'bad-request',
      detail: expect.stringContaining('id') as string,
    })
    await expect(bridge.request('constructor' as 'state', {})).rejects.toMatchObject({ code: 'bad-request' })
    await expect(bridge.request('acknowledge', { alert: 'a' })).rejects.toMatchObject({ code: 'message-unknown' })
  })
})

describe.each([
  ['WebSocket', browserShell],
  ['MessagePort', desktopShell],
] as const)('a page whose %s is cut', (_name, make) => {
  it('refuses what was asked, says so, and is open again with its listeners', async () => {
    await enter(make)
    await eventually(async () => expect((await bridge.request('state', {})).link.state).toBe('live'))
    const numbers: number[] = []
    bridge.on('sample', ({ sequence }) => void numbers.push(sequence))
    plane.intercept = message => message.type === 'preview'
    const asked = bridge.request('preview', { order: { kind: 'pause', args: {} } })
    await eventually(() => expect(plane.heard.some(({ type }) => type === 'preview')).toBe(true))
    shell.cut()
    await expect(asked).rejects.toMatchObject({ code: 'not-connected' })
    await eventually(() => expect(transport).toEqual(['open', 'lost', 'open']))
    plane.sample()
    await eventually(() => expect(numbers).toEqual([1]))
  })
})

describe('a page of the browser shell', () => {
  it('refuses at once while its host is gone, and keeps nothing for later', async () => {
    await enter(browserShell)
    await shell.close()
    await eventually(() => expect(transport).toContain('lost'))
    const given = bridge.request('pause', { id: randomUUID(), reason: '' })
    await expect(given).rejects.toMatchObject({ code: 'not-connected' })
    expect(plane.executed.size).toBe(0)
  })

  it('is told when its token is not that of this launch', async () => {
    await enter(browserShell)
    const stranger = await connectBridge({ open: openSocketCarrier('of-another-launch', shell.address) })
    const states: TransportState[] = []
    stranger.onTransport(state => void states.push(state))
    expect(states).toEqual(['refused'])
    stranger.close()
  })
})
