import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { scenarioIds } from '../../../src/simulator/scenario.ts'

const program = fileURLToPath(new URL('../../../src/cli/night.ts', import.meta.url))
const night = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })

test.each([
  [['2021-02-30'], `unknown scenario '2021-02-30'; there are: ${scenarioIds().join(', ')}\n`],
  [[], 'ID is missing; usage: npm run night -- ID [flags]\n'],
  [['calm', '--speed', 'warp'], '--speed is a number from 0.1 to 1000 or max, not "warp"\n'],
  [['calm', '--data', fileURLToPath(new URL('.', import.meta.url))], ' is not empty'],
])('%j ends with one clear line and exit code 2', (args, line) => {
  const { status, stderr, stdout } = night(...args)
  expect(stderr).toContain(line)
  expect(stderr.trimEnd()).not.toContain('\n')
  expect(stdout).toBe('')
  expect(status).toBe(2)
})

test('help names every flag', () => {
  const { status, stdout } = night('--help')
  expect(status).toBe(0)
  for (const flag of ['--speed N|max', '--json', '--data DIR', '--seed N', '--help']) expect(stdout).toContain(flag)
})
