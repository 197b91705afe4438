import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readToken } from '../../../src/cli/token.ts'
import { readStart } from '../../../src/main/arguments.ts'
import { LaunchError, readLaunch } from '../../../src/console/launch.ts'

it('reads its own flags among those of Electron and Chromium', () => {
  const argv = [
    '/opt/electron',
    '--no-sandbox',
    '--remote-debugging-port=0',
    '/srv/sluice',
    '--connect=ws://h:1/v1/console',
    '--data=/d',
    '--read-only',
  ]
  expect(readStart(argv, {}).values).toEqual({
    connect: 'ws://h:1/v1/console',
    'token-file': undefined,
    data: '/d',
    'read-only': true,
  })
})

it('takes the token out of the environment, so that no child inherits it', () => {
  const env = { SLUICE_TOKEN: 'secret', PATH: '/bin' }
  const start = readStart(['electron'], env)
  expect(start.env.SLUICE_TOKEN).toBe('secret')
  expect(env).toEqual({ PATH: '/bin' })
})

it.each([
  [{ connect: 'http://127.0.0.1:7420' }, 'ws://127.0.0.1:7420/v1/console'],
  [{ connect: 'nonsense' }, 'nonsense'],
  [{}, 'token is missing'],
])('says in one line what is wrong with %j', (values, part) => {
  const judge = () => readLaunch(values, {})
  expect(judge).toThrow(LaunchError)
  expect(judge).toThrow(part)
})

it('completes an address that names the plane alone', () => {
  expect(readLaunch({ connect: 'ws://127.0.0.1:7420' }, { SLUICE_TOKEN: 't' }).connect).toBe(
    'ws://127.0.0.1:7420/v1/console',
  )
})

it('takes a token alone from a file, and tells the accounts of a backend from one', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-token-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 'operators')
  const launch = () => readLaunch({ 'token-file': file }, {})
  writeFileSync(file, 'the-token-of-somebody\n')
  expect([launch().token(), launch().tokenFile, readToken(file)]).toEqual([
    'the-token-of-somebody',
    file,
    'the-token-of-somebody',
  ])
  writeFileSync(file, '{"accounts":[]}')
  expect(launch).toThrow('holds accounts; a token alone is needed')
  expect(() => readToken(file)).toThrow('holds accounts; a token alone is needed')
  rmSync(file)
  // Read again at each attempt: it may come later.
  expect(launch().tokenFile).toBe(file)
  expect(() => readToken(file)).toThrow('cannot be read')
})
