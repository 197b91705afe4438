/** Strings of people, kept as bytes outside the garbage collector's care: one a person, replaced when set again. */
export interface TokenStore {
  /** @param token latin-1, shorter than 32 KiB. */
  set(person: number, token: string): void
  /** Empty when never set. */
  get(person: number): string
}

const CHUNK = 1 << 20
/** In a length: the token starts as the first one did. */
const COMMON = 0x8000

/** What tokens have in common, their header up to the first dot, is kept once. */
export function createTokenStore(people: number): TokenStore {
  const chunks: Buffer[] = []
  /** Chunk × CHUNK + offset; exact up to 4 GiB. */
  const addresses = new Uint32Array(people)
  const lengths = new Uint16Array(people)
  let header: string | undefined
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
      header ??= token.slice(0, token.indexOf('.') + 1)
      const common = token.startsWith(header)
      const text = common ? token.slice(header.length) : token
      // A new ticket of the same place is about as long as the old one and takes its room.
      const fits = text.length <= ((lengths[person] ?? 0) & ~COMMON)
      const address = fits ? (addresses[person] ?? 0) : place(text.length)
      addresses[person] = address
      lengths[person] = text.length | (common ? COMMON : 0)
      chunks[Math.floor(address / CHUNK)]?.write(text, address % CHUNK, 'latin1')
    },
    get(person) {
      const length = lengths[person] ?? 0
      if (length === 0) return ''
      const address = addresses[person] ?? 0
      const start = address % CHUNK
      const text = chunks[Math.floor(address / CHUNK)]?.toString('latin1', start, start + (length & ~COMMON)) ?? ''
      return length & COMMON ? `${header ?? ''}${text}` : text
    },
  }
}
