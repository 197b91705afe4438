import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import { subProtocol } from '../../protocol/console.ts'
import type { Accounts } from '../control/accounts.ts'
import type { OperatorParts } from './operatorAnswers.ts'
import { answerHttp } from './operatorHttp.ts'
import { openSession, sessionTimes, type SessionTimes } from './operatorSession.ts'

export const operatorPath = '/v1/console'

export interface OperatorOptions {
  readonly parts: OperatorParts
  readonly accounts: Accounts
  /** 0 means any. */
  readonly port: number
  readonly host: string
  readonly log: Logger
  /** Undefined when ready, else what is missing. */
  readonly notReady: () => string | undefined
  /** Origins of pages that may connect. Consoles are programs and send none. */
  readonly origins?: readonly string[]
  readonly times?: SessionTimes
}

export interface OperatorPlane {
  /** `ws://host:port/v1/console` */
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/**
 * Frames up to this many bytes are read, so that one over the protocol's 64 KB gets its named error before the
 * connection closes; a longer one is cut off by its header alone.
 */
const MOST_READ_BYTES = 1024 * 1024
const MOST_CONSOLES = 512

/** Serves consoles over WebSockets and health over HTTP, on one port. Rejects with the error of `listen`. */
export async function serveOperators(options: OperatorOptions): Promise<OperatorPlane> {
  const { parts, accounts, port, host, log, notReady, origins = [], times = sessionTimes } = options
  const { clock, ledger, telemetry } = parts
  const server = createServer((request, response) =>
    answerHttp(request, response, { clock, ledger, accounts, notReady, metrics: () => telemetry.prometheus() }),
  )
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_READ_BYTES,
    perMessageDeflate: false,
    handleProtocols: offered => (offered.has(subProtocol) ? subProtocol : false),
  })
  const sessions = new Set<ReturnType<typeof openSession>>()

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const refused = refusalOf(request, origins, sessions.size)
    if (refused) {
      stream.on('error', () => undefined)
      stream.end(`HTTP/1.1 ${refused}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, stream, head, socket => {
      const session = openSession({ socket, parts, accounts, log, times })
      sessions.add(session)
      socket.on('close', () => sessions.delete(session))
    })
  })
  const unsubscribe = telemetry.subscribe(message => {
    for (const session of sessions) session.publish(message)
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  const bound = (server.address() as AddressInfo).port
  return {
    url: `ws://${host.includes(':') ? `[${host}]` : host}:${bound}${operatorPath}`,
    port: bound,
    async close() {
      unsubscribe()
      const ended = new Promise<void>(resolve => server.close(() => resolve()))
      for (const session of sessions) session.close('going-away')
      server.closeIdleConnections()
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
        server.closeAllConnections()
      }, 500).unref()
      await ended
    },
  }
}

/** The status line a handshake is refused with, or undefined. */
function refusalOf(request: IncomingMessage, origins: readonly string[], open: number): string | undefined {
  const { origin } = request.headers
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim())
  if ((request.url ?? '').split('?')[0] !== operatorPath) return '404 Not Found'
  if (origin !== undefined && !origins.includes(origin)) return '403 Forbidden'
  if (!offered.includes(subProtocol)) return '400 Bad Request'
  return open >= MOST_CONSOLES ? '503 Service Unavailable' : undefined
}
