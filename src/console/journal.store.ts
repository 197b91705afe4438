import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { seriesPointSchema, trackedCommandSchema, type SeriesPoint, type SeriesQuestion } from '../protocol/bridge.ts'
import { sampleSchema, type LaunchEvent, type Sample } from '../protocol/console.ts'
import type { Remembered } from './commands.ts'
import type { Position } from './link.ts'

/** What the journal is given, in one transaction. */
export interface JournalBatch {
  /** The backend these belong to: its address, and the boot that numbered them. */
  readonly source: string
  readonly epoch: string
  readonly samples: readonly Sample[]
  readonly events: readonly LaunchEvent[]
  readonly commands: readonly Remembered[]
}

/** What a console that starts takes up again. */
export interface JournalRecent {
  /** Full samples of the last half hour, oldest first. */
  readonly samples: Sample[]
  readonly commands: Remembered[]
  readonly position: Position | null
}

export interface JournalLimits {
  /** Samples and events older than this (ms, by their server's real time) are dropped. */
  readonly maxAgeMs: number
  readonly maxBytes: number
}

const journalLimits: JournalLimits = { maxAgeMs: 48 * 3_600_000, maxBytes: 256 * 1024 * 1024 }

const recentMs = 30 * 60_000
const recentCommands = 100

/** Numbered, and never edited once released; a change is a further entry. */
const migrations = [
  `CREATE TABLE boot (epoch TEXT PRIMARY KEY, source TEXT NOT NULL, sequence INTEGER NOT NULL, seen INTEGER NOT NULL);
   CREATE TABLE sample (epoch TEXT, sequence INTEGER, at INTEGER NOT NULL, body TEXT NOT NULL,
     PRIMARY KEY (epoch, sequence)) WITHOUT ROWID;
   CREATE INDEX sample_at ON sample (at);
   CREATE TABLE event (epoch TEXT, sequence INTEGER, at INTEGER NOT NULL, body TEXT NOT NULL,
     PRIMARY KEY (epoch, sequence)) WITHOUT ROWID;
   CREATE INDEX event_at ON event (at);
   CREATE TABLE command (id TEXT PRIMARY KEY, source TEXT NOT NULL, sent_at INTEGER NOT NULL, body TEXT NOT NULL);`,
]

const rememberedSchema = z.object({ tracked: trackedCommandSchema, reason: z.string() })

export interface JournalStore {
  write(batch: JournalBatch): void
  /** The half hour is counted back from the newest sample. */
  recent(source: string): JournalRecent
  /** One series as it was measured, oldest first. */
  series(source: string, question: SeriesQuestion): SeriesPoint[]
  /** Drops what is over age, then the oldest tenth until the file is within its size. */
  prune(now: number): void
  close(): void
}

/** Opens or makes the file. Throws what SQLite throws; `isCorrupt` tells a broken file from an unusable place. */
export function openJournalStore(file: string, limits: JournalLimits = journalLimits): JournalStore {
  mkdirSync(dirname(file), { recursive: true })
  const db = new Database(file, { timeout: 2000 })
  try {
    // Only a file without a table yet takes this; on a broken one it would already be a change.
    if (versionOf(db) === 0) db.pragma('auto_vacuum = INCREMENTAL')
    db.pragma('journal_mode = WAL')
    // A lost second of telemetry is fetched again from the backend; a stall of the disk must not be felt.
    db.pragma('synchronous = NORMAL')
    const damage = db.pragma('quick_check(1)', { simple: true })
    if (damage !== 'ok') throw new Database.SqliteError(String(damage), 'SQLITE_CORRUPT')
    migrate(db)
    return storeOn(db, limits)
  } catch (error) {
    db.close()
    throw error
  }
}

export function isCorrupt(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
}

/** Renames a broken file (with what belongs to it) so that nothing of it is lost; returns its new name. */
export function setAside(file: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
  const aside = `${file}.corrupt-${stamp}`
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  return aside
}

const versionOf = (db: Database.Database): number =>
  z
    .number()
    .int()
    .parse(db.pragma('user_version', { simple: true }))

