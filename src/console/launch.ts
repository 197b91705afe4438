import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** What both shells are told when they start: which backend, by which token, and where to keep the journal. */
export interface LaunchOptions {
  readonly connect: string
  readonly token: () => string
  /** Where the token lies, for whoever has to give it elsewhere; null when it came in the environment. */
  readonly tokenFile: string | null
  readonly data: string
  readonly readOnly: boolean
}

/** The flags that both shells share, as `util.parseArgs` takes them. */
export const launchFlags = {
  connect: { type: 'string' },
  'token-file': { type: 'string' },
  data: { type: 'string' },
  'read-only': { type: 'boolean' },
} as const

export interface LaunchValues {
  readonly connect?: string | undefined
  readonly 'token-file'?: string | undefined
  readonly data?: string | undefined
  readonly 'read-only'?: boolean | undefined
}

export const launchHelp = `  --connect URL      operator plane (default ws://127.0.0.1:7420/v1/console)
  --token-file FILE  holds the operator token; read again at each attempt
                     (or SLUICE_TOKEN_FILE, or SLUICE_TOKEN itself, in the environment)
  --data DIR         keep the journal here (default data/console)
  --read-only        a console without levers, for walls`

/** A mistake of whoever started the program, in one line. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError'
}

/** Throws `LaunchError`. */
export function readLaunch(values: LaunchValues, env: NodeJS.ProcessEnv): LaunchOptions {
  const file = values['token-file'] ?? (env['SLUICE_TOKEN_FILE'] || undefined)
  return {
    connect: operatorAddress(values.connect ?? 'ws://127.0.0.1:7420/v1/console'),
    token: tokenSource(file, env['SLUICE_TOKEN']),
    tokenFile: file === undefined ? null : resolve(file),
    data: values.data ?? 'data/console',
    readOnly: values['read-only'] ?? false,
  }
}

function operatorAddress(text: string): string {
  const url = URL.parse(text)
  if (!url || !/^wss?:$/.test(url.protocol))
    throw new LaunchError(`--connect is an address such as ws://127.0.0.1:7420/v1/console, not ${JSON.stringify(text)}`)
  if (url.pathname === '/') url.pathname = '/v1/console'
  return url.href
}

function tokenSource(file: string | undefined, token: string | undefined): () => string {
  if (file !== undefined) {
    const read = () => readFileSync(file, 'utf8').trim()
    // The backend's flag of the same name takes its accounts; a console is one of them.
    if (existsSync(file) && read().startsWith('{'))
      throw new LaunchError(`--token-file ${file} holds accounts; a token alone is needed`)
    return read
  }
  if (!token)
    throw new LaunchError('the operator token is missing: --token-file FILE, or SLUICE_TOKEN in the environment')
  return () => token
}
