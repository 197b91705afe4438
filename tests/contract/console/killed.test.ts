import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createConsoleCore, type ConsoleCore } from '../../../src/console/core.ts'
import { accounts, openLaunch, tokens } from '../operator/fixture.ts'
import { eventually } from './eventually.ts'

/** The console through kill -9 of the backend's process: it comes back by itself, and says what it does not know. */

const main = join(import.meta.dirname, '..', '..', '..', 'src', 'backend', 'main.ts')
let folder: string
let backend: ChildProcess
let core: ConsoleCore | undefined

/** Resolves with the address of the operator plane once the backend is ready. */
function start(operatorPort: string): Promise<string> {
  backend = spawn(
    process.execPath,
    [
      main,
      `--data=${join(folder, 'data')}`,
      `--launch=${join(folder, 'launch.json')}`,
      `--token-file=${join(folder, 'tokens.json')}`,
      '--citizen-port=0',
      `--operator-port=${operatorPort}`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  return new Promise((resolve, reject) => {
    backend.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const found = /operators (ws:\S+)/.exec(text)
      if (found?.[1]) resolve(found[1])
    })
    backend.once('exit', code => reject(new Error(`the backend ended with code ${code}`)))
  })
}

async function kill(): Promise<void> {
  const ended = new Promise(resolve => backend.once('exit', resolve))
  backend.kill('SIGKILL')
  await ended
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-killed-'))
  writeFileSync(join(folder, 'launch.json'), JSON.stringify(openLaunch(Date.now())))
  writeFileSync(join(folder, 'tokens.json'), JSON.stringify({ accounts }))
})
afterAll(async () => {
  await core?.close()
  await kill()
  rmSync(folder, { recursive: true, force: true })
})

it('reconnects to each new boot, keeps what it had, and interpolates nothing', async () => {
  const url = await start('0')
  const console = (core = createConsoleCore({
    url,
    token: tokens.duty,
    journal: null,
    readOnly: false,
    shell: 'browser',
    timings: { retryFirst: 50, retryMax: 200 },
  }))
  const state = () => console.handlers.state({})
  const epochs = new Set<string>()
  const holes: [number, number][] = []
  const id = randomUUID()
  for (let boot = 0; boot < 3; boot++) {
    await eventually(async () => {
      const { link } = await state()
      expect(link.state).toBe('live')
      expect(epochs).not.toContain(link.epoch)
    })
    epochs.add((await state()).link.epoch ?? '')
    if (boot === 0) await console.handlers.pause({ id, reason: '' })
    const heard = (await state()).samples.length
    await eventually(async () => expect((await state()).samples.length).toBeGreaterThan(heard + 1))
    expect((await state()).snapshot?.intake.paused).toBe(true)
    if (boot === 2) break
    await kill()
    const killedAt = Date.now()
    await eventually(async () => expect((await state()).link.state).toBe('lost'))
    holes.push([killedAt, Date.now()])
    await start(new URL(url).port)
  }
  const { tracked, samples } = await state()
  expect(tracked).toMatchObject([{ id, record: { number: 1 } }])
  const times = samples.map(({ at }) => at)
  for (const [from, to] of holes) expect(times.filter(at => at > from && at < to)).toEqual([])
  expect(times).toEqual([...times].sort((a, b) => a - b))
})
