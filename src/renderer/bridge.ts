import type {
  Bridge,
  BridgeDown,
  BridgePush,
  BridgePushName,
  BridgeReply,
  BridgeRequest,
  BridgeRequestName,
  BridgeUp,
} from '../protocol/bridge.ts'
import { RefusalError } from '../protocol/errors.ts'
import {
  openPortCarrier,
  openSocketCarrier,
  shellOfPage,
  tokenOfPage,
  type Carrier,
  type OpenCarrier,
} from './carriers.ts'

/**
 * The renderer's end of the bridge table. It picks the carrier once (the shell's MessagePort, or a WebSocket to the
 * host of this page), keeps it open with back-off, and keeps the listeners over every reconnection.
 */

/** `lost`: the console's host is gone and is being called; `refused`: this page has no valid token. */
export type TransportState = 'connecting' | 'open' | 'lost' | 'refused'

export interface ConsoleBridge extends Bridge {
  /**
   * Tells the state now and at every change; returns the function that ends it. After each `open` the page asks for
   * `state` again: what was pushed meanwhile is in it.
   */
  onTransport(listener: (state: TransportState) => void): () => void
  close(): void
}

export interface BridgeOptions {
  readonly open: OpenCarrier
  /** Delays between attempts in ms: doubled from the first up to the second. */
  readonly retry?: readonly [number, number]
}

interface Pending {
  resolve(body: unknown): void
  reject(error: Error): void
}

/** Resolves as soon as it is known whether the host answers; it never rejects, `onTransport` tells what was found. */
export async function connectBridge(options: BridgeOptions = { open: carrierOfPage() }): Promise<ConsoleBridge> {
  const { open, retry = [250, 5000] } = options
  const pending = new Map<number, Pending>()
  const listeners = new Map<BridgePushName, Set<(body: never) => void>>()
  const watchers = new Set<(state: TransportState) => void>()
  let state: TransportState = 'connecting'
  let carrier: Carrier | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempts = 0
  let nextId = 0
  let closed = false

  const become = (next: TransportState) => {
    if (state === next) return
    state = next
    for (const watcher of watchers) watcher(next)
  }

  const receive = (frame: BridgeDown) => {
    if (frame.type === 'push') {
      for (const listener of listeners.get(frame.name) ?? []) listener(frame.body as never)
      return
    }
    const waiting = pending.get(frame.id)
    pending.delete(frame.id)
    if (frame.type === 'reply') waiting?.resolve(frame.body)
    else waiting?.reject(new RefusalError(frame.refusal.code, frame.refusal.detail))
  }

  const attempt = () => {
    carrier = open({
      onOpen() {
        attempts = 0
        become('open')
      },
      onFrame: receive,
      onClose(refused) {
        carrier = undefined
        const cut = [...pending.values()]
        pending.clear()
        for (const waiting of cut) waiting.reject(new RefusalError('not-connected', 'the console host went away'))
        if (closed) return
        become(refused ? 'refused' : 'lost')
        if (refused) return
        const delay = Math.min(retry[1], retry[0] * 2 ** attempts++)
        // Jitter, so that a wall of screens does not come back in one instant.
        timer = setTimeout(attempt, delay * (0.75 + Math.random() / 2))
      },
    })
  }

  const bridge: ConsoleBridge = {
    request<N extends BridgeRequestName>(name: N, body: BridgeRequest<N>) {
      return new Promise<BridgeReply<N>>((resolve, reject) => {
        if (state !== 'open' || !carrier) {
          // Nothing is kept for later: an order given now must not be carried out at some other moment.
          reject(new RefusalError('not-connected', 'the console host does not answer'))
          return
        }
        const id = nextId++
        pending.set(id, { resolve: reply => resolve(reply as BridgeReply<N>), reject })
        carrier.send({ id, name, body } satisfies BridgeUp)
      })
    },
    on<N extends BridgePushName>(name: N, listener: (body: BridgePush<N>) => void) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener)
      return () => set.delete(listener)
    },
    onTransport(listener) {
      watchers.add(listener)
      listener(state)
      return () => watchers.delete(listener)
    },
    close() {
      closed = true
      clearTimeout(timer)
      carrier?.close()
    },
  }

  await new Promise<void>(resolve => {
    const settled = () => {
      watchers.delete(settled)
      resolve()
    }
    watchers.add(settled)
    attempt()
  })
  return bridge
}

/** The one place that asks which shell this page stands in. */
function carrierOfPage(): OpenCarrier {
  const shell = shellOfPage()
  return shell ? openPortCarrier(shell) : openSocketCarrier(tokenOfPage())
}
