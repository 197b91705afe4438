import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { RefusalError } from '../../protocol/errors.ts'

/** Numbered from 1; one that was released is never edited. */
const migrations = [
  `
  CREATE TABLE alive (id INTEGER PRIMARY KEY CHECK (id = 1), event_time INTEGER NOT NULL) STRICT;
  CREATE TABLE lines (ordinal INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
  -- Keys: ordinal of the line * 2^32 + number of the block, index of the place, or number of the claim.
  CREATE TABLE places (key INTEGER PRIMARY KEY, block BLOB NOT NULL) STRICT;
  -- States as they changed after the blocks were written, in order: the last one of a place holds.
  CREATE TABLE states (position INTEGER PRIMARY KEY, line INTEGER NOT NULL, changes BLOB NOT NULL) STRICT;
  CREATE TABLE dependents (key INTEGER PRIMARY KEY, people BLOB NOT NULL) STRICT;
  -- expires_at 0: parked, without a lease yet.
  CREATE TABLE claims (
    key INTEGER PRIMARY KEY, place INTEGER NOT NULL, expires_at INTEGER NOT NULL, seen INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE ledger (position INTEGER PRIMARY KEY, entry TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
  CREATE TABLE documents (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // When a lease ends unless it is extended; 0 in what was written before, which then counts from its present end.
  'ALTER TABLE claims ADD COLUMN first_end INTEGER NOT NULL DEFAULT 0',
  // What became of claims since the rows of `claims` were written, in order: the last change of a number holds.
  'CREATE TABLE claim_changes (position INTEGER PRIMARY KEY, line INTEGER NOT NULL, changes BLOB NOT NULL) STRICT',
]

export interface GateDatabase {
  readonly db: Database
  close(): void
}

/**
 * Opens `gate.db` in the directory, made when missing. Every commit waits for fsync; the page cache is small, because
 * all that is read again and again is in memory already. Throws `unavailable` while another process has it open:
 * each would hand out the same numbers.
 */
export function openDatabase(dir: string): GateDatabase {
  mkdirSync(dir, { recursive: true })
  const lock = takeLock(dir)
  const db = new BetterSqlite(join(dir, 'gate.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('cache_size = -1024')
  db.pragma('mmap_size = 0')
  // Pages change again and again within a minute: seldom checkpoints write each of them once. 8000 pages are 32 MB.
  db.pragma('wal_autocheckpoint = 8000')
  migrate(db)
  return {
    db,
    close() {
      db.close()
      lock.close()
    },
  }
}

/** Held by the operating system for as long as this process lives, however it ends. */
function takeLock(dir: string): Database {
  const lock = new BetterSqlite(join(dir, 'gate.lock'), { timeout: 0 })
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch {
    lock.close()
    throw new RefusalError('unavailable', `${dir} is in use by another process`)
  }
}

const versionOf = (db: Database): number => Number(db.pragma('user_version', { simple: true }))

/** Whether a database that is only read has the form that this version reads. */
export const isCurrent = (db: Database): boolean => versionOf(db) === migrations.length

function migrate(db: Database): void {
  const version = versionOf(db)
  if (version > migrations.length) throw new RefusalError('unavailable', 'gate.db was written by a newer version')
  for (const [at, sql] of migrations.entries()) {
    if (at < version) continue
    db.transaction(() => {
      db.exec(sql)
      db.pragma(`user_version = ${at + 1}`)
    })()
  }
}
