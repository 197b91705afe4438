import { EventEmitter } from 'node:events'
import { report } from './report.ts'

/** What Electron has of the system around a window; here it is only told to the test. */

interface MenuItem {
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly submenu?: readonly MenuItem[]
}

export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]): readonly MenuItem[] => template,
  setApplicationMenu: (menu: readonly MenuItem[]): void => report({ menu: menu.map(({ label }) => label ?? '') }),
}

// There is no desktop to press a notice on: the test sends this signal instead, and means the latest.
const presses = new EventEmitter()
process.on('SIGUSR2', () => presses.emit('press'))

export class Notification extends EventEmitter {
  readonly #title: string

  constructor({ title }: { title: string; body: string }) {
    super()
    this.#title = title
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    presses.removeAllListeners('press')
    presses.once('press', () => this.emit('click'))
    report({ notice: this.#title })
  }

  close(): void {
    this.emit('close')
  }
}

const refusals: string[] = []
const note = (name: string) => (): void => void refusals.push(name)

export const session = {
  defaultSession: {
    setPermissionRequestHandler: note('request'),
    setPermissionCheckHandler: note('check'),
    setDevicePermissionHandler: note('device'),
  },
}
/** A window opens only when every kind of permission has been given its handler. */
export const permissionsHandled = (): boolean => refusals.length >= 3

export const shell = {
  openExternal(url: string): Promise<void> {
    report({ external: url })
    return Promise.resolve()
  },
}
