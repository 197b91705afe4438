import { join as joinPath } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { createJudge, type Fault } from '../../../src/cli/ledger/judge.ts'
import { createLedgerRows } from '../../../src/backend/store/ledgerRows.ts'
import { claim, EIGHT, killed, prequeue, setRate } from '../gate/stage.ts'

/** The ledger of a short night, in a copy of its file that may be written to. */
async function copy() {
  const { stage, tickets } = await prequeue(6, { leaseMs: 3_000 })
  stage.ledger.append({ kind: 'capacity', seats: 100, alive: 100 })
  stage.clock.advance(EIGHT - stage.clock.event())
  await stage.settle()
  setRate(stage, 5)
  await stage.run(2_000)
  for (const [who, ticket] of tickets.entries()) await claim(stage, ticket, who)
  await claim(stage, 'x'.repeat(20), 1).catch(() => undefined)
  await stage.run(5_000)
  const db = new BetterSqlite(joinPath(killed(stage), 'gate.db'))
  onTestFinished(() => void db.close())
  const rows = createLedgerRows(db)
  const judge = (head?: string): Fault[] => {
    const judging = createJudge(head)
    for (const row of rows.from(Number.MIN_SAFE_INTEGER)) if (!judging.add(row)) break
    return [...judging.verdict(() => undefined).faults]
  }
  /** What is found while the change stands; it is taken back. */
  const after = (change: () => void, head?: string): Fault[] => {
    db.exec('BEGIN')
    change()
    const faults = judge(head)
    db.exec('ROLLBACK')
    return faults
  }
  return { db, all: [...rows.from(1)], judge, after }
}

const chainBreaks = (index: number): unknown[] => [expect.objectContaining({ subject: 'chain', index })]

test('a bit flipped anywhere in a stored record is found, and the record named', async () => {
  const { db, all, judge, after } = await copy()
  expect(judge()).toEqual([])
  const write = db.prepare('UPDATE ledger SET entry = CAST(? AS TEXT), hash = CAST(? AS TEXT) WHERE position = ?')
  const flip = (text: string, at: number, bit: number) => {
    const bytes = Buffer.from(text)
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at)
    return bytes
  }
  let tried = 0
  const mustShow = (index: number, entry: string | Buffer, hash: string | Buffer) => {
    const found = after(() => write.run(entry, hash, index))
    if (found[0]?.subject !== 'chain' || found[0].index !== index) expect.fail(JSON.stringify({ index, entry, found }))
    tried++
  }
  for (const { index, entry, hash } of all) {
    const length = Buffer.byteLength(entry)
    for (let at = 0; at < length; at++)
      for (const bit of [at % 8, (at + index + 3) % 8]) mustShow(index, flip(entry, at, bit), hash)
    for (let at = 0; at < hash.length; at++) mustShow(index, entry, flip(hash, at, (at + index) % 8))
  }
  expect(tried).toBeGreaterThan(3_000)
  // And every bit of one of them.
  const [first] = all
  for (let bit = 0; bit < 8; bit++)
    for (let at = 0; at < (first?.entry.length ?? 0); at++)
      mustShow(1, flip(first?.entry ?? '', at, bit), first?.hash ?? '')
})

test('a record that is taken out, moved, put in, or given another number is found', async () => {
  const { db, all, after } = await copy()
  const end = all.length
  const run = (sql: string, ...values: unknown[]) => after(() => void db.prepare(sql).run(...values))
  for (let index = 1; index < end; index++) {
    expect(run('DELETE FROM ledger WHERE position = ?', index)).toEqual(chainBreaks(index))
    for (let bit = 0; bit < 52; bit++) {
      const other = Number(BigInt(index) ^ (1n << BigInt(bit)))
      if (other > end || other === 0)
        expect(run('UPDATE ledger SET position = ? WHERE position = ?', other, index)).toEqual(
          chainBreaks(other === 0 ? 1 : index),
        )
    }
    const swapped = after(() => {
      db.prepare('UPDATE ledger SET position = -1 WHERE position = ?').run(index)
      db.prepare('UPDATE ledger SET position = ? WHERE position = ?').run(index, index + 1)
      db.prepare('UPDATE ledger SET position = ? WHERE position = -1').run(index + 1)
    })
    expect(swapped).toEqual(chainBreaks(index))
    const putIn = after(() => {
      db.prepare('UPDATE ledger SET position = -position - 1 WHERE position >= ?').run(index)
      db.prepare('UPDATE ledger SET position = -position WHERE position < 0').run()
      db.prepare('INSERT INTO ledger SELECT ?, entry, hash FROM ledger WHERE position = ?').run(index, index + 1)
    })
    // The same content twice: the second one is where the chain breaks.
    expect(putIn).toEqual(chainBreaks(index + 1))
  }
  expect(run('INSERT INTO ledger SELECT -5, entry, hash FROM ledger WHERE position = 1')).toEqual(chainBreaks(1))
})

test('an end that was cut off is found by the head that was published', async () => {
  const { db, all, after } = await copy()
  for (const { index, hash } of all) {
    const cut = () => void db.prepare('DELETE FROM ledger WHERE position > ?').run(index)
    expect(after(cut)).toEqual([])
    expect(after(cut, hash)).toEqual([])
    if (index < all.length) expect(after(cut, all.at(-1)?.hash)).toMatchObject([{ subject: 'head', index: null }])
  }
})
