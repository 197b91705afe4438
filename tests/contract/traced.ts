import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'

/** A machine of a user may lack it, and the test is skipped by name; in continuous integration that is a failure. */
export const untraced = spawnSync('strace', ['-V']).status !== 0 && process.env['CI'] === undefined

/**
 * Runs a program that says `asked` and `answered` on its output, with a directory as its argument, and expects that the
 * kernel has written this log and synced it in between, each time. Returns how often it answered.
 */
export function tracedAnswers(program: string, directory: string, log: string): number {
  const traces = mkdtempSync(join(tmpdir(), 'sluice-trace-'))
  const out = join(traces, 'trace')
  const calls = 'trace=write,pwrite64,fsync,fdatasync'
  const args = ['-f', '-y', '-o', out, '-e', calls, process.execPath, program, directory]
  const run = spawnSync('strace', args, { encoding: 'utf8', timeout: 200_000 })
  expect(run.status, run.stderr).toBe(0)
  const lines = readFileSync(out, 'utf8').split('\n')
  rmSync(traces, { recursive: true })
  let answers = 0
  let asked = false
  let written = false
  let synced = false
  /** The thread whose sync has begun, where another thread's line came in between. */
  let syncing: string | undefined
  for (const line of lines) {
    const [thread] = line.split(' ', 1)
    if (line.includes('"asked ')) [asked, written, synced] = [true, false, false]
    else if (line.includes('pwrite64(') && line.includes(log)) [written, synced] = [true, false]
    else if (new RegExp(`f(data)?sync\\(.*${log}`).test(line)) {
      synced = line.trimEnd().endsWith('= 0')
      syncing = line.includes('<unfinished') ? thread : undefined
    } else if (syncing === thread && /<\.\.\. f(data)?sync resumed>/.test(line)) {
      synced = line.trimEnd().endsWith('= 0')
      syncing = undefined
    } else if (line.includes('"answered ')) {
      expect({ asked, written, synced }, line).toEqual({ asked: true, written: true, synced: true })
      asked = false
      answers++
    }
  }
  return answers
}
