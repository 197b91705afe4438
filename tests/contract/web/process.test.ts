import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openOperatorPlane, token, type OperatorPlane } from '../console/operatorPlane.ts'
import { eventually } from '../console/eventually.ts'

/** The browser shell as a process: its flags, its ready line, its end. */

const root = join(import.meta.dirname, '..', '..', '..')
const page = join(root, 'out', 'renderer', 'index.html')
let plane: OperatorPlane
let folder: string
const children: ChildProcess[] = []

interface Run {
  readonly child: ChildProcess
  readonly ended: Promise<{ code: number | null; out: string; err: string }>
  readonly ready: Promise<string>
}

function run(args: string[], env: NodeJS.ProcessEnv = { SLUICE_TOKEN: token }, ipc = false): Run {
  const child = spawn(process.execPath, [join(root, 'src', 'web', 'main.ts'), ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
  })
  children.push(child)
  let out = ''
  let err = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text))
  const ready = new Promise<string>(resolve => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text
      const line = out.split('\n').find(line => line.startsWith('{"ready"'))
      if (line && out.includes('\n')) resolve((JSON.parse(line) as { ready: { url: string } }).ready.url)
    })
  })
  const ended = new Promise<{ code: number | null; out: string; err: string }>(resolve =>
    // Once its channel has been given up, a child only tells that it has ended, not that its streams have.
    child.once(ipc ? 'exit' : 'close', (code: number | null) => resolve({ code, out, err })),
  )
  return { child, ended, ready }
}

beforeAll(async () => {
  plane = await openOperatorPlane()
  folder = mkdtempSync(join(tmpdir(), 'sluice-web-process-'))
  // What is served does not matter here, only that something is: a checkout that was not built yet gets a page.
  if (existsSync(page)) return
  mkdirSync(join(root, 'out', 'renderer'), { recursive: true })
  writeFileSync(page, '<!doctype html><title>Sluice</title>')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await plane.close()
  rmSync(folder, { recursive: true, force: true })
})

const flags = () => [`--connect=${plane.url}`, '--port=0', `--data=${folder}`]

describe('the browser shell as a process', () => {
  it('says where it is ready, connects, and ends when it is told to', async () => {
    const begun = performance.now()
    const { child, ready, ended } = run(flags())
    expect(await ready).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
    await eventually(() => expect(plane.connections.size).toBe(1))
    const asked = performance.now()
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 0, err: '' })
    // Where even a start takes longer, the machine has much else to do.
    expect(performance.now() - asked).toBeLessThan(Math.max(2_000, asked - begun))
    await eventually(() => expect(plane.connections.size).toBe(0))
  })

  it('ends when its launcher is gone', async () => {
    const { child, ready, ended } = run(flags(), { SLUICE_TOKEN: token }, true)
    await ready
    child.disconnect()
    expect(await ended).toMatchObject({ code: 0 })
  })

  it('reads the token from a file, and again when it has changed', async () => {
    const file = join(folder, 'token')
    writeFileSync(file, `${token}\n`)
    const { ready } = run([...flags(), `--token-file=${file}`], {})
    await ready
    await eventually(() => expect(plane.connections.size).toBe(1))
    writeFileSync(file, 'another')
    plane.cut()
    await eventually(() =>
      expect(plane.heard).toContainEqual(expect.objectContaining({ type: 'hello', token: 'another' })),
    )
  })

  it('shows its flags', async () => {
    const { code, out } = await run(['--help'], {}).ended
    expect(code).toBe(0)
    for (const flag of ['--connect', '--token-file', '--port', '--data', '--read-only', '--host'])
      expect(out).toContain(flag)
  })

  it.each([
    ['an unknown flag', ['--bogus'], /--bogus/],
    ['a port that is none', ['--port=70000'], /--port is a whole number/],
    ['an address that is none', ['--connect=http://127.0.0.1'], /--connect is an address/],
    ['a word too many', ['please'], /please/],
  ])('says in one line what is wrong with %s, and ends with 2', async (_what, args, pattern) => {
    const { code, err, out } = await run([...args]).ended
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(pattern)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('says that the token is missing', async () => {
    const { code, err } = await run(flags(), {}).ended
    expect(code).toBe(2)
    expect(err).toMatch(/token is missing/)
  })

  it.each([
    ['', false],
    [', and ends all the same while its launcher lives', true],
  ])('says that its port is busy%s', async (_how, launched) => {
    const first = run(flags())
    const port = new URL(await first.ready).port
    const args = [`--connect=${plane.url}`, `--port=${port}`, `--data=${folder}`]
    const { code, err } = await run(args, { SLUICE_TOKEN: token }, launched).ended
    expect(code).toBe(2)
    expect(err).toMatch(new RegExp(`^port ${port} is busy; [^\\n]+\\n$`))
  })
})
