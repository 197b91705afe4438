import type { Documents } from '../../../src/backend/control/contract.ts'

/** Documents without a disk; what is put is copied, so that nothing is shared with whoever put it. */
export function memoryDocuments(begin: readonly (readonly [string, unknown])[] = []): Documents {
  const kept = new Map(begin.map(([key, value]) => [key, JSON.stringify(value)]))
  const read = (text: string): unknown => JSON.parse(text)
  return {
    get(key) {
      const text = kept.get(key)
      return text === undefined ? undefined : read(text)
    },
    list: prefix =>
      [...kept].filter(([key]) => key.startsWith(prefix)).map(([key, text]) => ({ key, value: read(text) })),
    put: async (key, value) => void kept.set(key, JSON.stringify(value)),
    drop: async key => void kept.delete(key),
  }
}
