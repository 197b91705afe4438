import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { closeBrowser } from './browser.ts'

const paths = new Map<string, string>()
let ready = false
let quitting = false

/** Electron's `app`: its life from start to quit, with the events that may hold the end back. */
class App extends EventEmitter {
  readonly isPackaged = false

  constructor() {
    super()
    // Ready comes after the first turn, as it does after the static imports of an ESM main.
    setImmediate(() => {
      ready = true
      this.emit('ready')
    })
  }

  isReady = () => ready
  whenReady = (): Promise<void> => (ready ? Promise.resolve() : new Promise(resolve => this.once('ready', resolve)))
  getAppPath = (): string => join(import.meta.dirname, '..', '..')
  getLocale = (): string => process.env['STANDIN_LOCALE'] ?? 'ko-KR'
  requestSingleInstanceLock = () => true

  setPath(name: string, path: string): void {
    mkdirSync(path, { recursive: true })
    paths.set(name, path)
  }

  getPath(name: string): string {
    const path = paths.get(name)
    if (!path) throw new Error(`the stand-in knows no path ${name}`)
    return path
  }

  quit(): void {
    if (!quitting && this.held('before-quit')) return
    quitting = true
    if (this.held('will-quit')) return
    this.exit(0)
  }

  exit(code = 0): void {
    void closeBrowser().finally(() => process.exit(code))
  }

  private held(event: string): boolean {
    let held = false
    this.emit(event, { preventDefault: () => (held = true) })
    return held
  }
}

export const app = new App()
