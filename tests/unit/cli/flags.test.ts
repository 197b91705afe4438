import { describe, expect, test } from 'vitest'
import { helpText, readArguments, UsageError } from '../../../src/cli/flags.ts'

const program = {
  call: 'npm run night --',
  about: 'Runs a night.',
  words: ['ID'],
  flags: {
    speed: { kind: 'number', value: 'N|max', min: 0.1, words: ['max'], help: 'times real time' },
    port: { kind: 'number', value: 'PORT', min: 0, max: 65_535, whole: true, help: 'port' },
    shell: { kind: 'text', value: 'SHELL', choices: ['auto', 'browser'], help: 'shell' },
    token: { kind: 'text', value: 'TOKEN', env: 'SLUICE_TOKEN', help: 'token' },
    json: { kind: 'switch', help: 'print JSON' },
  },
} as const

describe('flags', () => {
  test('reads each kind', () => {
    const argv = ['calm', '--speed', 'max', '--port=0', '--shell', 'browser', '--json']
    expect(readArguments(program, argv, { SLUICE_TOKEN: 'secret' })).toEqual({
      flags: { speed: 'max', port: 0, shell: 'browser', token: 'secret', json: true },
      words: ['calm'],
    })
  })

  test('a flag goes before the environment', () => {
    const read = readArguments(program, ['calm', '--token', 'mine'], { SLUICE_TOKEN: 'secret' })
    expect(read).toMatchObject({ flags: { token: 'mine' } })
  })

  test('help wins over everything that is missing', () => {
    expect(readArguments(program, ['--help'])).toBe('help')
    expect(helpText(program)).toContain('--token TOKEN  token (or SLUICE_TOKEN in the environment)')
  })

  test.each([
    [['calm', '--sped', '3'], 'unknown flag --sped; known: --speed'],
    [['calm', '--port', '70000'], '--port is a whole number from 0 to 65535, not "70000"'],
    [['calm', '--port', '1.5'], 'not "1.5"'],
    [['calm', '--speed', 'fast'], '--speed is a number from 0.1 or max, not "fast"'],
    [['calm', '--shell', 'x11'], '--shell is one of auto, browser, not "x11"'],
    [['calm', '--token', ''], '--token needs TOKEN'],
    [['calm', '--token'], '--token'],
    [['calm', '--json=yes'], '--json'],
    [[], 'ID is missing; usage: npm run night -- ID [flags]'],
    [['calm', 'more'], 'unexpected "more"'],
  ])('%j is refused in one line', (argv, line) => {
    expect(() => readArguments(program, argv)).toThrow(UsageError)
    expect(() => readArguments(program, argv)).toThrow(line)
    expect(() => readArguments(program, argv)).not.toThrow(/\n/)
  })
})
