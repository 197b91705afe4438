import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openOperators, tokens } from '../operator/fixture.ts'
import { tempDir } from '../gate/stage.ts'

const program = join(import.meta.dirname, '../../../src/cli/ledger.ts')

async function ledger(args: readonly string[], token = '') {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, SLUICE_TOKEN: token } })
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out, err }
}

const verdictSchema = z.object({
  records: z.number(),
  head: z.object({ index: z.number(), hash: z.string() }),
  headAt: z.number().nullable(),
  faults: z.array(z.object({ subject: z.string(), index: z.number().nullable(), why: z.string() })),
})

/** A copy of a data directory, as it lies there, with its ledger changed. */
function changed(dir: string, sql: string): string {
  const copy = join(tempDir(), 'copy')
  cpSync(dir, copy, { recursive: true })
  const db = new BetterSqlite(join(copy, 'gate.db'))
  expect(db.prepare(sql).run().changes).toBe(1)
  db.close()
  return copy
}

async function joined() {
  const plane = await openOperators()
  for (let person = 1; person <= 3; person++) {
    const identity = { person: new Uint8Array(16).fill(person), birthDate: '1967-05-05' }
    await plane.backend.citizens.join('c53', identity, [], `device-${person}`)
  }
  await plane.backend.flush()
  return plane
}

describe('npm run ledger', () => {
  test('proves the ledger of a backend that runs: in its directory, over its socket, and from a file', async () => {
    await using plane = await joined()
    const { dir, http, operatorUrl } = plane
    const held = await ledger(['verify', dir])
    expect([held.code, held.err]).toEqual([0, ''])
    expect(held.out).toContain('the root is that of the entrants')
    expect(held.out).toMatch(/store +ok/)
    const noted = plane.backend.gate.status('c53').ledger
    const remote = await ledger(['verify', operatorUrl, '--json', '--head', noted.head], tokens.viewer)
    expect([remote.code, remote.err]).toEqual([0, ''])
    const verdict = verdictSchema.parse(JSON.parse(remote.out))
    expect([verdict.faults, verdict.headAt]).toEqual([[], noted.index])
    expect(verdict.records).toBeGreaterThanOrEqual(noted.index)
    const exported = await ledger(['export', http], tokens.viewer)
    const file = join(tempDir(), 'ledger.ndjson')
    writeFileSync(file, exported.out)
    expect(exported.out.split('\n').length - 1).toBeGreaterThanOrEqual(noted.index)
    expect((await ledger(['verify', file, '--head', noted.head])).code).toBe(0)
    writeFileSync(file, exported.out.replace('"index":3,', '"index":3;'))
    const torn = await ledger(['verify', file])
    expect([torn.code, /chain +BROKEN +record 3 is not there/.test(torn.out)]).toEqual([1, true])
    expect((await ledger(['export', dir])).out.startsWith(exported.out.slice(0, 1_000))).toBe(true)
  })

  test('after the backend: names the record that was changed, and finds a cut end by the head or by the store', async () => {
    const plane = await joined()
    const { dir, backend } = plane
    const kept = join(tempDir(), 'data')
    const noted = backend.ledger.head()
    await plane.close()
    cpSync(dir, kept, { recursive: true })
    await plane[Symbol.asyncDispose]()
    expect((await ledger(['verify', kept, '--head', noted.hash])).code).toBe(0)
    const one = await ledger([
      'verify',
      changed(kept, `UPDATE ledger SET entry = replace(entry, 'j', 'k') WHERE position = ${noted.index}`),
    ])
    expect(one.code).toBe(1)
    expect(one.out).toContain(`chain     BROKEN  record ${noted.index} is not what it was`)
    const cut = changed(
      kept,
      `DELETE FROM ledger WHERE position = (SELECT max(position) FROM ledger WHERE entry LIKE '%"gate"%')`,
    )
    const byStore = await ledger(['verify', cut, '--json'])
    expect(byStore.code).toBe(1)
    expect(verdictSchema.parse(JSON.parse(byStore.out)).faults[0]?.subject).toMatch(/store|chain/)
    const byHead = await ledger(['verify', cut, '--head', noted.hash])
    expect([byHead.code, byHead.out.includes('BROKEN')]).toEqual([1, true])
  })

  test('a ledger is for the accounts of the operator plane, in pages', async () => {
    await using plane = await joined()
    const ask = (query: string, token = tokens.viewer) =>
      fetch(`${plane.http}/v1/ledger${query}`, { headers: { authorization: `Bearer ${token}` } })
    expect((await ask('', 'nobody')).status).toBe(401)
    expect((await fetch(`${plane.http}/v1/ledger`)).status).toBe(401)
    for (const from of ['0', '-1', 'x', '1.5', '']) expect((await ask(`?from=${from}`)).status).toBe(400)
    const second = await ask('?from=2')
    expect(second.headers.get('content-type')).toContain('ndjson')
    expect(await second.text()).toMatch(/^\{"index":2,"entry":"\[2,/)
    expect(await (await ask('?from=999999')).text()).toBe('')
    expect((await fetch(`${plane.http}/v1/ledger`, { method: 'POST' })).status).toBe(405)
  })

  test('says in one line why there is nothing to read, with exit code 2', async () => {
    const empty = join(tempDir(), 'empty')
    mkdirSync(empty)
    const cases: [string[], string, string?][] = [
      [['prove', empty], 'verify or export, not "prove"'],
      [['verify', '/nowhere'], 'there is nothing at /nowhere'],
      [['verify', empty], 'is no data directory: it has no gate.db'],
      [['verify', 'http://127.0.0.1:1'], 'a running backend asks for a token'],
      [['verify', 'http://127.0.0.1:1'], 'http://127.0.0.1:1 does not answer', tokens.viewer],
    ]
    const told = await Promise.all(cases.map(([args, , token]) => ledger(args, token)))
    for (const [at, { code, out, err }] of told.entries()) {
      expect(err).toContain(cases[at]?.[1])
      expect([code, out, err.trimEnd().split('\n').length]).toEqual([2, '', 1])
    }
  })
})
