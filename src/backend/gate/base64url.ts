/** Writes and reads base64url; small texts by the million, so that nothing is allocated for them but what is asked for. */
export interface Base64Url {
  ofBytes(bytes: Uint8Array): string
  /** Of the text's UTF-8. */
  ofText(text: string): string
  /** In memory of their own. What is no base64url is skipped, as Node does: the form is the caller's to check. */
  bytes(encoded: string): Uint8Array
  /** The UTF-8 that was encoded. */
  text(encoded: string): string
}

/** UTF-8 bytes of one UTF-16 unit. */
const UTF8_MOST = 3

/**
 * By one buffer that is used again and again: a `Buffer` made over a small array moves that array out of the heap, into
 * memory that stays with the process once a rush of joins has needed it.
 */
export function createBase64Url(): Base64Url {
  let scratch = Buffer.alloc(1024)

  function room(bytes: number): Buffer {
    if (scratch.length < bytes) scratch = Buffer.alloc(bytes)
    return scratch
  }

  return {
    ofBytes(bytes) {
      const buffer = room(bytes.length)
      buffer.set(bytes)
      return buffer.toString('base64url', 0, bytes.length)
    },
    ofText(text) {
      const buffer = room(text.length * UTF8_MOST)
      return buffer.toString('base64url', 0, buffer.write(text))
    },
    bytes(encoded) {
      const buffer = room(encoded.length)
      const length = buffer.write(encoded, 'base64url')
      const bytes = new Uint8Array(length)
      for (let at = 0; at < length; at++) bytes[at] = buffer[at] ?? 0
      return bytes
    },
    text(encoded) {
      const buffer = room(encoded.length)
      return buffer.toString('utf8', 0, buffer.write(encoded, 'base64url'))
    },
  }
}
