import { app, BrowserWindow } from 'electron'
import { join } from 'node:path'

export interface WindowOptions {
  readonly address: string
  readonly developing: boolean
  /** The page's process is gone; it is being loaded again. */
  readonly onCrash: (reason: string) => void
}

/** So many crashes of the page within a minute, and it is left alone: it would only crash again. */
const maxCrashes = 5
const crashWindowMs = 60_000

export function openWindow({ address, developing, onCrash }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 700,
    title: 'Sluice',
    icon: join(app.getAppPath(), 'resources', 'icons', 'sluice.png'),
    // The page's own ground, so that no white flashes in a dark room.
    backgroundColor: '#14171A',
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: developing,
      spellcheck: false,
      // An alert must reach its pixel in a covered window as well.
      backgroundThrottling: false,
    },
  })
  window.once('ready-to-show', () => window.show())

  let crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const now = performance.now()
    crashes = [...crashes.filter(at => at > now - crashWindowMs), now]
    onCrash(reason)
    if (crashes.length <= maxCrashes) window.webContents.reload()
  })
  void window.loadURL(address)
  return window
}
