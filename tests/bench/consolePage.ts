import { join } from 'node:path'
import type { Page } from 'playwright'
import { z } from 'zod'
import { startChild } from '../../src/cli/child.ts'
import type { BenchNight } from './night.ts'
import { startPlainChromium } from './plainChromium.ts'

/** The console as it is built, in a browser and connected to the night through the browser shell's own process. */
export interface ConsolePage {
  readonly page: Page
  close(): Promise<void>
}

const GRACE_MS = 1500
const READY_MS = 30_000
const readySchema = z.object({ url: z.string() })
const shell = join(import.meta.dirname, '..', '..', 'src', 'web', 'main.ts')

export async function openConsolePage({ dir, operators, token }: BenchNight, executable: string): Promise<ConsolePage> {
  const host = startChild('console', {
    command: process.execPath,
    args: [shell, `--connect=${operators}`, '--port=0', `--data=${join(dir, 'console')}`],
    env: { SLUICE_TOKEN: token },
    timeoutMs: READY_MS,
  })
  try {
    const { url } = readySchema.parse(await host.ready)
    const browser = await startPlainChromium(executable, join(dir, 'chromium'))
    try {
      const page = browser.context.pages()[0] ?? (await browser.context.newPage())
      await page.goto(url)
      await page.locator('.last-command b').waitFor()
      return {
        page,
        async close() {
          await browser.close()
          await host.stop(GRACE_MS)
        },
      }
    } catch (error) {
      await browser.close()
      throw error
    }
  } catch (error) {
    await host.stop(GRACE_MS)
    throw error
  }
}

/** Covers the page with another tab, until it knows that it is hidden. */
export async function coverPage(page: Page): Promise<void> {
  const cover = await page.context().newPage()
  await cover.bringToFront()
  await page.waitForFunction(() => document.hidden, undefined, { polling: 100, timeout: 10_000 })
}
