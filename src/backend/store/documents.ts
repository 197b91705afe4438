import type { Database } from 'better-sqlite3'
import type { Documents } from '../control/contract.ts'
import type { Committer } from './committer.ts'

/** Documents in `gate.db`; what was put is read back at once, and is durable when its promise resolves. */
export function createDocuments(db: Database, committer: Committer): Documents {
  const get = db.prepare<[string], string>('SELECT value FROM documents WHERE key = ?').pluck()
  const range = db.prepare<[string, string], [string, string]>(
    'SELECT key, value FROM documents WHERE key >= ? AND key < ? ORDER BY key',
  )
  const put = db.prepare('INSERT OR REPLACE INTO documents (key, value) VALUES (?, ?)')
  const drop = db.prepare('DELETE FROM documents WHERE key = ?')
  /** Null is one that is to go. */
  const pending = new Map<string, string | null>()

  committer.enlist({
    write() {
      for (const [key, value] of pending)
        if (value === null) drop.run(key)
        else put.run(key, value)
    },
    committed: () => pending.clear(),
    reload: () => pending.clear(),
  })

  const parse = (text: string): unknown => JSON.parse(text)

  return {
    get(key) {
      const text = pending.has(key) ? pending.get(key) : get.get(key)
      return text === undefined || text === null ? undefined : parse(text)
    },
    list(prefix) {
      const found = new Map<string, string | null>(range.raw().all(prefix, `${prefix}\u{10ffff}`))
      for (const [key, value] of pending) if (key.startsWith(prefix)) found.set(key, value)
      return [...found]
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .flatMap(([key, text]) => (text === null ? [] : { key, value: parse(text) }))
    },
    async put(key, value) {
      committer.assertWritable()
      pending.set(key, JSON.stringify(value))
      await committer.touch()
    },
    async drop(key) {
      committer.assertWritable()
      pending.set(key, null)
      await committer.touch()
    },
  }
}
