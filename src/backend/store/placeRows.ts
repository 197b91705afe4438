/**
 * Rows of seven 32-bit words, one a place, in chunks that are never copied: what is in memory is what is on the disk.
 * The words: person 0–3, client 4–5, generation (low 16 bits) and state (next 8) in 6.
 */
export interface PlaceRows {
  /** One word; 0 where nothing was written. */
  word(row: number, at: number): number
  put(row: number, at: number, value: number): void
  /** Whether the words from `at` on are these. */
  equals(row: number, at: number, words: Uint32Array): boolean
  write(row: number, at: number, words: Uint32Array): void
  read(row: number, at: number, into: Uint32Array): void
  /** The bytes of the rows of one block, up to `count` rows in all; a view, not a copy. */
  block(block: number, count: number): Buffer
  /** Takes a block back. */
  putBlock(block: number, bytes: Uint8Array): void
}

export const ROW_WORDS = 7
const ROW_BYTES = ROW_WORDS * 4
/** Rows that go to the disk together: 3,584 bytes, so that a block and its key fit into one page. */
export const BLOCK_ROWS = 128
const CHUNK_BITS = 14
const CHUNK_ROWS = 1 << CHUNK_BITS

export const rowsIn = (bytes: Uint8Array): number => bytes.length / ROW_BYTES
export const blockOf = (row: number): number => Math.floor(row / BLOCK_ROWS)

export function createPlaceRows(): PlaceRows {
  const chunks: Uint32Array<ArrayBuffer>[] = []
  const nothing = new Uint32Array(0)

  const offset = (row: number) => (row & (CHUNK_ROWS - 1)) * ROW_WORDS
  const chunkOf = (row: number) => chunks[row >>> CHUNK_BITS] ?? nothing

  function room(row: number): Uint32Array<ArrayBuffer> {
    while (chunks.length <= row >>> CHUNK_BITS) chunks.push(new Uint32Array(CHUNK_ROWS * ROW_WORDS))
    return chunkOf(row)
  }

  return {
    word: (row, at) => chunkOf(row)[offset(row) + at] ?? 0,
    put(row, at, value) {
      room(row)[offset(row) + at] = value
    },
    equals(row, at, words) {
      const chunk = chunkOf(row)
      const start = offset(row) + at
      for (let word = 0; word < words.length; word++) if (chunk[start + word] !== words[word]) return false
      return true
    },
    write(row, at, words) {
      room(row).set(words, offset(row) + at)
    },
    read(row, at, into) {
      const chunk = chunkOf(row)
      const start = offset(row) + at
      for (let word = 0; word < into.length; word++) into[word] = chunk[start + word] ?? 0
    },
    block(block, count) {
      const first = block * BLOCK_ROWS
      const rows = Math.min(BLOCK_ROWS, count - first)
      return Buffer.from(room(first).buffer, offset(first) * 4, rows * ROW_BYTES)
    },
    putBlock(block, bytes) {
      const first = block * BLOCK_ROWS
      new Uint8Array(room(first).buffer, offset(first) * 4, bytes.length).set(bytes)
    },
  }
}
