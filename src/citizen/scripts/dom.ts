import type { Locale } from '../../locales/phrase.ts'

/** The little that the scripts of the pages share. */

export const byId = (id: string): HTMLElement | null => document.querySelector(`#${id}`)

export const locale: Locale = document.documentElement.lang === 'en' ? 'en' : 'ko'

/** Writes only what changes, so that assistive technology is told nothing twice. */
export function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}

/** m:ss, or h:mm:ss. */
export function clockLength(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** An answer, or undefined when it did not come: without a network nothing is known and nothing is decided. */
export async function ask(address: string, method: 'GET' | 'POST'): Promise<Response | undefined> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), 15_000)
  try {
    return await fetch(address, {
      method,
      headers: { accept: 'application/json' },
      // Fresh from the server or from a cache that may answer for it, never from this device's own past.
      cache: method === 'GET' ? 'no-cache' : 'no-store',
      signal: giveUp.signal,
    })
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
