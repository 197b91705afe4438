import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { createPortLine, type MessagePortMain, type PortFrame } from './ports.ts'
import { report } from './report.ts'

/** Electron's UtilityProcess as a real process of its own, so that it can really be killed. */
class UtilityProcess extends EventEmitter {
  readonly #child
  readonly #line

  constructor(entry: string, args: readonly string[]) {
    super()
    this.#child = fork(entry, args, {
      execArgv: ['--import', join(import.meta.dirname, 'register.ts')],
      env: { ...process.env, STANDIN_UTILITY: '1' },
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#line = createPortLine(frame => {
      // To a process that has just been killed nothing arrives: as in Electron, that is no error.
      if (this.#child.connected) this.#child.send(frame, () => undefined)
    })
    this.#child.on('message', (frame: PortFrame) => {
      if (frame.kind === 'message') this.emit('message', frame.data)
      else this.#line.take(frame)
    })
    this.#child.once('spawn', () => this.emit('spawn'))
    this.#child.once('exit', (code, signal) => {
      this.#line.cut()
      this.emit('exit', signal ? 128 : (code ?? 1))
    })
    report({ utility: this.#child.pid ?? 0 })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  postMessage(data: unknown, ports: readonly MessagePortMain[] = []): void {
    this.#line.post('', data, ports)
  }

  kill(): boolean {
    return this.#child.kill()
  }
}

export const utilityProcess = {
  fork: (entry: string, args: readonly string[] = []): UtilityProcess => new UtilityProcess(entry, args),
}
