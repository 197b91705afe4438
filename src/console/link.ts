import { WebSocket, type RawData } from 'ws'
import type { Link } from '../protocol/bridge.ts'
import {
  protocolVersion,
  serverMessageSchema,
  subProtocol,
  type ConsoleMessage,
  type LaunchEvent,
  type Sample,
  type ServerMessage,
  type Welcome,
} from '../protocol/console.ts'
import { errors, RefusalError, type Refusal } from '../protocol/errors.ts'
import { readFrame } from '../protocol/frame.ts'
import { backoff } from './backoff.ts'
import { createGaps } from './gaps.ts'
import { createRequests, type Ask } from './requests.ts'
import { timeSync } from './timesync.ts'

/** All in ms. */
export interface LinkTimings {
  /** Delay before the second attempt, and the longest that it grows to. */
  readonly retryFirst: number
  readonly retryMax: number
  /** After a refusal that trying again cannot change: slowly, in case the token or the backend is replaced. */
  readonly retryRefused: number
  /** A time exchange so often; it also makes a silent peer speak. */
  readonly ping: number
  /** Silence of this length means that the peer is dead although nothing closed. */
  readonly dead: number
  readonly answer: number
  readonly handshake: number
}

const linkTimings: LinkTimings = {
  retryFirst: 250,
  retryMax: 10_000,
  retryRefused: 30_000,
  ping: 2000,
  dead: 10_000,
  answer: 10_000,
  handshake: 10_000,
}

interface LinkEvents {
  link(link: Link): void
  /** `continues`: the same boot of the backend as before, so the gap is being filled. */
  welcome(welcome: Welcome, continues: boolean): void
  sample(sample: Sample): void
  event(event: LaunchEvent): void
  /** What was missed, oldest first; full samples only. */
  backfill(samples: Sample[], events: LaunchEvent[]): void
  warning(text: string): void
}

export interface LinkOptions {
  readonly url: string
  /** Read anew at each attempt: a token may be replaced while the console runs. */
  readonly token: () => string
  /** Where the journal ends, when there is one. */
  readonly resume?: Position | undefined
  readonly timings?: Partial<LinkTimings> | undefined
  readonly on: LinkEvents
}

export interface Position {
  readonly epoch: string
  readonly sequence: number
}

export interface ConsoleLink {
  reading(): Link
  readonly ask: Ask
  close(): void
}

/** A first connection fetches at most this many sequence numbers: half an hour of four samples a second. */
const firstWindow = 4 * 60 * 30
/** Pages of history are the largest frames that come; more than this is no operator plane. */
const maxFrameBytes = 32 * 1024 * 1024

