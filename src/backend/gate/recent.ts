/** What was lately found for a text: two generations, of which the older is dropped when the younger is full. */
export interface Recent<T> {
  get(text: string): T | undefined
  set(text: string, value: T): void
}

/** @param size entries of one generation; at least so many, and at most twice as many, are known */
export function createRecent<T extends object>(size: number): Recent<T> {
  let young = new Map<string, T>()
  let old = new Map<string, T>()

  function set(text: string, value: T): void {
    if (young.size >= size) {
      old = young
      young = new Map()
    }
    young.set(text, value)
  }

  return {
    get(text) {
      const value = young.get(text)
      if (value) return value
      const older = old.get(text)
      if (older) set(text, older)
      return older
    },
    set,
  }
}
