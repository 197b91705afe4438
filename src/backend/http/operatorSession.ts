import type { Logger } from 'pino'
import type { RawData, WebSocket } from 'ws'
import {
  consoleMessageSchema,
  maxInboundBytes,
  protocolVersion,
  type ConsoleMessage,
  type LaunchEvent,
  type Sample,
} from '../../protocol/console.ts'
import { RefusalError } from '../../protocol/errors.ts'
import { readFrame } from '../../protocol/frame.ts'
import type { Account } from '../../protocol/nouns.ts'
import type { Accounts } from '../control/accounts.ts'
import { answer, welcome, type OperatorParts } from './operatorAnswers.ts'
import { closings, type Closing } from './operatorClose.ts'
import { createOutbox } from './operatorOutbox.ts'

/** Real times, ms; a test may shorten them. */
export interface SessionTimes {
  readonly hello: number
  readonly ping: number
}
export const sessionTimes: SessionTimes = { hello: 5_000, ping: 10_000 }

const MOST_ERRORS = 20
const ERRORS_WITHIN_MS = 10_000

export interface SessionOptions {
  readonly socket: WebSocket
  readonly parts: OperatorParts
  readonly accounts: Accounts
  readonly log: Logger
  readonly times: SessionTimes
}

/** One console's connection: from `hello` to its end. Nothing it sends harms more than itself. */
export function openSession({ socket, parts, accounts, log, times }: SessionOptions): {
  publish(message: Sample | LaunchEvent): void
  close(why: Closing): void
} {
  const outbox = createOutbox(socket)
  const answering = { ...parts, accounts }
  let account: Account | undefined
  let answered = true
  let errorTimes: number[] = []
  let leave = () => {}

  const close = (why: Closing) => {
    socket.close(closings[why], why)
    // A peer that does not answer the closing handshake is cut off.
    setTimeout(() => socket.terminate(), 1_000).unref()
  }

  const refuse = (refusal: RefusalError, request: number | null) => {
    outbox.answer({ type: 'error', request, refusal: refusal.toRefusal() })
    const { code } = refusal
    if (code === 'frame-too-large' || code === 'version-unsupported' || code === 'token-invalid') return close(code)
    if (code === 'hello-expected') return close(code)
    const now = performance.now()
    errorTimes = errorTimes.filter(at => at > now - ERRORS_WITHIN_MS)
    if (errorTimes.push(now) >= MOST_ERRORS) close('too-many-errors')
  }

  const greet = (message: ConsoleMessage) => {
    if (message.type !== 'hello') throw new RefusalError('hello-expected', 'the first message is hello')
    if (message.version !== protocolVersion)
      throw new RefusalError('version-unsupported', `this backend speaks version ${protocolVersion}`)
    const found = accounts.find(message.token)
    if (!found) throw new RefusalError('token-invalid')
    clearTimeout(helloTimer)
    account = found
    leave = parts.presence.join(found)
    outbox.answer(welcome(found, parts))
    log.info({ account: found.id }, 'console connected')
  }

  const receive = async (data: RawData, binary: boolean): Promise<void> => {
    let request: number | null = null
    try {
      if (binary) throw new RefusalError('frame-invalid', 'frames are text')
      const text = textOf(data)
      request = requestIn(text)
      const message = readFrame(text, consoleMessageSchema, maxInboundBytes)
      if (!account) return greet(message)
      if (message.type === 'hello') throw new RefusalError('frame-invalid', 'hello was said')
      outbox.answer(await answer(message, account, answering))
    } catch (error) {
      if (!(error instanceof RefusalError)) log.error({ err: error }, 'a message could not be answered')
      refuse(error instanceof RefusalError ? error : new RefusalError('internal'), request)
    }
  }

  const helloTimer = setTimeout(
    () => refuse(new RefusalError('hello-expected', `within ${times.hello / 1000} s`), null),
    times.hello,
  )
  const pingTimer = setInterval(() => {
    if (!answered) {
      close('no-pong')
      return
    }
    answered = false
    socket.ping()
  }, times.ping)

  socket.on('message', (data, binary) => {
    if (socket.readyState === socket.OPEN) void receive(data, binary)
  })
  socket.on('pong', () => (answered = true))
  socket.on('error', error => log.warn({ err: error }, 'a console broke the protocol of frames'))
  socket.on('close', () => {
    clearTimeout(helloTimer)
    clearInterval(pingTimer)
    leave()
  })

  return {
    publish(message) {
      if (account && !outbox.publish(message)) close('too-slow')
    },
    close,
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString()
}

/** The request number of a frame that may be wrong otherwise, so that the error finds its asker. */
function requestIn(text: string): number | null {
  if (text.length > maxInboundBytes) return null
  const found = /"request"\s*:\s*(\d{1,15})\b/.exec(text)
  return found ? Number(found[1]) : null
}
