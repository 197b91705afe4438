import { parseArgs } from 'node:util'
import { launchFlags } from '../console/launch.ts'
import type { CoreStart } from './core.messages.ts'

/**
 * What the launcher says, by flags and environment. Electron and Chromium take switches of their own from the same line,
 * so unknown ones are passed over. The token is taken out of `env`, so that no other child process inherits it.
 */
export function readStart(argv: readonly string[], env: NodeJS.ProcessEnv): CoreStart {
  const { values } = parseArgs({ args: argv.slice(1), options: launchFlags, strict: false, allowPositionals: true })
  const { SLUICE_TOKEN, SLUICE_TOKEN_FILE } = env
  delete env['SLUICE_TOKEN']
  return {
    type: 'start',
    values: {
      connect: textOf(values.connect),
      'token-file': textOf(values['token-file']),
      data: textOf(values.data),
      'read-only': values['read-only'] === true,
    },
    env: { SLUICE_TOKEN, SLUICE_TOKEN_FILE },
  }
}

const textOf = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
