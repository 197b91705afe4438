import type { Documents } from './contract.ts'

/** The disk is tried again after so long (real time) when it refused. */
const AGAIN_MS = 1_000

export interface PersistentDocuments extends Documents {
  close(): void
}

/**
 * Documents for what is in force whatever the disk says: whoever put one learns that it is not durable, and it is
 * written as soon as the disk takes writes again, its newest value first. `hurry` asks for a commit at the end of this
 * turn, where a store commits only when told.
 */
export function persistent(documents: Documents, hurry?: () => void): PersistentDocuments {
  const unsaved = new Map<string, unknown>()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const again = () => {
    timer = undefined
    for (const [key, value] of unsaved) put(key, value).catch(() => undefined)
  }

  const put = async (key: string, value: unknown): Promise<void> => {
    if (hurry) queueMicrotask(hurry)
    try {
      await documents.put(key, value)
      if (unsaved.get(key) === value) unsaved.delete(key)
    } catch (error) {
      unsaved.set(key, value)
      if (!closed) timer ??= setTimeout(again, AGAIN_MS).unref()
      throw error
    }
  }

  return {
    get: key => (unsaved.has(key) ? unsaved.get(key) : documents.get(key)),
    list: prefix => documents.list(prefix),
    put(key, value) {
      unsaved.delete(key)
      return put(key, value)
    },
    drop(key) {
      unsaved.delete(key)
      if (hurry) queueMicrotask(hurry)
      return documents.drop(key)
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
