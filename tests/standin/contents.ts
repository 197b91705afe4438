import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { createPortLine, type MessagePortMain, type PortFrame } from './ports.ts'
import { runPreload } from './preload.page.ts'
import { fromChromium } from './address.ts'

export const ipcMain = new EventEmitter()

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

/** Electron's WebContents over a page. */
export class WebContents extends EventEmitter {
  page: Page | undefined
  openHandler: OpenHandler = () => ({ action: 'allow' })
  readonly #line = createPortLine(frame => this.#deliver(frame))

  async attach(page: Page, preload: string): Promise<void> {
    this.page = page
    await page.exposeBinding('__standinSend', ({ frame }, sent: PortFrame) => {
      if (sent.kind !== 'message') this.#line.take(sent)
      else
        ipcMain.emit(sent.channel, {
          sender: this,
          senderFrame: { url: fromChromium(frame.url()), parent: frame.parentFrame() },
        })
    })
    const source = JSON.stringify(readFileSync(preload, 'utf8'))
    await page.addInitScript(`if (window === window.top) (${runPreload.toString()})(${source})`)
    page.on('framenavigated', frame => {
      if (frame === page.mainFrame()) this.#line.cut()
    })
    page.on('load', () => this.emit('did-finish-load'))
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed' }))
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  postMessage(channel: string, data: unknown, ports: readonly MessagePortMain[] = []): void {
    this.#line.post(channel, data, ports)
  }

  reload(): void {
    void this.page?.reload().catch(() => undefined)
  }

  #deliver(frame: PortFrame): void {
    const call = (sent: PortFrame) => {
      const { __standinReceive } = globalThis as unknown as { __standinReceive?: (frame: PortFrame) => void }
      __standinReceive?.(sent)
    }
    // A page that is just being left receives nothing, as in a window.
    void this.page?.evaluate(call, frame).catch(() => undefined)
  }
}
