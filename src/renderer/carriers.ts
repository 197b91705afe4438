import type { BridgeDown, BridgeUp } from '../protocol/bridge.ts'
import {
  bridgePath,
  bridgeProtocol,
  hostBeatMs,
  portChannel,
  shellKey,
  tokenParameter,
  tokenPrefix,
  tokenRefusedCode,
  type ShellApi,
} from '../protocol/shell.ts'

/** One connection to the console's host. It is opened once; a lost one is replaced, not revived. */
export interface Carrier {
  send(frame: BridgeUp): void
  close(): void
}

interface CarrierEvents {
  onOpen(): void
  onFrame(frame: BridgeDown): void
  /** Called exactly once, whether it was ever open or not. */
  onClose(refused: boolean): void
}

export type OpenCarrier = (events: CarrierEvents) => Carrier

/** Silence of this length (ms) means that the host is gone although nothing said so. */
const silenceMs = hostBeatMs * 4

export const shellOfPage = (): ShellApi | undefined =>
  (globalThis as typeof globalThis & { [shellKey]?: ShellApi })[shellKey]

/** Reads the token from the fragment, takes it out of the address bar, and keeps it for reloads of this tab. */
export function tokenOfPage(): string {
  const parameters = new URLSearchParams(location.hash.slice(1))
  const brought = parameters.get(tokenParameter)
  if (brought) {
    sessionStorage.setItem(tokenPrefix, brought)
    parameters.delete(tokenParameter)
    const rest = parameters.toString()
    history.replaceState(history.state, '', location.pathname + location.search + (rest ? `#${rest}` : ''))
  }
  return sessionStorage.getItem(tokenPrefix) ?? ''
}

/** Ends a connection that has gone quiet, and reports its end once. */
function watchSilence(events: CarrierEvents, end: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false
  const finish = (refused: boolean) => {
    if (over) return
    over = true
    clearTimeout(timer)
    end()
    events.onClose(refused)
  }
  const heard = () => {
    clearTimeout(timer)
    if (!over) timer = setTimeout(() => finish(false), silenceMs)
  }
  heard()
  return { heard, finish }
}

export function openSocketCarrier(token: string, base: string = location.href): OpenCarrier {
  return events => {
    const url = new URL(bridgePath, base)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(url, token ? [bridgeProtocol, tokenPrefix + token] : [bridgeProtocol])
    const watch = watchSilence(events, () => socket.close())
    socket.onopen = () => watch.heard()
    // The host speaks first, once it has judged the token: only then is the connection worth anything.
    let greeted = false
    socket.onmessage = message => {
      watch.heard()
      if (!greeted) events.onOpen()
      greeted = true
      events.onFrame(JSON.parse(String(message.data)) as BridgeDown)
    }
    socket.onclose = ({ code }) => watch.finish(code === tokenRefusedCode)
    return {
      send: frame => socket.send(JSON.stringify(frame)),
      close: () => watch.finish(false),
    }
  }
}

export function openPortCarrier(shell: ShellApi): OpenCarrier {
  return events => {
    let port: MessagePort | undefined
    const receive = (message: MessageEvent) => {
      if (message.source !== window || message.data !== portChannel || !message.ports[0]) return
      window.removeEventListener('message', receive)
      port = message.ports[0]
      let greeted = false
      port.onmessage = ({ data }: MessageEvent<BridgeDown>) => {
        watch.heard()
        if (!greeted) events.onOpen()
        greeted = true
        events.onFrame(data)
      }
      port.addEventListener('close', () => watch.finish(false))
    }
    const watch = watchSilence(events, () => {
      window.removeEventListener('message', receive)
      port?.close()
    })
    window.addEventListener('message', receive)
    shell.openBridge()
    return {
      send: frame => port?.postMessage(frame),
      close: () => watch.finish(false),
    }
  }
}
