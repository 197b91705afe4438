/** A set of numbers from 0 up, one bit each, growing as needed. */
export interface Bits {
  has(value: number): boolean
  add(value: number): void
  delete(value: number): void
  /** The least member ≥ `from`; Infinity when there is none. */
  next(from: number): number
  /** How many members lie above `from`, up to and including `to`. */
  count(from: number, to: number): number
}

export function createBits(): Bits {
  let words = new Int32Array(1024)

  function room(word: number): void {
    if (word < words.length) return
    const grown = new Int32Array(Math.max(word + 1, words.length * 2))
    grown.set(words)
    words = grown
  }

  function next(from: number): number {
    let word = from >>> 5
    let rest = (words[word] ?? 0) & (-1 << (from & 31))
    while (rest === 0) {
      if (++word >= words.length) return Infinity
      rest = words[word] ?? 0
    }
    return word * 32 + 31 - Math.clz32(rest & -rest)
  }

  return {
    has: value => (((words[value >>> 5] ?? 0) >>> (value & 31)) & 1) === 1,
    add(value) {
      room(value >>> 5)
      words[value >>> 5] = (words[value >>> 5] ?? 0) | (1 << (value & 31))
    },
    delete(value) {
      if (value >>> 5 < words.length) words[value >>> 5] = (words[value >>> 5] ?? 0) & ~(1 << (value & 31))
    },
    next,
    count(from, to) {
      let members = 0
      for (let value = next(from + 1); value <= to; value = next(value + 1)) members++
      return members
    },
  }
}
