import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import type { Notice } from '../protocol/bridge.ts'
import { mainMessageSchema, type CoreMessage, type CoreStart } from './core.messages.ts'

export interface CoreHost {
  /** Gives the core another page to serve; one that comes while the core is down is served when it is up again. */
  connect(port: MessagePortMain): void
  /** Somebody pressed the notice of this alert. */
  noticed(alert: string): void
  close(): Promise<void>
}

export interface CoreHostOptions {
  /** The built entry of the core's process. */
  readonly entry: string
  readonly start: CoreStart
  /** The core's process ended although nobody asked it to; it is being started again. */
  readonly onCrash: (code: number) => void
  readonly onNotice: (notice: Notice) => void
}

/** Delay before the core is started again (ms), doubled at each crash up to the second; calm for a minute resets it. */
const restartMs = [200, 5000] as const
const calmMs = 60_000
const closeMs = 800

export function runCore({ entry, start, onCrash, onNotice }: CoreHostOptions): CoreHost {
  let child: UtilityProcess | undefined
  let waiting: MessagePortMain[] = []
  let crashes = 0
  let closing = false
  let timer: NodeJS.Timeout | undefined
  let whenEnded = Promise.resolve()

  const tell = (message: CoreMessage, ports: MessagePortMain[] = []) => child?.postMessage(message, ports)

  const spawn = () => {
    const startedAt = performance.now()
    const born = utilityProcess.fork(entry, [], { serviceName: 'Sluice console core', stdio: 'inherit' })
    child = born
    born.on('message', (message: unknown) => onNotice(mainMessageSchema.parse(message)))
    tell(start)
    for (const port of waiting.splice(0)) tell({ type: 'port' }, [port])
    whenEnded = new Promise(resolve => {
      born.once('exit', code => {
        child = undefined
        resolve()
        if (closing) return
        if (performance.now() - startedAt > calmMs) crashes = 0
        timer = setTimeout(spawn, Math.min(restartMs[1], restartMs[0] * 2 ** crashes++))
        onCrash(code)
      })
    })
  }
  spawn()

  return {
    connect(port) {
      if (child) tell({ type: 'port' }, [port])
      // A page that hears nothing asks again, so only the latest few can still matter.
      else waiting = [...waiting.slice(-7), port]
    },
    noticed: alert => tell({ type: 'noticed', alert }),
    async close() {
      closing = true
      clearTimeout(timer)
      tell({ type: 'close' })
      const force = setTimeout(() => child?.kill(), closeMs)
      if (child) await whenEnded
      clearTimeout(force)
    },
  }
}
