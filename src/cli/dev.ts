import { createServer } from 'vite'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { bridgePath } from '../protocol/shell.ts'

/**
 * `npm run dev`: the simulated night with its backend restarting as its sources change, and the page hot-reloading in a
 * browser. Needs no Electron binary: the page runs in the browser shell, whose bridge the development server passes on.
 */
const HOST_PORT = 7400
const PAGE_PORT = 7401
const root = join(import.meta.dirname, '..', '..')

const night = spawn(
  process.execPath,
  ['--watch-path=src/backend', '--watch-path=src/simulator', '--watch-path=src/console', '--watch-path=src/web'].concat(
    ['--watch-preserve-output', join(import.meta.dirname, 'start.ts'), '--shell=browser', '--no-open'],
    process.argv.slice(2),
  ),
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
)
const page = await createServer({
  configFile: false,
  root: join(root, 'src', 'renderer'),
  plugins: [(await import('@vitejs/plugin-react')).default()],
  server: {
    port: PAGE_PORT,
    strictPort: true,
    host: '127.0.0.1',
    proxy: {
      // The whole path, for the page's own modules may begin like it.
      [`^${bridgePath}$`]: {
        target: `ws://127.0.0.1:${HOST_PORT}`,
        ws: true,
        // The host judges Origin and Host; to it the page must look as if it had served it.
        changeOrigin: true,
        headers: { origin: `http://127.0.0.1:${HOST_PORT}` },
      },
    },
  },
})
await page.listen()

night.stdout.setEncoding('utf8').on('data', (text: string) => {
  process.stdout.write(text.replaceAll(`127.0.0.1:${HOST_PORT}`, `127.0.0.1:${PAGE_PORT}`))
})

const over = new Promise<void>(resolve => night.once('exit', () => resolve()))

async function end(): Promise<void> {
  night.kill('SIGTERM')
  await Promise.all([page.close(), over])
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end())
