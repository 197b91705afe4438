type Cells = Uint8Array | Uint16Array | Uint32Array

/** A column of rows of equal width that grows by chunks: nothing is copied when it does. */
export interface Column<T extends Cells> {
  /** One cell; 0 where nothing was written. */
  at(row: number, cell?: number): number
  put(row: number, value: number, cell?: number): void
  write(row: number, cells: T): void
  read(row: number, into: T): void
  equals(row: number, cells: T): boolean
}

const CHUNK_BITS = 14
const CHUNK_ROWS = 1 << CHUNK_BITS

/** @param make allocates a chunk of so many cells */
export function createColumn<T extends Cells>(width: number, make: (cells: number) => T): Column<T> {
  const chunks: T[] = []
  const empty = make(0)

  const offset = (row: number) => (row & (CHUNK_ROWS - 1)) * width
  const chunkOf = (row: number): T => chunks[row >>> CHUNK_BITS] ?? empty

  function room(row: number): T {
    while (chunks.length <= row >>> CHUNK_BITS) chunks.push(make(CHUNK_ROWS * width))
    return chunkOf(row)
  }

  return {
    at: (row, cell = 0) => chunkOf(row)[offset(row) + cell] ?? 0,
    put(row, value, cell = 0) {
      room(row)[offset(row) + cell] = value
    },
    write(row, cells) {
      const chunk = room(row)
      const start = offset(row)
      for (let cell = 0; cell < width; cell++) chunk[start + cell] = cells[cell] ?? 0
    },
    read(row, into) {
      const chunk = chunkOf(row)
      const start = offset(row)
      for (let cell = 0; cell < width; cell++) into[cell] = chunk[start + cell] ?? 0
    },
    equals(row, cells) {
      const chunk = chunkOf(row)
      const start = offset(row)
      for (let cell = 0; cell < width; cell++) if (chunk[start + cell] !== cells[cell]) return false
      return true
    },
  }
}
