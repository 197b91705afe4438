import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Served } from './servers/serve.ts'

/** A server in a process of its own, so that its CPU time is its own. */
export interface ServedProcess {
  readonly served: Served
  /** CPU time used so far (µs, user and system, all threads) and resident memory (bytes). */
  usage(): Promise<{ cpu: number; rss: number }>
  /** Whatever else it tells its bench by itself. */
  onMessage(listener: (message: unknown) => void): void
  stop(): Promise<void>
}

function nextMessage<T>(child: ChildProcess, read: (message: unknown) => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      const value = read(message)
      if (value === undefined) return
      child.off('message', onMessage).off('exit', onExit)
      resolve(value)
    }
    const onExit = (code: number | null) => reject(new Error(`the measured server ended with code ${code}`))
    child.on('message', onMessage).once('exit', onExit)
  })
}

/** Starts `servers/<name>.ts`. */
export async function startServed(
  name: string,
  args: readonly string[] = [],
  execArgv: readonly string[] = [],
): Promise<ServedProcess> {
  const child = fork(join(import.meta.dirname, 'servers', `${name}.ts`), args, { execArgv: [...execArgv] })
  const served = await nextMessage(child, message => (message as { served?: Served }).served)
  return {
    served,
    usage() {
      child.send('cpu')
      return nextMessage(child, message => {
        const { cpu, rss } = message as { cpu?: number; rss?: number }
        return cpu === undefined || rss === undefined ? undefined : { cpu, rss }
      })
    },
    onMessage: listener => void child.on('message', listener),
    stop() {
      const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 3000)
      return ended.finally(() => clearTimeout(timer))
    },
  }
}