export function openLink(options: LinkOptions): ConsoleLink {
  const { url, token, on } = options
  const timings = { ...linkTimings, ...options.timings }
  const retry = backoff(timings.retryFirst, timings.retryMax)
  let socket: WebSocket | undefined
  let position = options.resume
  let welcome: Welcome | undefined
  let state: Link['state'] = 'connecting'
  let refusal: Refusal | null = null
  let attempts = 0
  let retryAt: number | null = null
  let retryTimer: NodeJS.Timeout | undefined
  let closed = false

  const sync = timeSync(() => welcome?.snapshot.speed ?? 1)
  const gaps = createGaps((samples, events) => on.backfill(samples, events))
  const requests = createRequests(message => {
    if (state !== 'live' || socket?.readyState !== WebSocket.OPEN) return false
    socket.send(JSON.stringify(message))
    return true
  }, timings.answer)

  const reading = (): Link => {
    const wall = Date.now()
    const time = sync.read(performance.now())
    const serverTime = Math.max(0, Math.round(time?.serverTime ?? wall))
    return {
      state,
      address: url,
      epoch: position?.epoch ?? null,
      account: welcome?.account ?? null,
      clockOffset: serverTime - wall,
      roundTrip: time?.roundTrip ?? null,
      serverTime,
      eventTime: Math.max(0, Math.round(time?.eventTime ?? wall)),
      refusal,
      attempts,
      retryAt,
    }
  }

  const become = (next: Link['state']) => {
    state = next
    on.link(reading())
  }

  const exchangeTime = async () => {
    const sentAt = performance.now()
    try {
      const pong = await requests.ask({ type: 'ping' })
      sync.add({ ...pong, sentAt, receivedAt: performance.now() })
      on.link(reading())
    } catch {
      // Unanswered: silence is judged where frames are counted.
    }
  }

  const greet = (message: Welcome, sentAt: number) => {
    const continues = position?.epoch === message.epoch
    const after = continues && position ? position.sequence : message.lastSequence - firstWindow
    if (!continues) gaps.clear()
    gaps.add(Math.max(after, message.firstSequence - 1, 0), message.lastSequence)
    welcome = message
    position = { epoch: message.epoch, sequence: message.lastSequence }
    refusal = null
    attempts = 0
    // Exchanges of an earlier connection may lie before a suspension of this machine, which its clock did not count.
    sync.clear()
    sync.add({ ...message, sentAt, receivedAt: performance.now() })
    on.welcome(message, continues)
    become('live')
    void gaps.fill(requests.ask)
    void exchangeTime()
  }

  /** True when the numbered message is new; what was jumped over is fetched. */
  const advance = (sequence: number): boolean => {
    if (!position || sequence <= position.sequence) return false
    if (sequence > position.sequence + 1) {
      gaps.add(position.sequence, sequence - 1)
      void gaps.fill(requests.ask)
    }
    position = { ...position, sequence }
    retry.reset()
    return true
  }

  const receive = (message: ServerMessage, helloAt: number) => {
    if (message.type === 'welcome') {
      if (state !== 'live') greet(message, helloAt)
    } else if (message.type === 'error' && message.request === null) {
      // Before the welcome it is why the connection will be closed; afterwards it is about one frame of this console.
      if (state !== 'live') refusal = message.refusal
      else on.warning(`the backend refused a frame: ${message.refusal.code} ${message.refusal.detail ?? ''}`)
    } else if (state !== 'live') on.warning(`the backend sent ${message.type} before its welcome`)
    else if (message.type === 'sample') {
      if (advance(message.sequence)) on.sample(message)
    } else if (message.type === 'event') {
      if (advance(message.sequence)) on.event(message)
    } else requests.settle(message)
  }

  /** The connection is gone or was refused: says so, and tries again after a while. */
  const retreat = () => {
    const hopeless = refusal !== null && !errors[refusal.code].retry
    const delay = hopeless ? timings.retryRefused : retry.next()
    retryAt = Math.round(Date.now() + delay)
    become(hopeless ? 'refused' : 'lost')
    retryTimer = setTimeout(connect, delay)
  }

  const connect = () => {
    attempts += 1
    retryAt = null
    refusal = null
    let secret: string
    try {
      secret = token()
    } catch (error) {
      refusal = { code: 'token-invalid', detail: error instanceof Error ? error.message.slice(0, 500) : 'unreadable' }
      retreat()
      return
    }
    on.link(reading())
    const opening = new WebSocket(url, subProtocol, {
      handshakeTimeout: timings.handshake,
      maxPayload: maxFrameBytes,
      perMessageDeflate: false,
    })
    socket = opening
    let helloAt = 0
    let heardAt = performance.now()
    const heartbeat = setInterval(() => {
      if (performance.now() - heardAt > timings.dead) opening.terminate()
      if (state !== 'live') return
      void exchangeTime()
      void gaps.fill(requests.ask)
    }, timings.ping)

    opening.on('open', () => {
      helloAt = performance.now()
      const hello: ConsoleMessage = {
        type: 'hello',
        version: protocolVersion,
        token: secret,
        epoch: position?.epoch ?? null,
        afterSequence: position?.sequence ?? 0,
      }
      opening.send(JSON.stringify(hello))
    })
    opening.on('message', data => {
      heardAt = performance.now()
      try {
        receive(readFrame(textOf(data), serverMessageSchema, maxFrameBytes), helloAt)
      } catch (error) {
        if (!(error instanceof RefusalError)) throw error
        on.warning(`the backend sent what this console cannot read: ${error.message}`)
        // A welcome that cannot be read is another version's; anything else is skipped, and the connection kept.
        if (state !== 'live') {
          refusal = { code: 'version-unsupported', detail: error.message.slice(0, 500) }
          opening.close()
        }
      }
    })
    opening.on('unexpected-response', (_request, response) => {
      if (response.statusCode === 401 || response.statusCode === 403) refusal = { code: 'token-invalid' }
      if (response.statusCode === 426) refusal = { code: 'version-unsupported' }
      opening.terminate()
    })
    // Every error is followed by `close`, where it is dealt with.
    opening.on('error', () => {})
    opening.on('close', () => {
      clearInterval(heartbeat)
      socket = undefined
      if (closed) {
        requests.cut()
        return
      }
      retreat()
      requests.cut()
    })
  }

  // In a turn of its own, so that the first reading finds its listener ready.
  retryTimer = setTimeout(connect, 0)
  return {
    reading,
    ask: requests.ask,
    close() {
      closed = true
      clearTimeout(retryTimer)
      socket?.terminate()
      requests.cut()
    },
  }
}

function textOf(data: RawData): string {
  if (data instanceof ArrayBuffer) return Buffer.from(data).toString()
  return (Array.isArray(data) ? Buffer.concat(data) : data).toString()
}
