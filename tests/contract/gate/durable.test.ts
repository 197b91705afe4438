import { join as joinPath } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { createCommitter } from '../../../src/backend/store/committer.ts'
import { openDatabase } from '../../../src/backend/store/database.ts'
import { createDocuments } from '../../../src/backend/store/documents.ts'
import { createGateStore } from '../../../src/backend/store/gateStore.ts'
import { createLineRows } from '../../../src/backend/store/lineRows.ts'
import { createOperations } from '../../../src/backend/store/operations.ts'
import { tracedAnswers, untraced } from '../traced.ts'
import { cohort, device, person, tempDir } from './stage.ts'

function openStore(dir: string) {
  const database = openDatabase(dir)
  const { db } = database
  const errors: unknown[] = []
  const committer = createCommitter(db, { onError: error => errors.push(error) })
  const documents = createDocuments(db, committer)
  const store = createGateStore(committer, createLineRows(db), createOperations())
  const close = () => {
    committer.close()
    database.close()
  }
  onTestFinished(close)
  return { db, committer, store, documents, errors, close }
}

const COHORT = cohort().id
const { state: _state, revision: _revision, ...plan } = cohort()
const asJoin = (who: number) => ({
  person: person(who),
  client: device(who),
  dependents: [],
  may: { enter: true, again: false },
})

test('every commit waits for the disk: write-ahead log, synchronous FULL', () => {
  const { db } = openStore(tempDir())
  expect(db.pragma('synchronous', { simple: true })).toBe(2)
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
})

test('at the moment of an answer another connection already sees what was answered', async () => {
  const dir = tempDir()
  const { store, documents } = openStore(dir)
  await store.plan(plan)
  const other = new BetterSqlite(joinPath(dir, 'gate.db'), { readonly: true })
  onTestFinished(() => void other.close())
  const blocks = other.prepare<[], number>('SELECT coalesce(sum(length(block)), 0) / 28 FROM places').pluck()
  const put = other.prepare<[], string>("SELECT value FROM documents WHERE key = 'k'").pluck()
  await Promise.all(
    Array.from({ length: 300 }, async (_, who) => {
      const outcome = await store.join(COHORT, asJoin(who))
      if (outcome.kind !== 'placed') return expect.unreachable()
      return expect(blocks.get()).toBeGreaterThanOrEqual(outcome.index)
    }),
  )
  await documents.put('k', { v: 1 })
  expect(put.get()).toBe('{"v":1}')
})

test('answers of one turn share one transaction', async () => {
  const { db, store } = openStore(tempDir())
  await store.plan(plan)
  let commits = 0
  const counter = new BetterSqlite(db.name, { readonly: true })
  onTestFinished(() => void counter.close())
  const version = () => Number(counter.pragma('data_version', { simple: true }))
  const before = version()
  await Promise.all(Array.from({ length: 500 }, (_, who) => store.join(COHORT, asJoin(who)).then(() => commits++)))
  expect(commits).toBe(500)
  expect(version() - before).toBe(1)
})

test('a full disk refuses those who wait, undoes what they began, and is tried again', async () => {
  const { db, store, documents, errors } = openStore(tempDir())
  let undone = 0
  store.observe({ undone: () => undone++ })
  await store.plan(plan)
  for (let who = 0; who < 50; who++) await store.join(COHORT, asJoin(who))
  await documents.put('k', 'before')

  const pages = Number(db.pragma('page_count', { simple: true }))
  db.pragma(`max_page_count = ${pages}`)
  const late = await Promise.allSettled([
    ...Array.from({ length: 1000 }, (_, who) => store.join(COHORT, asJoin(1000 + who))),
    documents.put('k', 'after'),
  ])
  for (const answer of late) {
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
  }
  expect(undone).toBe(1)
  expect(errors).toHaveLength(1)
  expect(store.line(COHORT)).toMatchObject({ issued: 50 })
  expect(documents.get('k')).toBe('before')
  await expect(store.join(COHORT, asJoin(0))).rejects.toMatchObject({ code: 'unavailable' })
  expect(store.writable).toBe(false)

  db.pragma('max_page_count = 1000000')
  await expect.poll(() => store.writable, { timeout: 60_000 }).toBe(true)
  expect(await store.join(COHORT, asJoin(49))).toMatchObject({ index: 50, returned: true })
  expect(await store.join(COHORT, asJoin(1000))).toMatchObject({ index: 51, returned: false })
})

test('claims are read back: those of an earlier version, with what has become of them since', async () => {
  const dir = tempDir()
  const first = openStore(dir)
  await first.store.plan(plan)
  for (let who = 0; who < 4; who++) await first.store.join(COHORT, asJoin(who))
  const old = first.db.prepare('INSERT INTO claims (key, place, expires_at, first_end, seen) VALUES (?, ?, ?, ?, ?)')
  // Number, place, end, first end (0: written before it was kept), seen; the second is parked.
  for (const row of [[1, 1, 9_000, 0, 1] as const, [2, 2, 0, 0, 0] as const, [3, 3, 9_000, 8_000, 0] as const])
    old.run(...row)
  first.close()

  const second = openStore(dir)
  const lease = (number: number) => second.store.lease(COHORT, number)
  expect(lease(1)).toEqual({ number: 1, index: 1, expiresAt: 9_000, firstEnd: 9_000, seen: true })
  expect(lease(2)).toBeUndefined()
  expect(second.store.claimants(COHORT).toSorted((a, b) => a - b)).toEqual([1, 2, 3])
  await second.store.extend(COHORT, 1, 12_000)
  second.store.seen(COHORT, 3)
  await second.store.release(COHORT, 3, person(2), 'booked')
  second.close()

  const third = openStore(dir)
  expect([...third.store.leases(COHORT)]).toEqual([
    { number: 1, index: 1, expiresAt: 12_000, firstEnd: 9_000, seen: true },
  ])
  expect(third.store.claimants(COHORT).toSorted((a, b) => a - b)).toEqual([1, 2])
})

test.skipIf(untraced)('fsync of the log has returned before each answer goes out', { timeout: 240_000 }, () => {
  expect(tracedAnswers(joinPath(import.meta.dirname, 'durableChild.ts'), tempDir(), 'gate.db-wal')).toBe(20)
})
