import { join as joinPath } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { GENESIS, verifyChain, verifyRows } from '../../../src/backend/control/chain.ts'
import { ledgerBodySchema, type LedgerRecord } from '../../../src/backend/control/ledger.contract.ts'
import { createLedgerRows } from '../../../src/backend/store/ledgerRows.ts'
import { claim, cohort, device, killed, opened, person, setRate, setStage, type Stage } from './stage.ts'

/** A short night with all kinds of records that the gate writes. */
async function night(): Promise<Stage> {
  const { stage, tickets } = await opened(40, { leaseMs: 20_000 })
  setRate(stage, 5)
  await stage.run(4000)
  for (const [who, ticket] of tickets.entries()) await claim(stage, ticket, who).catch(() => undefined)
  await stage.run(30_000)
  return stage
}

function rowsIn(dir: string) {
  const db = new BetterSqlite(joinPath(dir, 'gate.db'))
  onTestFinished(() => void db.close())
  return { db, rows: createLedgerRows(db) }
}

test('an empty ledger has a head too', () => {
  const { ledger } = setStage()
  expect(ledger.head()).toEqual({ index: 0, hash: GENESIS })
  expect([...ledger.read(1)]).toEqual([])
})

test('says in order what happened, before it says what came after', async () => {
  const { stage } = await opened(5)
  const asked = stage.gate.join(cohort().id, person(90), device(90), [])
  stage.ledger.append({ kind: 'capacity', seats: 7, alive: 7 })
  const late = stage.gate.join(cohort().id, person(91), device(91), [])
  await stage.opened.committer.flush()
  await Promise.all([asked, late])
  const tail = [...stage.ledger.read(1)].map(({ body }) => body).slice(-3)
  expect(tail).toEqual([
    { kind: 'gate', cohort: cohort().id, ops: ['j6'] },
    { kind: 'capacity', seats: 7, alive: 7 },
    { kind: 'gate', cohort: cohort().id, ops: ['j7'] },
  ])
})

test('tells its head and its listeners only what is on the disk', async () => {
  const { ledger, opened } = setStage()
  const told: LedgerRecord[] = []
  ledger.onAppend(record => told.push(record))
  const record = ledger.append({ kind: 'capacity', seats: 1, alive: 1 })
  expect([ledger.head().index, told.length]).toEqual([0, 0])
  const durable = ledger.durable()
  await opened.committer.flush()
  await durable
  expect(ledger.head()).toEqual({ index: record.index, hash: record.hash })
  expect(told).toEqual([record])
  expect([...ledger.read(record.index)]).toEqual([record])
})

test('holds for whoever reads the records through the schema, and from any index on', async () => {
  const stage = await night()
  const records = [...stage.ledger.read(1)]
  const kinds = new Set(records.map(({ body }) => body.kind))
  for (const kind of ['cohort', 'commit', 'draw', 'reveal', 'gate'] as const) expect(kinds).toContain(kind)
  const travelled = records.map(record => ({ ...record, body: ledgerBodySchema.parse(record.body) }))
  expect(verifyChain(travelled)).toEqual({ broken: null, sound: records.length, head: stage.ledger.head() })
  expect([...stage.ledger.read(4)]).toEqual(records.slice(3))
})

test('shows the first record of which one byte was changed, wherever it is', async () => {
  const { db, rows } = rowsIn(killed(await night()))
  const all = [...rows.from(1)]
  expect(verifyRows(all).broken).toBeNull()
  const change = db.prepare('UPDATE ledger SET entry = ?, hash = ? WHERE position = ?')
  let tried = 0
  for (const { index, entry, hash } of all) {
    for (let at = index % 7; at < entry.length; at += 7) {
      const flipped = String.fromCharCode(entry.charCodeAt(at) ^ (1 << (at % 7)))
      change.run(entry.slice(0, at) + flipped + entry.slice(at + 1), hash, index)
      if (verifyRows(rows.from(1)).broken !== index) expect.unreachable(`${index} at ${at}`)
      tried++
    }
    const digit = hash[5] === '0' ? '1' : '0'
    change.run(entry, hash.slice(0, 5) + digit + hash.slice(6), index)
    expect(verifyRows(rows.from(1)).broken).toBe(index)
    change.run(entry, hash, index)
  }
  expect(tried).toBeGreaterThan(300)
  expect(verifyRows(rows.from(1)).broken).toBeNull()
})

test('shows a record that is missing, moved or made up; a cut end differs from the published head', async () => {
  const stage = await night()
  const records = [...stage.ledger.read(1)]
  const [first, second, third] = records
  if (!first || !second || !third) throw new Error('too few')
  expect(verifyChain(records.slice(1)).broken).toBe(1)
  expect(verifyChain([first, third]).broken).toBe(2)
  expect(verifyChain([first, third, second]).broken).toBe(2)
  expect(verifyChain([first, first]).broken).toBe(2)
  expect(verifyChain([first, { ...second, at: second.at + 1 }]).broken).toBe(2)
  const cut = verifyChain(records.slice(0, -1))
  expect(cut.broken).toBeNull()
  expect(cut.head).not.toEqual(stage.ledger.head())
})
