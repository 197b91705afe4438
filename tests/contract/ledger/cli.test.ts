import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { UsageError } from '../../../src/cli/flags.ts'
import { openSource } from '../../../src/cli/ledger/source.ts'
import { verifySource } from '../../../src/cli/ledger/verify.ts'
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
  expect(db.prepare(sql).run().changes).toBeGreaterThan(0)
  db.close()
  return copy
}

function firstJoin(dir: string): number {
  const db = new BetterSqlite(join(dir, 'gate.db'), { readonly: true })
  const position = db.prepare<[], number>(`SELECT min(position) FROM ledger WHERE entry LIKE '%"gate"%'`).pluck().get()
  db.close()
  return position ?? 0
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

/** What the program would find, without its process. */
async function verdictOf(where: string, head?: string, token?: string) {
  const source = openSource(where, token)
  try {
    return await verifySource(source, head)
  } finally {
    source.close()
  }
}

describe('npm run ledger', () => {
  test('proves the ledger of a backend that runs: in its directory, over its socket, and from a file', async () => {
    await using plane = await joined()
    const { dir, http, operatorUrl } = plane
    const noted = plane.backend.gate.status('c53').ledger
    const remote = await ledger(['verify', operatorUrl, '--json', '--head', noted.head], tokens.viewer)
    expect([remote.code, remote.err]).toEqual([0, ''])
    const verdict = verdictSchema.parse(JSON.parse(remote.out))
    expect([verdict.faults, verdict.headAt]).toEqual([[], noted.index])
    const held = await verdictOf(dir, noted.head)
    expect([held.faults, held.cohorts.map(one => one.storeChecked), held.records >= verdict.records]).toEqual([
      [],
      [true],
      true,
    ])
    const file = join(tempDir(), 'ledger.ndjson')
    const exported = await (
      await fetch(`${http}/v1/ledger`, { headers: { authorization: `Bearer ${tokens.viewer}` } })
    ).text()
    writeFileSync(file, exported)
    expect((await verdictOf(file, noted.head)).faults).toEqual([])
    writeFileSync(file, exported.replace('"index":3,', '"index":3;'))
    expect((await verdictOf(file)).faults).toMatchObject([{ subject: 'chain', index: 3 }])
    const written = await ledger(['export', dir])
    expect([written.code, written.out.startsWith(exported)]).toEqual([0, true])
  })

  test('after the backend: names the record that was changed, and finds a cut end by the head or by the store', async () => {
    const plane = await joined()
    const { dir, backend } = plane
    const kept = join(tempDir(), 'data')
    await plane.close()
    const noted = backend.ledger.head()
    cpSync(dir, kept, { recursive: true })
    await plane[Symbol.asyncDispose]()
    expect((await verdictOf(kept, noted.hash)).faults).toEqual([])
    const { index } = noted
    const bad = changed(kept, `UPDATE ledger SET entry = replace(entry, ',', ' ') WHERE position = ${index - 1}`)
    const one = await ledger(['verify', bad])
    expect([one.code, one.err]).toEqual([1, ''])
    expect(one.out).toMatch(new RegExp(`chain +BROKEN +record ${index - 1} `))
    // Whoever cuts the end off cuts joins off that the store still has.
    const cut = changed(kept, `DELETE FROM ledger WHERE position > ${firstJoin(kept) - 1}`)
    expect((await verdictOf(cut)).faults).toMatchObject([{ subject: 'store' }])
    expect((await verdictOf(cut, noted.hash)).faults).toMatchObject([{ subject: 'store' }, { subject: 'head' }])
  })

  test('a ledger is for the accounts of the operator plane, in pages', async () => {
    await using plane = await joined()
    const ask = (query: string, token = tokens.viewer) =>
      fetch(`${plane.http}/v1/ledger${query}`, { headers: { authorization: `Bearer ${token}` } })
    expect((await ask('', 'nobody')).status).toBe(401)
    expect((await fetch(`${plane.http}/v1/ledger`)).status).toBe(401)
    for (const from of ['0', '-1', 'x', '1.5', '']) {
      const refused = await ask(`?from=${from}`)
      const detail = `from: a whole number from 1 on expected, not "${from}"`
      expect([refused.status, await refused.json()]).toEqual([400, { code: 'bad-request', detail }])
    }
    expect(await (await ask('')).text()).toBe(await (await ask('?from=1')).text())
    const second = await ask('?from=2')
    expect(second.headers.get('content-type')).toContain('ndjson')
    expect(await second.text()).toMatch(/^\{"index":2,"entry":"\[2,/)
    expect(await (await ask('?from=999999')).text()).toBe('')
    expect((await fetch(`${plane.http}/v1/ledger`, { method: 'POST' })).status).toBe(405)
  })

  test('says in one line why there is nothing to read, with exit code 2', async () => {
    const empty = join(tempDir(), 'empty')
    mkdirSync(empty)
    const older = join(tempDir(), 'older')
    mkdirSync(older)
    new BetterSqlite(join(older, 'gate.db')).exec('CREATE TABLE ledger (position INTEGER PRIMARY KEY)').close()
    const cases: [string, string, string?][] = [
      [older, `${older} was written by another version`],
      ['/nowhere', 'there is nothing at /nowhere'],
      [empty, `${empty} is no data directory: it has no gate.db`],
      ['http://127.0.0.1:1', 'a running backend asks for a token: --token-file FILE, or SLUICE_TOKEN'],
      ['http://127.0.0.1:1', 'http://127.0.0.1:1 does not answer: ', tokens.viewer],
    ]
    for (const [where, why, token] of cases) {
      const reading = verdictOf(where, undefined, token)
      await expect(reading).rejects.toThrow(UsageError)
      await expect(reading).rejects.toThrow(why)
    }
    const { code, out, err } = await ledger(['verify', empty, '--head', 'abc'])
    expect([code, out, err]).toEqual([2, '', '--head is a hash of 64 hexadecimal digits\n'])
  })
})
