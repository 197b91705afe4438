import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Whether a window could be shown at all. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env, platform = process.platform): boolean {
  if (platform === 'darwin' || platform === 'win32') return true
  return Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])
}

/** The Electron package has no install script: its binary lies where `path.txt` says, once it was downloaded. */
function installedBinary(folder: string): string | undefined {
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : undefined
}

/**
 * The path of Electron's binary, downloaded with the package's own installer when it is missing. Undefined, never an
 * error, when it cannot be had within `timeoutMs`: the browser shell does the same work.
 */
export async function findElectron(timeoutMs: number): Promise<string | undefined> {
  let folder: string
  try {
    folder = dirname(require.resolve('electron/package.json'))
  } catch {
    return undefined
  }
  const present = installedBinary(folder)
  if (present) return present
  await new Promise<void>(resolve => {
    const installer = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' })
    const timer = setTimeout(() => installer.kill('SIGKILL'), timeoutMs)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    installer.once('error', done).once('exit', done)
  })
  return installedBinary(folder)
}
