/** What a search is held against: everything an entry may be called, in every language. */
interface Named {
  readonly terms: readonly string[]
}

/** Syllables fall into letters, so that one that is still being written finds as well: `속ㄷ` in `속도`. */
const letters = (text: string): string => text.normalize('NFKD').toLowerCase()

/** The first consonant of each syllable, by which Koreans abbreviate: `ㅇㅅㅈㅈ` for `일시정지`. */
const FIRST = /[\u1100-\u1112]/g
const REST = /[\u1161-\u1175\u11a8-\u11c2]/g
const isInitials = (word: string): boolean => word.replaceAll(FIRST, '') === '' && word.length > 1
const initialsOf = (text: string): string => text.replaceAll(REST, '')

/**
 * The entries that every word of the search leads to. Where it begins words of some, those alone; otherwise also within
 * words and over the spaces between them, which Korean writes or leaves out.
 */
export function find<T extends Named>(entries: readonly T[], search: string): readonly T[] {
  const words = letters(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries
  const texts = new Map(entries.map(entry => [entry, letters(entry.terms.join('\n'))]))
  const textOf = (entry: T, word: string) => {
    const text = texts.get(entry) ?? ''
    return isInitials(word) ? initialsOf(text) : text
  }
  const those = (test: (text: string, word: string) => boolean) =>
    entries.filter(entry => words.every(word => test(textOf(entry, word), word)))
  const begun = those((text, word) => text.split(/[\s·,:/()]+/).some(each => each.startsWith(word)))
  return begun.length > 0 ? begun : those((text, word) => text.replaceAll(' ', '').includes(word))
}
