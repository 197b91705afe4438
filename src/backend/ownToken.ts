import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './control/accounts.ts'

/** Where a data directory keeps the token of its commander, alone in a file as consoles and programs take it. */
export const TOKEN_FILE = 'operator.token'

export interface OwnToken {
  readonly token: string
  readonly file: string
  /** Writes it to its file, readable by this user alone, unless it came from there. */
  keep(): void
}

/**
 * The token that a backend has when it is given none: the one that its directory keeps, else a new one. A backend that is
 * started again after a crash is to know the consoles that were on it. Throws `StartError`.
 */
export function ownToken(dir: string): OwnToken {
  const file = join(dir, TOKEN_FILE)
  const kept = existsSync(file)
  const token = kept ? readKept(file) : randomBytes(24).toString('base64url')
  return {
    token,
    file,
    keep() {
      if (!kept) writeFileSync(file, `${token}\n`, { mode: 0o600 })
    },
  }
}

function readKept(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new StartError(`${file} cannot be read`)
  }
}
