import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../console/eventually.ts'

/** The two launchers as a person at a terminal has them: an address that works, and Ctrl-C. */

const root = join(import.meta.dirname, '..', '..', '..')
const ports = ['--port=0', '--citizen-port=0', '--operator-port=0']
let temporary: string
let child: ChildProcess | undefined

/** In a group of its own: a terminal's Ctrl-C goes to every process of the group. */
function launch(program: string, ...args: string[]) {
  const started = spawn(process.execPath, [join(root, 'src', 'cli', program), ...ports, ...args], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  child = started
  const console = new Promise<URL>(resolve => {
    let out = ''
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      const address = /ready {2}console (\S+)/.exec((out += text))?.[1]
      if (address !== undefined) resolve(new URL(address))
    })
  })
  const ended = new Promise<number | null>(resolve => started.once('exit', code => resolve(code)))
  const group = started.pid ?? 0
  return { console, ended, interrupt: () => process.kill(-group, 'SIGINT'), group }
}

/** The first thing that the bridge says. */
function greeting(page: URL): Promise<unknown> {
  const token = new URLSearchParams(page.hash.slice(1)).get('token')
  const socket = new WebSocket(`ws://${page.host}/bridge`, ['sluice.bridge.v1', `token.${token}`], {
    origin: page.origin,
  })
  return new Promise((resolve, reject) => {
    socket.once('message', (data: Buffer) => {
      socket.terminate()
      resolve(JSON.parse(data.toString()))
    })
    socket.once('error', reject)
    socket.once('close', code => reject(new Error(`closed with ${code}`)))
  })
}

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'sluice-launcher-'))
})
afterEach(() => {
  if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  rmSync(temporary, { recursive: true, force: true })
})

describe('the launchers', () => {
  it('leave nothing behind when they are interrupted while a night is still starting', async () => {
    const { ended, interrupt, group } = launch('start.ts', '--shell=browser', '--no-open')
    await eventually(() => expect(readdirSync(temporary)).toHaveLength(1))
    interrupt()
    expect(await ended).toBe(0)
    expect(readdirSync(temporary)).toEqual([])
    await eventually(() => expect(() => process.kill(-group, 0)).toThrow('ESRCH'))
  })

  it('serve the page from its sources in development, with a bridge that speaks, until they are interrupted', async () => {
    const { console, ended, interrupt, group } = launch('dev.ts')
    const page = await console
    expect(await (await fetch(page)).text()).toContain('/@vite/client')
    expect(await greeting(page)).toBeTypeOf('object')
    interrupt()
    expect(await ended).toBe(0)
    expect(readdirSync(temporary)).toEqual([])
    await eventually(() => expect(() => process.kill(-group, 0)).toThrow('ESRCH'))
  })
})
