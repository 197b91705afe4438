/** What was lately found for a text: bounded, and cheap to ask in vain. */
export interface Recent<T> {
  get(text: string): T | undefined
  set(text: string, value: T): void
}

/** A text has one set of so many places to be in; the oldest in it makes room. */
const WAYS = 4
/** Of a text's end, so many characters tell it from others: tokens end in a signature, secrets in chance. */
const TELLING_CHARS = 12
/** FNV-1a, 32 bits. */
const FNV_OFFSET = 0x811c9dc5 | 0
const FNV_PRIME = 0x01000193

/**
 * A set-associative cache on flat arrays. A map of thousands of long strings follows pointers all over the memory to say
 * that it does not know one, which is the common answer; here that is one look at the four tags of a set.
 *
 * @param size entries, a power of two, at least four
 */
export function createRecent<T extends object>(size: number): Recent<T> {
  const tags = new Int32Array(size)
  const texts: string[] = Array.from({ length: size }, () => '')
  const values: (T | undefined)[] = Array.from({ length: size })
  /** In each set, the place whose turn to make room it is. */
  const oldest = new Uint8Array(size / WAYS)

  const setOf = (tag: number) => (tag ^ (tag >>> 16)) & (oldest.length - 1)

  function find(text: string, tag: number): number {
    const first = setOf(tag) * WAYS
    for (let at = first; at < first + WAYS; at++) if (tags[at] === tag && texts[at] === text) return at
    return -1
  }

  return {
    get(text) {
      const at = find(text, tagOf(text))
      return at < 0 ? undefined : values[at]
    },
    set(text, value) {
      const tag = tagOf(text)
      let at = find(text, tag)
      if (at < 0) {
        const set = setOf(tag)
        const turn = oldest[set] ?? 0
        oldest[set] = (turn + 1) % WAYS
        at = set * WAYS + turn
        tags[at] = tag
        texts[at] = text
      }
      values[at] = value
    },
  }
}

function tagOf(text: string): number {
  let tag = FNV_OFFSET
  for (let at = Math.max(0, text.length - TELLING_CHARS); at < text.length; at++)
    tag = Math.imul(tag ^ text.charCodeAt(at), FNV_PRIME)
  return tag
}