function migrate(db: Database.Database): void {
  const version = versionOf(db)
  if (version >= migrations.length) return
  db.transaction(() => {
    for (const migration of migrations.slice(version)) db.exec(migration)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}

const bodyRows = z.array(z.object({ body: z.string() }))
const positionRow = z.object({ epoch: z.string(), sequence: z.number().int() }).optional()

function storeOn(db: Database.Database, limits: JournalLimits): JournalStore {
  const addBoot = db.prepare(
    `INSERT INTO boot (epoch, source, sequence, seen) VALUES (@epoch, @source, @sequence, @seen)
     ON CONFLICT (epoch) DO UPDATE SET sequence = max(sequence, excluded.sequence), seen = max(seen, excluded.seen)`,
  )
  const addSample = db.prepare('INSERT OR IGNORE INTO sample (epoch, sequence, at, body) VALUES (?, ?, ?, ?)')
  const addEvent = db.prepare('INSERT OR IGNORE INTO event (epoch, sequence, at, body) VALUES (?, ?, ?, ?)')
  const addCommand = db.prepare('INSERT OR REPLACE INTO command (id, source, sent_at, body) VALUES (?, ?, ?, ?)')

  const write = db.transaction((batch: JournalBatch) => {
    const { epoch, source } = batch
    for (const sample of batch.samples) addSample.run(epoch, sample.sequence, sample.at, JSON.stringify(sample))
    for (const event of batch.events) addEvent.run(epoch, event.sequence, event.at, JSON.stringify(event))
    for (const command of batch.commands)
      addCommand.run(command.tracked.id, source, command.tracked.sentAt, JSON.stringify(command))
    const numbered = [...batch.samples, ...batch.events]
    const sequence = numbered.reduce((most, item) => Math.max(most, item.sequence), 0)
    const seen = numbered.reduce((last, item) => Math.max(last, item.at), 0)
    if (sequence > 0) addBoot.run({ epoch, source, sequence, seen })
  })

  const bytes = () => {
    const pages =
      Number(db.pragma('page_count', { simple: true })) - Number(db.pragma('freelist_count', { simple: true }))
    return pages * Number(db.pragma('page_size', { simple: true }))
  }
  const dropBefore = db.transaction((at: number) => {
    for (const table of ['sample', 'event']) db.prepare(`DELETE FROM ${table} WHERE at < ?`).run(at)
    db.prepare('DELETE FROM boot WHERE seen < ?').run(at)
    db.prepare('DELETE FROM command WHERE sent_at < ?').run(at)
  })

  return {
    write: batch => write(batch),
    recent(source) {
      const last = db
        .prepare('SELECT max(at) AS at FROM sample JOIN boot USING (epoch) WHERE source = ?')
        .pluck()
        .get(source)
      const samples = db
        .prepare('SELECT body FROM sample JOIN boot USING (epoch) WHERE source = ? AND at > ? ORDER BY at')
        .all(source, Number(last ?? 0) - recentMs)
      const commands = db
        .prepare('SELECT body FROM command WHERE source = ? ORDER BY sent_at DESC LIMIT ?')
        .all(source, recentCommands)
      const position = db
        .prepare('SELECT epoch, sequence FROM boot WHERE source = ? ORDER BY seen DESC LIMIT 1')
        .get(source)
      return {
        samples: readBodies(samples, sampleSchema),
        commands: readBodies(commands, rememberedSchema).reverse(),
        position: positionRow.parse(position) ?? null,
      }
    },
    series(source, { metric, label, from, to }) {
      // SQLite reads the one number out of each row; a day of rows never becomes a day of objects.
      const path = label === null ? ['values', metric] : ['labels', metric, label]
      const rows = db
        .prepare(
          `SELECT at, json_extract(body, '$.eventTime') AS eventTime, json_extract(body, ?) AS value
           FROM sample JOIN boot USING (epoch) WHERE source = ? AND at BETWEEN ? AND ? ORDER BY at`,
        )
        .all(jsonPath(path), source, from, to)
      return seriesRows.parse(rows).flatMap(({ value, ...time }) => (value === null ? [] : { ...time, value }))
    },
    prune(now) {
      dropBefore(now - limits.maxAgeMs)
      while (bytes() > limits.maxBytes) {
        const cut = db
          .prepare(
            `WITH row AS (SELECT at FROM sample UNION ALL SELECT at FROM event)
             SELECT at FROM row ORDER BY at LIMIT 1 OFFSET (SELECT count(*) / 10 + 1 FROM row)`,
          )
          .pluck()
          .get()
        if (typeof cut !== 'number') break
        dropBefore(cut)
      }
      db.pragma('incremental_vacuum')
    },
    close: () => void db.close(),
  }
}

const seriesRows = z.array(seriesPointSchema.extend({ value: z.number().nullable() }))

/** `$."labels"."bypass.attempts"."D3"`; a quotation mark in a name would end it. */
const jsonPath = (names: readonly string[]): string =>
  ['$', ...names.map(name => `"${name.replaceAll('"', '')}"`)].join('.')

/** Rows that an older version wrote differently are left out, not fatal. */
function readBodies<T>(rows: unknown, schema: z.ZodType<T>): T[] {
  return bodyRows.parse(rows).flatMap(({ body }) => {
    const result = schema.safeParse(JSON.parse(body))
    return result.success ? [result.data] : []
  })
}
