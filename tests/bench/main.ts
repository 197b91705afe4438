import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchConsole } from './console.ts'
import { benchHttp } from './http.ts'

/** `npm run bench [-- --json]`: joins and status reads beside bare servers, the memory of a waiting person, and the console. */
function benchMemory(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  return new Promise<number>((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'servers', 'memory.ts'), [dir], {
      execArgv: ['--expose-gc', '--max-semi-space-size=8'],
    })
    child.once('message', message => resolve((message as { bytesPerWaiting: number }).bytesPerWaiting))
    child.once('exit', code => reject(new Error(`the memory benchmark ended with code ${code}`)))
  }).finally(() => rmSync(dir, { recursive: true, force: true }))
}

const result = { ...(await benchHttp()), bytesPerWaiting: await benchMemory(), ...(await benchConsole()) }
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
else for (const [key, value] of Object.entries(result)) process.stdout.write(`${key.padEnd(26)} ${value.toFixed(2)}\n`)
