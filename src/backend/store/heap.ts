/** A binary heap of (key, value) pairs of numbers, least key first. Entries are never removed but at the top. */
export interface Heap {
  readonly size: number
  push(key: number, value: number): void
  /** The least key; Infinity when empty. */
  topKey(): number
  topValue(): number
  pop(): void
  clear(): void
}

export function createHeap(): Heap {
  const keys: number[] = []
  const values: number[] = []

  function swap(a: number, b: number): void {
    const key = keys[a] ?? 0
    const value = values[a] ?? 0
    keys[a] = keys[b] ?? 0
    values[a] = values[b] ?? 0
    keys[b] = key
    values[b] = value
  }

  const less = (a: number, b: number) => (keys[a] ?? 0) < (keys[b] ?? 0)

  return {
    get size() {
      return keys.length
    },
    push(key, value) {
      let at = keys.push(key) - 1
      values.push(value)
      for (let parent = (at - 1) >> 1; at > 0 && less(at, parent); parent = (at - 1) >> 1) {
        swap(at, parent)
        at = parent
      }
    },
    topKey: () => keys[0] ?? Infinity,
    topValue: () => values[0] ?? 0,
    pop() {
      const last = keys.length - 1
      if (last < 0) return
      swap(0, last)
      keys.pop()
      values.pop()
      for (let at = 0; ;) {
        const left = 2 * at + 1
        if (left >= last) return
        const child = left + 1 < last && less(left + 1, left) ? left + 1 : left
        if (!less(child, at)) return
        swap(at, child)
        at = child
      }
    },
    clear() {
      keys.length = 0
      values.length = 0
    },
  }
}
