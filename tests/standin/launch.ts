import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { _electron, chromium, type Page } from 'playwright'
import { fromChromium, toChromium } from './address.ts'
import { readReport } from './report.ts'

/** The desktop shell, running: in Electron where its binary is there, else in the stand-in. */
export interface Desktop {
  readonly kind: 'electron' | 'stand-in'
  readonly page: Page
  /** The page's address as the shell knows it: `app://…`. */
  address(): string
  /** What an address of the shell is called in this browser. */
  inBrowser(address: string): string
  /** Titles of the notices shown on the desktop, the latest last; undefined where the desktop is a real one. */
  notices(): readonly string[] | undefined
  /** Presses the latest notice. */
  pressNotice(): void
  /** Kills the console core's process, with no chance to say goodbye. */
  killCore(): Promise<void>
  /** Ends it as the launcher does, and resolves with the exit code. */
  close(): Promise<number>
}

export interface DesktopOptions {
  readonly connect: string
  readonly token: string
  readonly data: string
  readonly locale?: string
}

const root = join(import.meta.dirname, '..', '..')
const require = createRequire(import.meta.url)

export async function launchDesktop(options: DesktopOptions): Promise<Desktop> {
  const binary = electronBinary()
  return binary && hasDisplay() ? launchElectron(binary, options) : launchStandIn(options)
}

/** Electron lies where its `path.txt` says, once its binary has been downloaded. */
function electronBinary(): string | undefined {
  const folder = dirname(require.resolve('electron/package.json'))
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : undefined
}

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])

const flagsOf = ({ connect, data }: DesktopOptions): string[] => [`--connect=${connect}`, `--data=${data}`]

async function launchElectron(executablePath: string, options: DesktopOptions): Promise<Desktop> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const application = await _electron.launch({
    executablePath,
    args: [...asRoot, root, ...flagsOf(options)],
    env: { ...process.env, SLUICE_TOKEN: options.token },
  })
  const child = application.process()
  const ended = new Promise<number>(resolve => child.once('exit', code => resolve(code ?? 1)))
  const page = await application.firstWindow()
  await page.waitForLoadState()
  return {
    kind: 'electron',
    page,
    address: () => page.url(),
    inBrowser: address => address,
    notices: () => undefined,
    pressNotice() {
      throw new Error('nobody can press a notice of a real desktop from here')
    },
    async killCore() {
      const pid = await application.evaluate(
        ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Sluice console core')?.pid,
      )
      if (pid === undefined) throw new Error('the console core is not running')
      process.kill(pid, 'SIGKILL')
    },
    async close() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

async function launchStandIn(options: DesktopOptions): Promise<Desktop> {
  const child = spawn(
    process.execPath,
    ['--import', join(import.meta.dirname, 'register.ts'), join(root, 'out', 'main', 'index.js'), ...flagsOf(options)],
    { cwd: root, env: { ...process.env, SLUICE_TOKEN: options.token }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = new Promise<number>(resolve => child.once('exit', code => resolve(code ?? 1)))
  let endpoint = ''
  let corePid = 0
  const notices: string[] = []
  await new Promise<void>((resolve, reject) => {
    createInterface(child.stdout).on('line', line => {
      const said = readReport(line)
      endpoint = said?.endpoint ?? endpoint
      corePid = said?.utility ?? corePid
      if (said?.notice !== undefined) notices.push(said.notice)
      if (line.startsWith('{"ready"')) resolve()
    })
    void ended.then(code => reject(new Error(`the shell ended with code ${code} before its window was open`)))
  })
  const browser = await chromium.connectOverCDP(endpoint)
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error('the stand-in shows no window')
  return {
    kind: 'stand-in',
    page,
    address: () => fromChromium(page.url()),
    inBrowser: toChromium,
    notices: () => notices,
    pressNotice: () => void child.kill('SIGUSR2'),
    async killCore() {
      process.kill(corePid, 'SIGKILL')
    },
    async close() {
      await browser.close()
      child.kill('SIGTERM')
      return ended
    },
  }
}
