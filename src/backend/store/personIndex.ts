import type { PlaceRows } from './placeRows.ts'

/**
 * Which place a person holds: an open-addressing table of place indices, compared by the hashes in the rows. Split
 * into segments that grow one by one, so that no growth copies, or doubles, more than a small part of it.
 */
export interface PersonIndex {
  /** Index of the place last set for the person whose four words stand in `words`; 0 when there is none. */
  find(words: Uint32Array): number
  /** Points the person at this place; its row must hold the same words. */
  set(words: Uint32Array, index: number): void
}

interface Segment {
  slots: Uint32Array
  used: number
}

const SEGMENTS = 64
const MAX_LOAD = 0.8

/** @param rows the place with index i (from 1) stands at row i − 1, its person in the first four words */
export function createPersonIndex(rows: PlaceRows): PersonIndex {
  const segments: Segment[] = Array.from({ length: SEGMENTS }, () => ({ slots: new Uint32Array(16), used: 0 }))

  /** Position of the person's slot, or of the empty one where it belongs. */
  function slotOf(slots: Uint32Array, hash: number, words: Uint32Array): number {
    const mask = slots.length - 1
    for (let at = (hash >>> 6) & mask; ; at = (at + 1) & mask) {
      const index = slots[at] ?? 0
      if (index === 0 || rows.equals(index - 1, 0, words)) return at
    }
  }

  function grow(segment: Segment): void {
    const slots = new Uint32Array(segment.slots.length * 2)
    const words = new Uint32Array(4)
    for (const index of segment.slots) {
      if (index === 0) continue
      rows.read(index - 1, 0, words)
      slots[slotOf(slots, mix(words), words)] = index
    }
    segment.slots = slots
  }

  const segmentOf = (hash: number): Segment => {
    const segment = segments[hash & (SEGMENTS - 1)]
    if (segment === undefined) throw new RangeError('no such segment')
    return segment
  }

  return {
    find(words) {
      const hash = mix(words)
      const { slots } = segmentOf(hash)
      return slots[slotOf(slots, hash, words)] ?? 0
    },
    set(words, index) {
      const hash = mix(words)
      const segment = segmentOf(hash)
      if (segment.used + 1 > segment.slots.length * MAX_LOAD) grow(segment)
      const at = slotOf(segment.slots, hash, words)
      if (segment.slots[at] === 0) segment.used++
      segment.slots[at] = index
    },
  }
}

/** Person hashes are keyed and even already; mixing all words costs little and keeps the table right for any input. */
function mix(words: Uint32Array): number {
  let hash = 0
  for (let at = 0; at < 4; at++) {
    hash = Math.imul(hash ^ (words[at] ?? 0), 0x85ebca6b)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
