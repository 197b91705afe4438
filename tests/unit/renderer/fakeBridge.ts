import type { BridgePush, BridgePushName, BridgeRequestName, ConsoleState, Link } from '../../../src/protocol/bridge.ts'
import type { ConsoleBridge, TransportState } from '../../../src/renderer/bridge.ts'
import { snapshotOf } from './nouns.ts'

export const linkOf = (change: Partial<Link> = {}): Link => ({
  state: 'live',
  address: 'ws://127.0.0.1:7420/v1/console',
  epoch: 'epoch-0001',
  account: { id: 'duty-1', name: 'Duty', role: 'operator' },
  clockOffset: 0,
  roundTrip: 2,
  serverTime: 1_000_000,
  eventTime: 1_000_000,
  refusal: null,
  attempts: 0,
  retryAt: null,
  ...change,
})

export const stateOf = (change: Partial<ConsoleState> = {}): ConsoleState => ({
  shell: 'browser',
  tokenFile: null,
  readOnly: false,
  link: linkOf(),
  snapshot: snapshotOf(),
  samples: [],
  tracked: [],
  ...change,
})

/** A bridge whose other end is the test. */
export function fakeBridge(answer: (name: BridgeRequestName, body: unknown) => unknown) {
  const listeners = new Map<string, Set<(body: never) => void>>()
  const watchers = new Set<(state: TransportState) => void>()
  const bridge: ConsoleBridge = {
    request: async (name, body) => (await answer(name, body)) as never,
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => set.delete(listener)
    },
    onTransport(listener) {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
    close: () => undefined,
  }
  return {
    bridge,
    push<N extends BridgePushName>(name: N, body: BridgePush<N>) {
      for (const listener of listeners.get(name) ?? []) listener(body as never)
    },
    transport(state: TransportState) {
      for (const watcher of watchers) watcher(state)
    },
    listening: () => [...listeners.values()].reduce((sum, set) => sum + set.size, watchers.size),
  }
}
