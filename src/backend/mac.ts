import { hash } from 'node:crypto'

/** HMAC-SHA-256 under one key, over a text's UTF-8. */
export interface Mac {
  /** The first `count` bytes, at most 32. */
  bytes(text: string, count: number): Uint8Array
  /** All 32 bytes, base64url, as JWS (RFC 7515) has them. */
  base64url(text: string): string
}

const BLOCK = 64
const DIGEST = 32
/** UTF-8 bytes of one UTF-16 unit. */
const UTF8_MOST = 3

/**
 * HMAC (RFC 2104) by two one-shot digests. An `Hmac` object of Node costs three to four times as much, and holds native
 * memory until the collector comes by: those of a rush of joins are 14 MB that never go back.
 */
export function createMac(key: Uint8Array): Mac {
  const inner = padded(key, 0x36)
  const outer = Buffer.concat([padded(key, 0x5c), Buffer.alloc(DIGEST)])
  let message = Buffer.concat([inner, Buffer.alloc(512)])

  function digest(text: string, encoding: 'latin1' | 'base64url'): string {
    const most = BLOCK + text.length * UTF8_MOST
    if (message.length < most) message = Buffer.concat([inner, Buffer.alloc(most)])
    const length = BLOCK + message.write(text, BLOCK, 'utf8')
    // Latin-1 has a character for any byte, and a short string is cheaper than a buffer.
    outer.write(hash('sha256', message.subarray(0, length), 'latin1'), BLOCK, 'latin1')
    return hash('sha256', outer, encoding)
  }

  return {
    bytes(text, count) {
      const all = digest(text, 'latin1')
      const bytes = new Uint8Array(count)
      for (let at = 0; at < count; at++) bytes[at] = all.charCodeAt(at)
      return bytes
    },
    base64url: text => digest(text, 'base64url'),
  }
}

/** The key filled up to a block (a longer one by its hash), each byte crossed with `pad`. */
function padded(key: Uint8Array, pad: number): Buffer {
  const block = Buffer.alloc(BLOCK, pad)
  const short = key.length > BLOCK ? hash('sha256', key, 'buffer') : key
  for (const [at, byte] of short.entries()) block[at] = byte ^ pad
  return block
}
