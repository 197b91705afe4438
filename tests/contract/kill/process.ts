import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

const main = join(import.meta.dirname, '..', '..', '..', 'src', 'backend', 'main.ts')

export interface KillableBackend {
  readonly citizens: string
  readonly operators: string
  /** kill -9, and wait until the kernel has buried it. */
  kill(): Promise<void>
  /** Ends it as an operator would. */
  stop(): Promise<void>
}

/** Starts the real backend process; resolves at its ready line, rejects with its error output. It dies by `over`. */
export function startBackend(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { program = main, over }: { program?: string; over?: AbortSignal } = {},
): Promise<KillableBackend> {
  const child: ChildProcess = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...env },
    killSignal: 'SIGKILL',
    ...(over && { signal: over }),
  })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return new Promise((resolve, reject) => {
    let out = ''
    let err = ''
    child.stderr?.on('data', chunk => (err += String(chunk)))
    child.stdout?.on('data', chunk => {
      out += String(chunk)
      const [, citizens, operators] = /^ready {2}citizens (\S+) {2}operators (\S+)/.exec(out) ?? []
      if (citizens && operators)
        resolve({ citizens, operators, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') })
    })
    child.once('error', reject)
    void ended.then(() => reject(new Error(`the backend ended before it was ready: ${err}`)))
  })
}
