import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { StartError } from './control/accounts.ts'

const keySchema = z.base64url().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length < 32) context.addIssue('a key has at least 32 bytes')
  return bytes
})

const secretsSchema = z.object({
  /** Signs tickets and admissions. */
  tokenKey: keySchema,
  /** Without it nobody can tell from a person hash whose it is. */
  personKey: keySchema,
  /** Keys the hash of a device's cookie. */
  clientKey: keySchema,
  /** The master of the agency's draw secrets. */
  drawKey: keySchema,
  /** The key pair of the development registry comes from it. */
  registryKey: keySchema,
})
export type Secrets = z.infer<typeof secretsSchema>

/**
 * The secrets of a data directory, made on its first boot. They are as durable as the places they sign: a directory that
 * has lost them is refused, not given new ones.
 */
export function loadSecrets(dir: string, firstBoot: boolean): Secrets {
  const file = join(dir, 'secrets.json')
  const text = read(file)
  if (text === undefined && !firstBoot) throw new StartError(`${file} is missing: the tickets it signed cannot be read`)
  if (text === undefined) return make(file)
  try {
    return secretsSchema.parse(JSON.parse(text))
  } catch {
    throw new StartError(`${file} is damaged`)
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StartError(`${file} cannot be read`)
  }
}

function make(file: string): Secrets {
  const names = Object.keys(secretsSchema.shape)
  const text = JSON.stringify(Object.fromEntries(names.map(name => [name, randomBytes(32).toString('base64url')])))
  // Written aside and renamed: a crash leaves all of it or nothing.
  const aside = `${file}.new`
  const handle = openSync(aside, 'w', 0o600)
  writeSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(aside, file)
  return secretsSchema.parse(JSON.parse(text))
}
