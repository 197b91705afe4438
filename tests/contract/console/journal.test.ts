import {
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalWarning } from '../../../src/console/journal.messages.ts'
import { openJournalStore } from '../../../src/console/journal.store.ts'
import { openJournal, type Journal } from '../../../src/console/journal.ts'
import type { Sample } from '../../../src/protocol/console.ts'
import { eventually } from './eventually.ts'

const worker = new URL('../../../src/console/journal.worker.ts', import.meta.url)
const source = 'ws://127.0.0.1:7420/v1/console'
const start = 1_800_000_000_000

let folder: string
let file: string
let warnings: JournalWarning[]
let journals: Journal[]

const open = (from = source): Journal => {
  const journal = openJournal({ file, worker, source: from, onWarning: warning => void warnings.push(warning) })
  journals.push(journal)
  return journal
}
const sample = (sequence: number, at = start + sequence * 1000): Sample => ({
  type: 'sample',
  sequence,
  full: true,
  at,
  eventTime: at,
  values: { 'queue.waiting': sequence },
  labels: { 'queue.waiting': { 'born-1967': sequence } },
})
/** A close waits less than a busy machine may need to start the thread, so the thread is waited for first. */
const closeReady = async (journal: Journal) => {
  await journal.recent(10_000)
  await journal.close()
}
const fill = (journal: Journal, count: number, first = 1) =>
  journal.backfill(
    'epoch-one',
    Array.from({ length: count }, (_, i) => sample(first + i)),
    [],
  )

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-journal-'))
  file = join(folder, 'inner', 'journal.sqlite')
  warnings = []
  journals = []
})
afterEach(async () => {
  await Promise.all(journals.map(journal => journal.close()))
  rmSync(folder, { recursive: true, force: true })
})

describe('the journal', () => {
  it('gives a console that starts again its last half hour, its place and its commands', async () => {
    const first = open()
    fill(first, 2400)
    const tracked = {
      id: '3b241101-e2bb-4255-8caf-4136c566a962',
      order: { kind: 'pause', args: {} },
      state: 'sent',
      sentAt: start,
      record: null,
    } as const
    first.command('epoch-one', { tracked, reason: 'too many' })
    await closeReady(first)
    const recent = await open().recent(5000)
    expect(recent?.samples).toHaveLength(1800)
    expect(recent?.samples.at(-1)).toEqual(sample(2400))
    expect(recent?.position).toEqual({ epoch: 'epoch-one', sequence: 2400 })
    expect(recent?.commands).toEqual([{ tracked, reason: 'too many' }])
    expect(warnings).toEqual([])
  })

  it('does not show one backend’s charts to a console of another', async () => {
    const first = open()
    fill(first, 10)
    await closeReady(first)
    expect(await open('ws://elsewhere/v1/console').recent(5000)).toEqual({ samples: [], commands: [], position: null })
  })

  it('keeps a sample once, however often it is brought', async () => {
    const first = open()
    fill(first, 10)
    fill(first, 10)
    first.sample('epoch-one', sample(10))
    await closeReady(first)
    expect((await open().recent(5000))?.samples).toHaveLength(10)
  })

  it.each([
    [
      'is no database at all',
      () => writeFileSync(file, 'this was never a database, and it is long enough to say so'.repeat(40)),
    ],
    ['was cut in the middle', () => truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)],
    [
      'has pages of garbage',
      () => {
        const handle = openSync(file, 'r+')
        for (let page = 2; page < 20; page++) writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096)
        closeSync(handle)
      },
    ],
  ])('sets a file aside that %s, says so by name, and loses nothing of it', async (_what, damage) => {
    const first = open()
    fill(first, 2000)
    await closeReady(first)
    damage()
    const broken = readFileSync(file)
    const second = open()
    expect(await second.recent(5000)).toEqual({ samples: [], commands: [], position: null })
    expect(warnings).toMatchObject([{ warning: 'journal-set-aside' }])
    const [warning] = warnings
    expect(readFileSync(warning?.file ?? '').equals(broken)).toBe(true)
    fill(second, 5)
    await closeReady(second)
    expect((await open().recent(5000))?.samples).toHaveLength(5)
  })

  it('lets a console work without it where nothing can be written', async () => {
    writeFileSync(join(folder, 'inner'), 'a file where a folder should be')
    const journal = open()
    expect(await journal.recent(5000)).toBeNull()
    fill(journal, 3)
    await eventually(() => expect(warnings).toMatchObject([{ warning: 'journal-unavailable', file }]))
  })

  it('stays within its age and its size', () => {
    const limits = { maxAgeMs: 3_600_000, maxBytes: 512 * 1024 }
    const store = openJournalStore(file, limits)
    const samples = Array.from({ length: 8000 }, (_, i) => sample(i + 1))
    store.write({ source, epoch: 'epoch-one', samples, events: [], commands: [] })
    store.prune(start + 8_000_000)
    const kept = store.recent(source).samples
    expect(kept.at(-1)?.sequence).toBe(8000)
    store.close()
    const bytes = readdirSync(join(folder, 'inner')).reduce(
      (sum, name) => sum + statSync(join(folder, 'inner', name)).size,
      0,
    )
    expect(bytes).toBeLessThan(limits.maxBytes * 1.5)
    expect(kept.length).toBeGreaterThan(100)
  })
})
