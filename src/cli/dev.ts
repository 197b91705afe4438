import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { ProxyOptions, ViteDevServer } from 'vite'
import { askedToEnd } from '../backend/asked.ts'
import { bridgePath, tokenParameter } from '../protocol/shell.ts'
import { runProgram, UsageError, type Arguments, type Program } from './flags.ts'
import { freePort, isFree } from './port.ts'
import { startFlags } from './startFlags.ts'

/**
 * `npm run dev`: the simulated night with its backend restarting as its sources change, and the page hot-reloading in a
 * browser. Needs no Electron binary: the page runs in the browser shell, whose bridge the development server passes on.
 */
const { shell: _shell, pages: _pages, 'no-open': _noOpen, console: _console, ...flags } = startFlags

const program: Program<typeof flags> = {
  call: 'npm run dev --',
  about: 'Runs a simulated launch night and the console’s page, and takes up changes of their sources.',
  flags,
}

const HOST = '127.0.0.1'
const root = join(import.meta.dirname, '..', '..')
const source = join(root, 'src', 'renderer')
/** What the processes of the night are made of. Its words are not among it: they are edited for the page's sake. */
const watched = ['backend', 'simulator', 'console', 'web', 'protocol', 'rules']

/** The bridge of the night at `port`, as if the night had served the page. */
function passOn(port: number, tokens: readonly string[]): Record<string, ProxyOptions> {
  const bridge: ProxyOptions = {
    target: `ws://${HOST}:${port}`,
    ws: true,
    // The host judges Origin and Host; to it the page must look as if it had served it.
    changeOrigin: true,
    headers: { origin: `http://${HOST}:${port}` },
    configure(proxy) {
      // Every restart makes a token of its own: a page that was let in before is let in again with the new one.
      proxy.on('proxyReqWs', request => {
        const offered = String(request.getHeader('sec-websocket-protocol'))
        const known = tokens.find(token => offered.includes(token))
        if (known !== undefined)
          request.setHeader('sec-websocket-protocol', offered.replace(known, tokens.at(-1) ?? known))
      })
    },
  }
  // The whole path, for the page's own modules may begin like it.
  return { [`^${bridgePath}$`]: bridge }
}

/** Imported late: they take a second, and help and mistakes need not wait for them. */
async function servePage(port: number, proxy: Record<string, ProxyOptions>): Promise<ViteDevServer> {
  const [{ createServer }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')])
  const page = await createServer({
    configFile: false,
    root: source,
    plugins: [react()],
    server: { port, strictPort: true, host: HOST, proxy },
  })
  return page.listen()
}

function startNight(hostPort: number) {
  return spawn(
    process.execPath,
    [
      ...watched.map(folder => `--watch-path=${join(root, 'src', folder)}`),
      '--watch-preserve-output',
      join(import.meta.dirname, 'start.ts'),
      ...process.argv.slice(2),
      // Of a flag that is given twice, the last one counts.
      '--shell=browser',
      '--no-open',
      // Nobody is shown the page that it serves itself; this one need not be built.
      `--pages=${source}`,
      `--port=${hostPort}`,
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  )
}

async function run({ flags: given }: Arguments<typeof flags>): Promise<number> {
  const asked = askedToEnd()
  const wanted = given.port ?? 7400
  if (!(await isFree(wanted)))
    throw new UsageError(`port ${wanted} is busy; end what listens there or choose another with --port PORT (0: any)`)
  const tokens: string[] = []
  const hostPort = await freePort()
  const port = wanted === 0 ? await freePort() : wanted
  const page = await servePage(port, passOn(hostPort, tokens))
  const night = startNight(hostPort)
  const over = new Promise<void>(resolve => night.once('exit', () => resolve()))
  night.stdout.setEncoding('utf8').on('data', (text: string) => {
    const token = new RegExp(`#${tokenParameter}=([\\w-]+)`).exec(text)?.[1]
    if (token !== undefined) tokens.push(token)
    process.stdout.write(text.replaceAll(`${HOST}:${hostPort}`, `${HOST}:${port}`))
  })
  await Promise.race([asked, over])
  night.kill('SIGTERM')
  await Promise.all([page.close(), over])
  return 0
}

await runProgram(program, run)
