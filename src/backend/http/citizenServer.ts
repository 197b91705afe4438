import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { RefusalError } from '../../protocol/errors.ts'
import { rawAnswer, statusOf } from './citizenProblem.ts'

/** What one connection may cost. Times in ms, sizes in bytes. */
export const limits = {
  body: 16 * 1024,
  headers: 8 * 1024,
  /** All headers must have come by then, and the whole request by the next: slow senders hold no connection longer. */
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 30_000,
  /** How often connections are looked at for the above. */
  checkInterval: 1_000,
} as const

/** The server under fastify: `first` may answer a request before any routing does. */
export function createCitizenServer(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  first: (request: IncomingMessage, response: ServerResponse) => boolean,
): Server {
  return createServer(
    {
      maxHeaderSize: limits.headers,
      headersTimeout: limits.headersTimeout,
      requestTimeout: limits.requestTimeout,
      keepAliveTimeout: limits.keepAliveTimeout,
      connectionsCheckingInterval: limits.checkInterval,
      noDelay: true,
    },
    (request, response) => {
      if (!first(request, response)) handler(request, response)
    },
  )
}

/** What could not be read as a request, and the bytes it stands in where there are any. */
type ClientError = Error & { code?: string; rawPacket?: unknown }

/** An answer to HEAD has no body: one that had would be read as the beginning of the next answer. */
const wantsNoBody = ({ rawPacket }: ClientError): boolean =>
  Buffer.isBuffer(rawPacket) && rawPacket.subarray(0, 5).toString('latin1') === 'HEAD '

/** Answers bytes that are no request, headers that are too many, and requests that took too long. */
export function answerClientError(error: ClientError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [refusal, status] = judged(error)
  const { head, body } = rawAnswer(refusal, status)
  socket.end(wantsNoBody(error) ? head : head + body)
}

function judged({ code }: ClientError): readonly [RefusalError, number] {
  if (code === 'HPE_HEADER_OVERFLOW') return [new RefusalError('too-large', 'headers'), 431]
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [new RefusalError('bad-request', 'too slow'), 408]
  const refusal = new RefusalError('bad-request', 'not HTTP')
  return [refusal, statusOf(refusal)]
}
