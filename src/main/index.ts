import { app, ipcMain, MessageChannelMain, Notification, type BrowserWindow } from 'electron'
import { join, resolve } from 'node:path'
import { LaunchError, readLaunch } from '../console/launch.ts'
import { translate } from '../locales/translate.ts'
import { portChannel } from '../protocol/shell.ts'
import { runCore, type CoreHost } from './coreHost.ts'
import { refuseTheRest } from './guard.ts'
import { readStart } from './arguments.ts'
import { showMenu } from './menu.ts'
import { createNotices } from './notices.ts'
import { pageUrl } from './page.ts'
import { serveScheme } from './scheme.ts'
import { isTrusted, originOf } from './sender.ts'
import { openWindow } from './window.ts'

/** The desktop shell. Thin: it opens the window and the core's process, and brings the two together. */

// Only a development server that this build was started with may stand in for the built page.
const developing = !app.isPackaged && process.env['ELECTRON_RENDERER_URL'] !== undefined
const address = (developing && process.env['ELECTRON_RENDERER_URL']) || pageUrl
const pageOrigin = originOf(address) ?? ''

let window: BrowserWindow | undefined
let core: CoreHost | undefined
let ending: Promise<void> | undefined

function run(): void {
  const start = readStart(process.argv, process.env)
  // Judged here as well, so that a mistake costs one line and not a window that never connects.
  const launch = readLaunch(start.values, start.env)
  app.setPath('userData', resolve(launch.data, 'electron'))
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write('this console is already open\n')
    app.quit()
    return
  }
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', event => {
    if (!core) return
    event.preventDefault()
    ending ??= core.close().finally(() => {
      core = undefined
      app.quit()
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => app.quit())
  process.once('disconnect', () => app.quit())
  void app.whenReady().then(() => open(start))
}

function open(start: ReturnType<typeof readStart>): void {
  const say = translate(app.getLocale().startsWith('ko') ? 'ko' : 'en')
  const notify = (title: string, body: string) => {
    process.stderr.write(`${title}: ${body}\n`)
    if (Notification.isSupported()) new Notification({ title, body }).show()
  }
  refuseTheRest(pageOrigin)
  serveScheme(join(import.meta.dirname, '..', 'renderer'))
  showMenu(say, developing)
  const showNotice = createNotices(alert => {
    if (window?.isMinimized()) window.restore()
    window?.show()
    window?.focus()
    core?.noticed(alert)
  })
  core = runCore({
    entry: join(import.meta.dirname, 'core.js'),
    start,
    onNotice: showNotice,
    onCrash: code => notify(say('notice.core.title'), say('notice.core.body', { code: String(code) })),
  })
  ipcMain.on(portChannel, event => {
    if (!isTrusted(event.senderFrame, pageOrigin)) return
    const { port1, port2 } = new MessageChannelMain()
    core?.connect(port1)
    event.sender.postMessage(portChannel, null, [port2])
  })
  window = openWindow({
    address,
    developing,
    onCrash: reason => notify(say('notice.page.title'), say('notice.page.body', { reason })),
  })
  window.webContents.once('did-finish-load', () => {
    process.stdout.write(`${JSON.stringify({ ready: { url: address } })}\n`)
  })
}

try {
  run()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  app.exit(error instanceof LaunchError ? 2 : 1)
}
