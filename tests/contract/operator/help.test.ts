import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..', '..', '..', 'src')
const helpOf = (program: string) =>
  execFileSync(process.execPath, [join(source, program), '--help'], { encoding: 'utf8' })

test.each(['pause', 'plan', 'ledger'])('%s says what it ends with', program => {
  expect(helpOf(`cli/${program}.ts`)).toMatch(/exit code 0 [^]+\b1 when [^]+\b2 when /i)
})

test('the backend says how long a token must be', () => {
  expect(helpOf('backend/main.ts')).toContain('a token has at least 16 characters')
})
