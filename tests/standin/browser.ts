import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright'
import { chromiumArguments, findChromium, noChromium } from '../e2e/fixtures/chromium.ts'
import { report } from './report.ts'

let opening: Promise<BrowserContext> | undefined
let profile: string | undefined

/** The one Chromium behind every window. Tests attach to it by its own debugging port. */
export function openBrowser(): Promise<BrowserContext> {
  opening ??= launch()
  return opening
}

async function launch(): Promise<BrowserContext> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error(noChromium)
  profile = await mkdtemp(join(tmpdir(), 'sluice-standin-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...chromiumArguments, '--remote-debugging-port=0'],
    headless: true,
    viewport: { width: 1440, height: 900 },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
  report({ endpoint: `http://127.0.0.1:${port}` })
  return context
}

export async function closeBrowser(): Promise<void> {
  const context = await opening?.catch(() => undefined)
  await context?.close().catch(() => undefined)
  if (profile) await rm(profile, { recursive: true, force: true, maxRetries: 3 })
}
