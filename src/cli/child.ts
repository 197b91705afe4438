import { spawn, type ChildProcess } from 'node:child_process'

/** How a process has ended: by itself with a code, or by a signal. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** One process of the several that a launch night is made of. */
export interface Child {
  readonly name: string
  /** The object of its ready line; rejects when it ends or `timeoutMs` passes before that. */
  readonly ready: Promise<unknown>
  readonly ended: Promise<Ending>
  /** Asks it to end, and ends it by force when it has not after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

export interface ChildOptions {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly timeoutMs: number
}

const firstLine = (text: string): string => text.split('\n').find(line => line.trim() !== '') ?? ''

/**
 * Starts a child that says `{"ready": …}` on a line of its own when it serves. Its error output is passed on; its other
 * output is not, since the launcher prints one line for all. The channel to the parent is how it notices that the
 * launcher died and ends as well.
 */
export function startChild(name: string, { command, args, env, timeoutMs }: ChildOptions): Child {
  const child: ChildProcess = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
    process.stderr.write(text)
  })
  const ended = new Promise<Ending>(resolve => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', error => {
      said ||= error.message
      resolve({ code: 1, signal: null })
    })
  })
  const ready = new Promise<unknown>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} was not ready within ${timeoutMs / 1000} s`)), timeoutMs)
    let pending = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      pending += text
      const lines = pending.split('\n')
      pending = lines.pop() ?? ''
      for (const line of lines) {
        const message = readReady(line)
        if (message === undefined) continue
        clearTimeout(timer)
        resolve(message)
      }
    })
    void ended.then(({ code, signal }) => {
      clearTimeout(timer)
      return reject(new Error(firstLine(said) || `${name} ended ${signal ? `by ${signal}` : `with code ${code}`}`))
    })
  })
  // Whoever waits for `ready` hears of it; nobody waiting is no reason to fall.
  ready.catch(() => undefined)
  return {
    name,
    ready,
    ended,
    async stop(graceMs) {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await ended
      clearTimeout(timer)
    },
  }
}

function readReady(line: string): unknown {
  if (!line.startsWith('{"ready"')) return undefined
  try {
    return (JSON.parse(line) as { ready: unknown }).ready
  } catch {
    return undefined
  }
}
