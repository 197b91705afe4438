import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOperators, tokens } from './fixture.ts'

/** `npm run pause`: what an incident responder has left when there is no console. */

const program = join(import.meta.dirname, '../../../src/cli/pause.ts')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-break-glass-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function pause(url: string, token: string, ...more: string[]) {
  const file = join(folder, 'token')
  writeFileSync(file, `${token}\n`)
  const child = spawn(process.execPath, [program, `--connect=${url}`, `--token-file=${file}`, ...more])
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out, err }
}

describe('the break-glass pause', () => {
  it('pauses, says by whom and as which command, and pauses what is paused again', async () => {
    await using operators = await openOperators()
    const url = operators.operatorUrl
    expect(await pause(url, tokens.duty)).toEqual({
      code: 0,
      out: `paused  command #1  by duty-1  at ${url}\n`,
      err: '',
    })
    expect(operators.backend.control.snapshot().intake.paused).toBe(true)
    expect((await pause(url, tokens.chief)).out).toContain('command #2  by chief')
  })

  it('turns nobody away who has more to say than a reason holds', async () => {
    await using operators = await openOperators()
    const { code } = await pause(operators.operatorUrl, tokens.duty, `--reason=${'ab '.repeat(400)}`)
    expect(code).toBe(0)
    const { reason } = operators.backend.control.snapshot().commands[0] ?? {}
    expect(reason?.length).toBeGreaterThan(290)
    expect(reason?.startsWith('ab ab')).toBe(true)
  })

  it('says in one line why it could not, and pauses nothing', async () => {
    await using operators = await openOperators()
    const url = operators.operatorUrl
    expect(await pause(url, 'nobody-has-this-token')).toMatchObject({ code: 1, err: 'refused: token-invalid\n' })
    const viewer = await pause(url, tokens.viewer)
    expect([viewer.code, viewer.err]).toEqual([1, expect.stringMatching(/^refused: role-insufficient.*\n$/)])
    expect(await pause(url, tokens.duty, '--because=x')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^unknown flag --because; .*\n$/) as unknown,
    })
    expect(operators.backend.control.snapshot().intake.paused).toBe(false)
    const nobody = await pause('ws://127.0.0.1:9/v1/console', tokens.duty)
    expect([nobody.code, nobody.err.trim().split('\n')]).toEqual([1, [expect.stringContaining('127.0.0.1:9')]])
  })
})
