/** Strings of people, kept as bytes outside the garbage collector's care: one a person, replaced when set again. */
export interface TokenStore {
  /** @param token latin-1, shorter than 64 KiB. */
  set(person: number, token: string): void
  /** Empty when never set. */
  get(person: number): string
}

const CHUNK = 1 << 20

export function createTokenStore(people: number): TokenStore {
  const chunks: Buffer[] = []
  /** Chunk × CHUNK + offset; exact up to 4 GiB. */
  const addresses = new Uint32Array(people)
  const lengths = new Uint16Array(people)
  let free = CHUNK

  function place(length: number): number {
    if (free + length > CHUNK) {
      chunks.push(Buffer.allocUnsafeSlow(CHUNK))
      free = 0
    }
    const address = (chunks.length - 1) * CHUNK + free
    free += length
    return address
  }

  return {
    set(person, token) {
      // A new ticket of the same place is about as long as the old one and takes its room.
      const fits = token.length <= (lengths[person] ?? 0)
      const address = fits ? (addresses[person] ?? 0) : place(token.length)
      addresses[person] = address
      lengths[person] = token.length
      chunks[Math.floor(address / CHUNK)]?.write(token, address % CHUNK, 'latin1')
    },
    get(person) {
      const address = addresses[person] ?? 0
      const start = address % CHUNK
      const length = lengths[person] ?? 0
      return length === 0 ? '' : (chunks[Math.floor(address / CHUNK)]?.toString('latin1', start, start + length) ?? '')
    },
  }
}
