import { spawn, type ChildProcess } from 'node:child_process'
import { chromium, type BrowserContext } from 'playwright'
import { chromiumArguments } from '../e2e/fixtures/chromium.ts'

/**
 * A headless Chromium as anybody has it, with none of the switches and overrides by which Playwright keeps every page
 * visible, focused and at full speed when it starts the browser itself.
 */
export interface PlainChromium {
  /** The browser's own, with one empty page. */
  readonly context: BrowserContext
  close(): Promise<void>
}

const START_MS = 30_000
const GRACE_MS = 3000

/** @param profile a directory for the browser alone */
export async function startPlainChromium(executable: string, profile: string): Promise<PlainChromium> {
  const args = ['--headless', '--remote-debugging-port=0', '--window-size=1920,1080', `--user-data-dir=${profile}`]
  const child = spawn(executable, [...chromiumArguments, ...args, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const end = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
    await ended
    clearTimeout(timer)
  }
  try {
    const browser = await chromium.connectOverCDP(await debuggerOf(child), { noDefaults: true })
    const [context] = browser.contexts()
    if (!context) throw new Error('Chromium has no context of its own')
    return {
      context,
      async close() {
        await browser.close()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** The address that Chromium says on its error output once it listens. */
function debuggerOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Chromium did not start within ${START_MS / 1000} s`)), START_MS)
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
      const address = /DevTools listening on (?<address>ws:\S+)/.exec(said)?.groups?.['address']
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`Chromium ended with code ${code}: ${said}`)))
  })
}
