/**
 * Runs in the page before any of its scripts: gives the built preload its `require('electron')` and nothing to the page
 * itself, and carries messages and ports over the one binding to the stand-in. It is sent as text, so it may name
 * nothing from outside.
 */
export function runPreload(source: string): void {
  type Frame = { kind: string; channel?: string; data?: unknown; ports?: number[]; port?: number }
  type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void
  const page = globalThis as unknown as Record<string, unknown>
  const send = page['__standinSend'] as (frame: Frame) => Promise<void>
  // The preload's own world is closed to the page; here that is what the page cannot name any more.
  Reflect.deleteProperty(page, '__standinSend')
  const listeners = new Map<string, Listener[]>()
  const ports = new Map<number, MessagePort>()

  const receive = (frame: Frame) => {
    if (frame.kind === 'message') {
      const passed = (frame.ports ?? []).map(number => {
        const { port1, port2 } = new MessageChannel()
        ports.set(number, port1)
        port1.onmessage = ({ data }) => void send({ kind: 'data', port: number, data })
        port1.addEventListener('close', () => {
          if (ports.delete(number)) void send({ kind: 'close', port: number })
        })
        return port2
      })
      for (const listener of listeners.get(frame.channel ?? '') ?? []) listener({ ports: passed }, frame.data)
      return
    }
    const port = ports.get(frame.port ?? -1)
    if (frame.kind === 'data') port?.postMessage(frame.data)
    else if (ports.delete(frame.port ?? -1)) port?.close()
  }
  Object.defineProperty(page, '__standinReceive', { value: receive, enumerable: false })

  const electron = {
    contextBridge: {
      exposeInMainWorld: (key: string, value: unknown) =>
        Object.defineProperty(page, key, { value: Object.freeze(value), enumerable: true }),
    },
    ipcRenderer: {
      on: (channel: string, listener: Listener) =>
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      send: (channel: string, data?: unknown) => void send({ kind: 'message', channel, data, ports: [] }),
    },
  }
  const require = (name: string) => {
    // A sandboxed preload has this one module.
    if (name !== 'electron') throw new Error(`module not found: ${name}`)
    return electron
  }
  // oxlint-disable-next-line typescript/no-implied-eval -- the built preload is a file of its own, evaluated as Electron does
  new Function('require', 'module', 'exports', source)(require, { exports: {} }, {})
}
