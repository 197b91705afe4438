import { createHash, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { describeIssue } from '../../protocol/frame.ts'
import { accountSchema, type Account } from '../../protocol/nouns.ts'

const tokenSchema = z.string().min(16, 'a token has at least 16 characters').max(4096)

const accountsSchema = z.object({
  accounts: z
    .array(accountSchema.extend({ token: tokenSchema }))
    .min(1)
    .max(1000),
})
export type AccountWithToken = z.infer<typeof accountsSchema>['accounts'][number]

/** Who may use the operator plane. */
export interface Accounts {
  /** The account a token belongs to; takes as long for a wrong token as for a right one. */
  find(token: string): Account | undefined
  /** Whether somebody has this id. */
  has(id: string): boolean
}

/** A mistake in how the backend was started: its message is all that the person needs. */
export class StartError extends Error {
  override name = 'StartError'
}

const digest = (token: string) => createHash('sha256').update(token).digest()

export function createAccounts(list: readonly AccountWithToken[]): Accounts {
  const known = list.map(({ id, name, role, token }) => ({ account: { id, name, role }, digest: digest(token) }))
  return {
    find(token) {
      const wanted = digest(token)
      let found: Account | undefined
      // Every digest is compared, also after a match: the time says nothing about the position.
      for (const one of known) if (timingSafeEqual(one.digest, wanted)) found = one.account
      return found
    },
    has: id => known.some(({ account }) => account.id === id),
  }
}

/** Reads `{ "accounts": [{ "id", "name", "role", "token" }] }`; throws `StartError` naming what is wrong. */
export function readAccounts(file: string): Accounts {
  const wrong = (what: string) => new StartError(`token file ${file}: ${what}`)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw wrong((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : 'cannot be read')
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw wrong('not JSON')
  }
  const result = accountsSchema.safeParse(json)
  if (!result.success) throw wrong(describeIssue(result.error.issues[0]))
  const { accounts } = result.data
  for (const key of ['id', 'token'] as const) {
    const twice = accounts.find((one, at) => accounts.some((other, before) => before < at && other[key] === one[key]))
    if (twice)
      throw wrong(key === 'id' ? `account ${twice.id} stands twice` : `${twice.id} has another account's token`)
  }
  return createAccounts(accounts)
}

/** A single account, an incident commander, whose token is from there. Throws `StartError` for one that is too short. */
export function soleCommander(token: string, from: string): Accounts {
  const result = tokenSchema.safeParse(token)
  if (!result.success) throw new StartError(`${from}: ${describeIssue(result.error.issues[0])}`)
  return createAccounts([{ id: 'commander', name: 'Commander', role: 'commander', token }])
}
