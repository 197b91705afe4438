import type { PersonHash } from '../gate/contract.ts'

/**
 * Who holds a confirmed booking, and of which slot: person hash (16 bytes) → slot number. Half a million people on a
 * night, so it is open addressing over one typed array, 20 bytes an entry, instead of a Map of strings.
 * Linear probing with backward-shift deletion (Knuth, TAOCP vol. 3, 6.4, algorithm R).
 */
export interface Holders {
  get(person: PersonHash): number | undefined
  set(person: PersonHash, slot: number): void
  delete(person: PersonHash): void
  readonly size: number
}

/** Four words of the hash, then the slot; slot 0 marks an empty cell, slots are numbered from 1. */
const WORDS = 5

export function createHolders(initialCapacity = 1024): Holders {
  let mask = initialCapacity - 1
  let cells = new Uint32Array(initialCapacity * WORDS)
  let size = 0
  const key = new Uint32Array(4)
  const keyBytes = new Uint8Array(key.buffer)

  // The hash is keyed and uniform already; all words enter so that made-up people in tests spread as well.
  const homeOf = (source: Uint32Array, at: number) =>
    Math.imul(word(source, at) ^ word(source, at + 1) ^ word(source, at + 2) ^ word(source, at + 3), 0x9e3779b1) >>> 7

  /** The cell that holds `key`, or the empty one where it belongs. */
  function locate(): number {
    let cell = homeOf(key, 0) & mask
    for (;;) {
      const at = cell * WORDS
      if (cells[at + 4] === 0) return cell
      if (cells[at] === key[0] && cells[at + 1] === key[1] && cells[at + 2] === key[2] && cells[at + 3] === key[3])
        return cell
      cell = (cell + 1) & mask
    }
  }

  function grow(): void {
    const old = cells
    cells = new Uint32Array(old.length * 2)
    mask = cells.length / WORDS - 1
    for (let at = 0; at < old.length; at += WORDS) {
      if (old[at + 4] === 0) continue
      key.set(old.subarray(at, at + 4))
      cells.set(old.subarray(at, at + WORDS), locate() * WORDS)
    }
  }

  function load(person: PersonHash): void {
    if (person.length !== 16) throw new RangeError(`a person hash has 16 bytes, not ${person.length}`)
    keyBytes.set(person)
  }

  return {
    get size() {
      return size
    },
    get(person) {
      load(person)
      return cells[locate() * WORDS + 4] || undefined
    },
    set(person, slot) {
      load(person)
      let at = locate() * WORDS
      if (cells[at + 4] === 0) {
        if (++size * 4 > (mask + 1) * 3) {
          grow()
          load(person)
          at = locate() * WORDS
        }
        cells.set(key, at)
      }
      cells[at + 4] = slot
    },
    delete(person) {
      load(person)
      let hole = locate()
      if (cells[hole * WORDS + 4] === 0) return
      size--
      for (let next = (hole + 1) & mask; cells[next * WORDS + 4] !== 0; next = (next + 1) & mask) {
        const home = homeOf(cells, next * WORDS) & mask
        // An entry may move back only as far as its home.
        if (((next - home) & mask) < ((next - hole) & mask)) continue
        cells.copyWithin(hole * WORDS, next * WORDS, (next + 1) * WORDS)
        hole = next
      }
      cells[hole * WORDS + 4] = 0
    },
  }
}

function word(source: Uint32Array, at: number): number {
  return source[at] ?? 0
}
