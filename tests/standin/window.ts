import { EventEmitter } from 'node:events'
import type { BrowserContext, Page, Route } from 'playwright'
import { fromChromium, toChromium } from './address.ts'
import { app } from './app.ts'
import { openBrowser } from './browser.ts'
import { WebContents } from './contents.ts'
import { answerRoute } from './protocol.ts'
import { permissionsHandled } from './system.ts'

interface WindowOptions {
  readonly webPreferences?: Readonly<Record<string, unknown>>
}

const windows = new Set<BrowserWindow>()
const pages = new Set<Page>()
let guarded = false

/** Electron's BrowserWindow as a page of a real Chromium. It refuses preferences that would open the sandbox. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents()
  readonly #preload: string

  constructor({ webPreferences = {} }: WindowOptions = {}) {
    super()
    requireSafe(webPreferences)
    this.#preload = String(webPreferences['preload'])
    windows.add(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(address: string): Promise<void> {
    const context = await openBrowser()
    const page = context.pages().find(page => !pages.has(page)) ?? (await context.newPage())
    pages.add(page)
    if (!guarded) await guardStrangers(context)
    await this.webContents.attach(page, this.#preload)
    let loading = true
    await page.route('**/*', route => (loading ? answerRoute(route) : this.#judge(route)))
    page.on('close', () => this.#closed())
    await page.goto(toChromium(address))
    loading = false
    this.emit('ready-to-show')
  }

  show(): void {}
  focus(): void {}
  restore(): void {}
  isMinimized(): boolean {
    return false
  }

  /** Asks the shell before the page is left, as Electron does; what is prevented leaves the page as it stands. */
  async #judge(route: Route): Promise<void> {
    const request = route.request()
    let allowed = true
    if (request.isNavigationRequest())
      this.webContents.emit('will-frame-navigate', {
        url: fromChromium(request.url()),
        isMainFrame: request.frame().parentFrame() === null,
        preventDefault: () => (allowed = false),
      })
    await (allowed ? answerRoute(route) : route.abort('aborted'))
  }

  #closed(): void {
    windows.delete(this)
    this.emit('closed')
    if (windows.size === 0) app.emit('window-all-closed')
  }
}

/** A page that no window opened asks the handler of its opener, and stays only if that allowed it: ours never does. */
async function guardStrangers(context: BrowserContext): Promise<void> {
  guarded = true
  await context.route('**/*', async route => {
    for (const { webContents } of windows) webContents.openHandler({ url: fromChromium(route.request().url()) })
    await route.abort('blockedbyclient')
  })
  context.on('page', page => {
    if (!pages.has(page)) void page.close()
  })
}

function requireSafe(preferences: Readonly<Record<string, unknown>>): void {
  const wanted = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false }
  for (const [name, value] of Object.entries(wanted))
    if (preferences[name] !== value)
      throw new Error(`this window would be opened with ${name} ${String(preferences[name])}`)
  if (preferences['webSecurity'] === false) throw new Error('this window would be opened without webSecurity')
  if (!permissionsHandled()) throw new Error('nothing refuses the permissions that this window may ask for')
}
