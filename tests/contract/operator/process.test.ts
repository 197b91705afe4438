import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { commandRecordSchema } from '../../../src/protocol/commands.ts'
import { accounts, openConsole, openLaunch, tokens } from './fixture.ts'

const main = join(import.meta.dirname, '..', '..', '..', 'src', 'backend', 'main.ts')
let root: string
let launchFile: string
let tokenFile: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-process-'))
  launchFile = join(root, 'launch.json')
  tokenFile = join(root, 'tokens.json')
  writeFileSync(launchFile, JSON.stringify(openLaunch(Date.now())))
  writeFileSync(tokenFile, JSON.stringify({ accounts }))
})
afterAll(() => rmSync(root, { recursive: true }))

function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, SLUICE_TOKEN: '', ...env } })
  let out = ''
  let err = ''
  child.stderr.on('data', chunk => (err += String(chunk)))
  const ended = new Promise<{ code: number | null; signal: string | null; err: string; out: string }>(resolve =>
    child.on('close', (code, signal) => resolve({ code, signal, err, out })),
  )
  const ready = new Promise<{ operators: string; citizens: string; token: string | undefined }>((resolve, reject) => {
    child.stdout.on('data', chunk => {
      out += String(chunk)
      const found = /^ready {2}citizens (\S+) {2}operators (\S+)(?: {2}token (\S+))?\n/.exec(out)
      if (found) resolve({ citizens: found[1] ?? '', operators: found[2] ?? '', token: found[3] })
    })
    child.on('close', () => reject(new Error(err)))
  })
  ready.catch(() => undefined)
  return { child, ended, ready }
}

const ports = ['--citizen-port=0', '--operator-port=0']
const data = (name: string) => `--data=${join(root, name)}`
const first = () => [`--launch=${launchFile}`, `--token-file=${tokenFile}`, ...ports]

async function pauseOnce(url: string, id: string) {
  const client = await openConsole(url)
  client.send({ type: 'hello', version: 1, token: tokens.duty, epoch: null, afterSequence: 0 })
  const { snapshot, epoch } = await client.next('welcome')
  const order = { kind: 'pause', args: {} } as const
  const command = { id, order, expectedRevision: null, reason: '', previewId: null, override: false }
  client.send({ type: 'command', request: 1, command })
  const answer = await client.next('command')
  client.socket.terminate()
  return { snapshot, epoch, record: commandRecordSchema.parse(answer.command) }
}

