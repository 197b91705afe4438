import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAccounts, readAccounts, soleCommander } from '../../../src/backend/control/accounts.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sluice-accounts-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

const account = { id: 'a', name: 'A', role: 'operator' as const, token: 'x'.repeat(16) }
const other = { id: 'b', name: 'B', role: 'viewer' as const, token: 'y'.repeat(16) }

it('finds the account of a token, and none for any other', () => {
  const accounts = createAccounts([account, other])
  expect(accounts.find(other.token)).toEqual({ id: 'b', name: 'B', role: 'viewer' })
  for (const token of ['', 'x', 'x'.repeat(15), 'x'.repeat(17), 'X'.repeat(16)])
    expect(accounts.find(token)).toBeUndefined()
  expect(soleCommander('z'.repeat(16), 'here').find('z'.repeat(16))?.role).toBe('commander')
})

it.each([
  ['{', 'not JSON'],
  ['{}', 'accounts: Invalid input'],
  ['{"accounts":[]}', 'accounts: Too small'],
  [JSON.stringify({ accounts: [{ ...account, role: 'boss' }] }), 'accounts.0.role: Invalid option'],
  [JSON.stringify({ accounts: [{ ...account, token: 'short' }] }), 'a token has at least 16 characters'],
  [JSON.stringify({ accounts: [account, { ...account, token: other.token }] }), 'account a stands twice'],
  [JSON.stringify({ accounts: [account, { ...other, token: account.token }] }), "b has another account's token"],
])('names what is wrong with a token file: %s', (text, what) => {
  const file = join(dir, 'tokens.json')
  writeFileSync(file, text)
  expect(() => readAccounts(file)).toThrow(what)
  expect(() => readAccounts(file)).toThrow(`token file ${file}`)
})
