import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { IncomingMessage, Server } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocketServer, type WebSocket } from 'ws'
import { createConsoleCore, type ConsoleWarning } from '../console/core.ts'
import { serveBridge } from '../console/serve.ts'
import type { BridgeDown } from '../protocol/bridge.ts'
import { bridgeProtocol, tokenParameter, tokenRefusedCode } from '../protocol/shell.ts'
import { tokenOffered, upgradeRefusal } from './guard.ts'
import { createPages } from './pages.ts'

export interface WebOptions {
  /** The backend's operator plane, and the operator's token for it. */
  readonly connect: string
  readonly token: string | (() => string)
  readonly tokenFile?: string | null
  /** Where to listen; port 0 means any. */
  readonly host?: string
  readonly port: number
  /** Where the journal is kept; null keeps none. */
  readonly dataDir: string | null
  readonly readOnly: boolean
  /** The built page; `out/renderer` when left out. */
  readonly pages?: string
  readonly onWarning?: (warning: ConsoleWarning) => void
}

export interface WebHost {
  /** With the token of this launch in its fragment. */
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** Frames that a page may still have in its queue (bytes): beyond the first, what is soon replaced is left out. */
const queueSoft = 8 * 1024 * 1024
const queueHard = 64 * 1024 * 1024
const maxPageFrame = 64 * 1024
const builtPages = fileURLToPath(new URL('../../out/renderer', import.meta.url))

/**
 * The browser shell: serves the page and its bridge from this process. Throws the error of `listen` (code `EADDRINUSE`
 * when the port is taken), and `ENOENT` when the page has not been built.
 */
export async function serveWeb(options: WebOptions): Promise<WebHost> {
  const { host = '127.0.0.1', pages = builtPages } = options
  if (!existsSync(join(pages, 'index.html')))
    throw Object.assign(new Error(`the page is not built: ${pages}`), { code: 'ENOENT' })
  const loopbackOnly = ['127.0.0.1', '::1', 'localhost'].includes(host)
  const launchToken = randomBytes(32).toString('base64url')
  let port = options.port

  const app = await createPages({ directory: pages, port: () => port, loopbackOnly })
  await app.listen({ host, port })
  const address = app.server.address()
  if (address && typeof address === 'object') ({ port } = address)

  const core = createConsoleCore({
    url: options.connect,
    token: options.token,
    tokenFile: options.tokenFile ?? null,
    journal: options.dataDir === null ? null : journalIn(options.dataDir),
    readOnly: options.readOnly,
    shell: 'browser',
    ...(options.onWarning && { onWarning: options.onWarning }),
  })
  const sockets = acceptBridges(app.server, {
    refuse: request => upgradeRefusal(request, port, loopbackOnly),
    admit: header => tokenOffered(header, launchToken),
    serve(socket) {
      const stop = serveBridge(core, portOf(socket))
      socket.on('close', stop)
    },
  })

  const shown = loopbackOnly || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return {
    url: `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}/#${tokenParameter}=${launchToken}`,
    port,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      await Promise.all([app.close(), core.close()])
    },
  }
}

const journalIn = (dataDir: string) => ({
  file: join(dataDir, 'console-journal.sqlite'),
  worker: new URL('../console/journal.worker.ts', import.meta.url),
})

interface Admission {
  readonly refuse: (request: IncomingMessage) => 403 | 404 | undefined
  readonly admit: (protocols: string | undefined) => boolean
  readonly serve: (socket: WebSocket) => void
}

function acceptBridges(server: Server, { refuse, admit, serve }: Admission): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxPageFrame,
    perMessageDeflate: false,
    // The token is offered as a sub-protocol too; it is never the one that is chosen, so it is never sent back.
    handleProtocols: offered => (offered.has(bridgeProtocol) ? bridgeProtocol : false),
  })
  server.on('upgrade', (request, stream, head) => {
    const status = refuse(request)
    if (status) {
      stream.end(`HTTP/1.1 ${status} ${status === 403 ? 'Forbidden' : 'Not Found'}\r\nConnection: close\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, stream, head, socket => {
      socket.on('error', () => socket.terminate())
      // Closed by a code rather than refused as a request: a page can read the code, and say why.
      if (admit(request.headers['sec-websocket-protocol'])) serve(socket)
      else socket.close(tokenRefusedCode)
    })
  })
  return sockets
}

function portOf(socket: WebSocket) {
  return {
    post(frame: BridgeDown) {
      const passing = frame.type === 'push' && (frame.name === 'sample' || frame.name === 'link')
      if (passing && socket.bufferedAmount > queueSoft) return
      if (socket.bufferedAmount > queueHard) socket.terminate()
      else if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame))
    },
    onMessage(receive: (frame: unknown) => void) {
      socket.on('message', (data, isBinary) => {
        let frame: unknown
        try {
          frame = isBinary ? undefined : JSON.parse((data as Buffer).toString())
        } catch {
          frame = undefined
        }
        // A page speaks JSON; whoever does not is no page of ours.
        if (frame === undefined) socket.close(1003)
        else receive(frame)
      })
    },
  }
}