describe('the backend process', () => {
  it('says when it is ready, and ends within two seconds of being asked', async () => {
    const begun = performance.now()
    const { child, ended, ready } = start([data('plain'), `--launch=${launchFile}`, ...ports])
    const { citizens, operators, token } = await ready
    const startedIn = performance.now() - begun
    const client = await openConsole(operators)
    client.send({ type: 'hello', version: 1, token: token ?? '', epoch: null, afterSequence: 0 })
    expect((await client.next('welcome')).account.role).toBe('commander')
    expect((await fetch(`${citizens}/v1/cohorts/c53/status`)).status).toBe(200)
    const asked = performance.now()
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, err: '' })
    // Where even a start takes longer, the machine has much else to do.
    expect(performance.now() - asked).toBeLessThan(Math.max(2_000, startedIn))
    expect(statSync(join(root, 'plain', 'secrets.json')).mode & 0o777).toBe(0o600)
  })

  it.skipIf(process.platform === 'win32')(
    'ends when npm is gone, which takes its shell along and tells nobody',
    async () => {
      // What a shell runs in the middle of a list has the shell itself as its parent, as in a script of npm.
      const line = `"$0" "$@"; echo the shell is still there`
      const args = [process.execPath, main, data('orphan'), `--launch=${launchFile}`, ...ports]
      const env = { ...process.env, npm_lifecycle_event: 'backend' }
      const shell = spawn('sh', ['-c', line, ...args], { env, detached: true })
      const { pid = 0 } = shell
      onTestFinished(() => {
        // Who should have ended, where this test fails.
        try {
          process.kill(-pid, 'SIGKILL')
        } catch {
          // Nobody is left, as it should be.
        }
      })
      let out = ''
      await new Promise<void>(resolve => {
        shell.stdout.on('data', chunk => {
          out += String(chunk)
          if (out.startsWith('ready')) resolve()
        })
      })
      // Its output ends when nobody has hold of it any more.
      const over = new Promise(resolve => shell.on('close', resolve))
      shell.kill('SIGKILL')
      await over
      expect(out.trimEnd().split('\n')).toHaveLength(1)
    },
  )

  it('keeps the token that it made, and knows the consoles again that were on it', async () => {
    const before = start([data('own'), `--launch=${launchFile}`, ...ports])
    const { token = '' } = await before.ready
    expect(readFileSync(join(root, 'own', 'operator.token'), 'utf8')).toBe(`${token}\n`)
    expect(statSync(join(root, 'own', 'operator.token')).mode & 0o777).toBe(0o600)
    before.child.kill('SIGKILL')
    await before.ended
    const after = start([data('own'), ...ports])
    expect((await after.ready).token).toBe(token)
    after.child.kill('SIGTERM')
    expect((await after.ended).code).toBe(0)
  })

  it('keeps what was answered through kill -9, under a new epoch, and executes nothing twice', async () => {
    const id = crypto.randomUUID()
    const before = start([data('killed'), ...first()])
    const { operators } = await before.ready
    const one = await pauseOnce(operators, id)
    expect(one.record).toMatchObject({ state: 'accepted', number: 1 })
    before.child.kill('SIGKILL')
    await before.ended
    const after = start([data('killed'), `--token-file=${tokenFile}`, ...ports])
    const two = await pauseOnce((await after.ready).operators, id)
    expect(two.snapshot.intake).toMatchObject({ paused: true, revision: 1 })
    expect(two.record.number).toBe(1)
    expect(two.epoch).not.toBe(one.epoch)
    after.child.kill('SIGINT')
    expect((await after.ended).code).toBe(0)
  })

  it('has its directory for itself, of one launch in one mode', async () => {
    const holder = start([data('held'), ...first()])
    await holder.ready
    const rival = await start([data('held'), ...first()]).ended
    expect([rival.code, rival.err]).toEqual([2, `${join(root, 'held')} is in use by another process\n`])
    holder.child.kill('SIGTERM')
    await holder.ended
    for (const [more, why] of [
      [{ mode: 'LIVE' as const }, 'holds a DRILL launch; a LIVE one needs a directory of its own'],
      [{ id: 'other' }, 'holds launch night; launch other needs a directory of its own'],
    ] as const) {
      const file = join(root, 'other.json')
      writeFileSync(file, JSON.stringify({ ...openLaunch(Date.now()), ...more }))
      const refused = await start([data('held'), `--launch=${file}`, `--token-file=${tokenFile}`, ...ports]).ended
      expect([refused.code, refused.err]).toEqual([2, `${join(root, 'held')} ${why}\n`])
    }
  })

  it('names in one line what was wrong with how it was started', async () => {
    const file = (name: string, text: string) => {
      writeFileSync(join(root, name), text)
      return join(root, name)
    }
    const cases: [string[], string][] = [
      [[], '--data DIR is missing'],
      [['--nonsense'], "Unknown option '--nonsense'"],
      [[data('x'), '--citizen-port=99999'], '--citizen-port is a port from 0 to 65535'],
      [[data('x'), ...ports], 'is new: its first start needs a launch plan'],
      [[data('x'), `--launch=${file('empty.json', '{}')}`], 'id: Invalid input'],
      [[data('x'), '--token-file=/nowhere.json'], 'no such file'],
      [[data('tokens.json/x'), ...first()], 'tokens.json/x cannot be a data directory: ENOTDIR'],
      [
        [
          data('live'),
          `--launch=${file('live.json', JSON.stringify({ ...openLaunch(Date.now()), mode: 'LIVE' }))}`,
          ...ports,
        ],
        'it needs the key of an identity issuer',
      ],
    ]
    for (const [args, why] of cases) {
      const { code, err } = await start(args).ended
      expect(err).toContain(why)
      expect([why, code, err.trimEnd().split('\n').length]).toEqual([why, 2, 1])
    }
    const short = await start([data('x'), ...ports], { SLUICE_TOKEN: 'short' }).ended
    expect([short.code, short.err]).toEqual([2, 'SLUICE_TOKEN: a token has at least 16 characters\n'])
    // None of them has taken a directory for its launch.
    expect(['x', 'live'].filter(name => existsSync(join(root, name)))).toEqual([])
  })

  it('takes no directory for a launch that it cannot serve', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void holder.close())
    await once(holder, 'listening')
    const { port } = holder.address() as AddressInfo
    const busy = [data('busy'), `--launch=${launchFile}`, '--citizen-port=0', `--operator-port=${port}`]
    const { code, err } = await start(busy).ended
    expect([code, err]).toEqual([2, `port ${port} of 127.0.0.1 is in use; 0 means any\n`])
    expect(existsSync(join(root, 'busy'))).toBe(false)
  })

  it('explains itself', async () => {
    const { code, out } = await start(['--help']).ended
    expect(code).toBe(0)
    for (const flag of ['--data', '--launch', '--citizen-port', '--operator-port', '--host', '--token-file'])
      expect(out).toContain(flag)
  })
})
