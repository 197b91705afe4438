import { readFileSync } from 'node:fs'
import { UsageError } from './flags.ts'

/** The token of an operator: from the file, else from SLUICE_TOKEN; never from the command line, which others can read. */
export function readToken(file: string | undefined): string {
  const fromEnv = process.env['SLUICE_TOKEN']
  if (file === undefined && !fromEnv) throw new UsageError('a token is needed: --token-file FILE, or SLUICE_TOKEN')
  return file === undefined ? (fromEnv ?? '') : readTokenFile(file)
}

/** The token that stands alone in a file. Throws `UsageError`. */
export function readTokenFile(file: string): string {
  let token: string
  try {
    token = readFileSync(file, 'utf8').trim()
  } catch {
    throw new UsageError(`--token-file ${file} cannot be read`)
  }
  // The backend's flag of the same name takes its accounts; here somebody is one of them.
  if (token.startsWith('{')) throw new UsageError(`--token-file ${file} holds accounts; a token alone is needed`)
  return token
}
