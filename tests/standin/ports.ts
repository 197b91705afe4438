import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'

/** Electron's MessagePortMain over Node's MessagePort: messages come as events with `data`, once `start` was called. */
export class MessagePortMain extends EventEmitter {
  readonly #port: MessagePort

  constructor(port: MessagePort) {
    super()
    this.#port = port
    port.on('close', () => this.emit('close'))
  }

  start(): void {
    this.#port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
  }

  postMessage(data: unknown): void {
    this.#port.postMessage(data)
  }

  close(): void {
    this.#port.close()
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new MessagePortMain(port1)
    this.port2 = new MessagePortMain(port2)
  }
}

/** What travels between two processes (or a process and a page) for the ports that were passed from one to the other. */
export type PortFrame =
  | { kind: 'message'; channel: string; data: unknown; ports: number[] }
  | { kind: 'data'; port: number; data: unknown }
  | { kind: 'close'; port: number }

/**
 * Ports passed over one connection. A port cannot leave its process, so each stays, under a number, and what it hears is
 * sent; the other side has a port of its own under the same number.
 */
export function createPortLine(send: (frame: PortFrame) => void) {
  const ports = new Map<number, MessagePortMain>()
  let next = 1

  const adopt = (number: number, port: MessagePortMain) => {
    ports.set(number, port)
    port.on('message', ({ data }: { data: unknown }) => send({ kind: 'data', port: number, data }))
    port.on('close', () => {
      if (ports.delete(number)) send({ kind: 'close', port: number })
    })
    port.start()
  }

  return {
    post(channel: string, data: unknown, passed: readonly MessagePortMain[]): void {
      const numbers = passed.map(port => {
        const number = next++
        adopt(number, port)
        return number
      })
      send({ kind: 'message', channel, data, ports: numbers })
    },
    /** The near ends of the ports that came with a message. */
    receive(numbers: readonly number[]): MessagePortMain[] {
      return numbers.map(number => {
        const { port1, port2 } = new MessageChannelMain()
        adopt(number, port1)
        return port2
      })
    },
    take(frame: Exclude<PortFrame, { kind: 'message' }>): void {
      const port = ports.get(frame.port)
      if (frame.kind === 'data') port?.postMessage(frame.data)
      else if (ports.delete(frame.port)) port?.close()
    },
    /** The other side is gone, and its ports with it. */
    cut(): void {
      for (const port of ports.values()) port.close()
      ports.clear()
    },
  }
}
