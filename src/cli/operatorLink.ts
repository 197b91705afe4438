import { WebSocket } from 'ws'
import {
  maxInboundBytes,
  protocolVersion,
  serverMessageSchema,
  subProtocol,
  type ConsoleMessage,
  type ServerMessage,
} from '../protocol/console.ts'
import { RefusalError } from '../protocol/errors.ts'

type Asked = Exclude<ConsoleMessage, { type: 'hello' }>
type Body = Asked extends infer M ? (M extends Asked ? Omit<M, 'request'> : never) : never
type Answer<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>

/** The operator plane as a program asks it: one question after the other. */
export interface OperatorLink {
  /** Throws `RefusalError`, and an error of another kind when no answer came. */
  ask<T extends ServerMessage['type']>(answer: T, body: Body): Promise<Answer<T>>
  close(): void
}

const PATIENCE_MS = 15_000

export async function openLink(url: string, token: string): Promise<OperatorLink> {
  const socket = new WebSocket(url, subProtocol, { maxPayload: 256 * maxInboundBytes })
  let hear: (message: ServerMessage) => void = () => undefined
  let lose: (error: Error) => void = () => undefined

  /** Waits for the message that `pick` wants; a refusal of the same request, or the end of the connection, rejects. */
  const next = <M extends ServerMessage>(pick: (message: ServerMessage) => message is M, request: number | null) =>
    new Promise<M>((resolve, reject) => {
      const timer = setTimeout(() => lose(new Error(`no answer from ${url}`)), PATIENCE_MS)
      lose = error => {
        clearTimeout(timer)
        socket.terminate()
        reject(error)
      }
      hear = message => {
        if (message.type === 'error' && message.request === request) {
          clearTimeout(timer)
          reject(new RefusalError(message.refusal.code, message.refusal.detail))
        } else if (pick(message)) {
          clearTimeout(timer)
          resolve(message)
        }
      }
    })

  socket.on('error', error => lose(new Error(`${url}: ${error.message}`)))
  socket.on('close', (code, why) => lose(new Error(`${url} closed the connection (${code} ${why.toString()})`)))
  socket.on('message', (data: Buffer) => {
    const message = serverMessageSchema.safeParse(JSON.parse(data.toString('utf8')))
    if (message.success) hear(message.data)
  })
  const send = (message: ConsoleMessage) => socket.send(JSON.stringify(message))
  socket.on('open', () => send({ type: 'hello', version: protocolVersion, token, epoch: null, afterSequence: 0 }))
  await next((message): message is Answer<'welcome'> => message.type === 'welcome', null)

  let request = 0
  return {
    ask<T extends ServerMessage['type']>(answer: T, body: Body) {
      const mine = ++request
      send({ ...body, request: mine })
      return next(
        (message): message is Answer<T> => message.type === answer && 'request' in message && message.request === mine,
        mine,
      )
    },
    close() {
      lose = () => undefined
      socket.close()
    },
  }
}
