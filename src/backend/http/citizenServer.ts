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

/** Answers bytes that are no request, headers that are too many, and requests that took too long. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  if (error.code === 'HPE_HEADER_OVERFLOW') socket.end(rawAnswer(new RefusalError('too-large', 'headers'), 431))
  else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT')
    socket.end(rawAnswer(new RefusalError('bad-request', 'too slow'), 408))
  else {
    const refusal = new RefusalError('bad-request', 'not HTTP')
    socket.end(rawAnswer(refusal, statusOf(refusal)))
  }
}
