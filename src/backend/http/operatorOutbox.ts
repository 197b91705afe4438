import type { WebSocket } from 'ws'
import type { LaunchEvent, Sample, ServerMessage } from '../../protocol/console.ts'

/**
 * What waits to be sent to one console. A slow one loses samples first, the headline ones before the full ones: it can
 * ask `history` for full samples later. Events and answers are never dropped; when even they pile up, it is closed.
 */
export interface Outbox {
  answer(message: ServerMessage): void
  /** False when the console has fallen too far behind to go on. */
  publish(message: Sample | LaunchEvent): boolean
}

/** Bytes that may wait before headline samples, full samples, and the connection are given up. */
export const outboxLimits = { headline: 256 * 1024, full: 4 * 1024 * 1024, close: 16 * 1024 * 1024 } as const

/** One console's messages are the next one's: each is put into text once. */
const texts = new WeakMap<Sample | LaunchEvent, string>()

function textOf(message: Sample | LaunchEvent): string {
  let text = texts.get(message)
  if (text === undefined) texts.set(message, (text = JSON.stringify(message)))
  return text
}

export function createOutbox(
  socket: Pick<WebSocket, 'send' | 'bufferedAmount' | 'readyState' | 'OPEN'>,
  limits: { readonly headline: number; readonly full: number; readonly close: number } = outboxLimits,
): Outbox {
  const send = (text: string) => {
    if (socket.readyState === socket.OPEN) socket.send(text)
  }
  return {
    answer: message => send(JSON.stringify(message)),
    publish(message) {
      const waiting = socket.bufferedAmount
      if (waiting > limits.close) return false
      if (message.type === 'sample' && waiting > (message.full ? limits.full : limits.headline)) return true
      send(textOf(message))
      return true
    },
  }
}
