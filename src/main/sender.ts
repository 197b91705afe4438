import type { WebFrameMain } from 'electron'

/** Whether a message comes from the page itself: a main frame that still shows what this process loaded. */
export function isTrusted(frame: Pick<WebFrameMain, 'url' | 'parent'> | null, origin: string): boolean {
  return frame !== null && frame.parent === null && originOf(frame.url) === origin
}

/** `URL.origin` of a scheme of one's own is opaque in Node, so it is put together here. */
export function originOf(address: string): string | undefined {
  const url = URL.parse(address)
  return url ? `${url.protocol}//${url.host}` : undefined
}
