/** Writes base64url; small outputs by the million, so that nothing is allocated for them but the string. */
export interface Base64Url {
  ofBytes(bytes: Uint8Array): string
  /** Of the text's UTF-8. */
  ofText(text: string): string
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
  }
}
