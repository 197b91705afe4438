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
  const pending = new Map<string, string>()

  committer.enlist({
    write() {
      for (const [key, value] of pending) put.run(key, value)
    },
    committed: () => pending.clear(),
    reload: () => pending.clear(),
  })

  const parse = (text: string): unknown => JSON.parse(text)

  return {
    get(key) {
      const text = pending.get(key) ?? get.get(key)
      return text === undefined ? undefined : parse(text)
    },
    list(prefix) {
      const found = new Map(range.raw().all(prefix, `${prefix}\u{10ffff}`))
      for (const [key, value] of pending) if (key.startsWith(prefix)) found.set(key, value)
      return [...found]
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([key, text]) => ({ key, value: parse(text) }))
    },
    async put(key, value) {
      committer.assertWritable()
      pending.set(key, JSON.stringify(value))
      await committer.touch()
    },
  }
}
