import SQLite from 'better-sqlite3'
import { SqliteDialect, type Dialect } from 'kysely'

/** All that differs between one SQL store and another. */
export interface BookingDialect {
  readonly dialect: Dialect
  /** Column type of a person hash. */
  readonly binary: 'blob' | 'bytea'
}

/**
 * SQLite on its own connection: Kysely holds a transaction open across turns of the event loop, so no one else may write
 * through it. `synchronous = FULL` makes each commit wait for the disk.
 */
export function sqliteDialect(file: string): BookingDialect {
  const database = new SQLite(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  // Bookings fall on random pages: a checkpoint twice as seldom writes each of them half as often. 32000 pages are 128 MB.
  database.pragma('wal_autocheckpoint = 32000')
  // Kysely prepares each query anew, which would cost more than running it. The texts come from the code alone: few.
  const statements = new Map<string, SQLite.Statement>()
  const prepare = (text: string) => {
    let statement = statements.get(text)
    if (!statement) statements.set(text, (statement = database.prepare(text)))
    return statement
  }
  const dialect = new SqliteDialect({
    database: {
      close: () => {
        database.close()
      },
      prepare: text => {
        const statement = prepare(text)
        return {
          reader: statement.reader,
          all: parameters => statement.all(parameters),
          // After a full disk or a failed write SQLite has rolled back by itself, and a second rollback would hide why.
          run: parameters =>
            text === 'rollback' && !database.inTransaction
              ? { changes: 0, lastInsertRowid: 0 }
              : statement.run(parameters),
          iterate: parameters => statement.iterate(parameters),
        }
      },
    },
  })
  return { dialect, binary: 'blob' }
}
