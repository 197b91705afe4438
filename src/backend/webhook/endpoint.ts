import type { Signer } from './signature.ts'

/** How one delivery ended. `retryAfterMs`: the receiver asks to be left alone for so long. */
export type Delivery =
  | { readonly done: true }
  | { readonly done: false; readonly why: string; readonly gone: boolean; readonly retryAfterMs: number }

/** The receiver of a webhook. */
export interface Endpoint {
  /** One attempt. Never throws. */
  post(id: string, body: string, seconds: number, signal: AbortSignal): Promise<Delivery>
}

/** A receiver that has not answered by then is taken to be down (real ms). */
const TIMEOUT_MS = 15_000
const LONGEST_WAIT_MS = 600_000
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** The address of a receiver; undefined unless it is https, or http on this very machine, without a password in it. */
export function readAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname))
  return safe && url.username === '' && url.password === '' ? url : undefined
}

export function createEndpoint(url: URL, signer: Signer): Endpoint {
  return {
    async post(id, body, seconds, signal) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...signer.headers(id, seconds, body) },
          body,
          // A receiver that has moved is for people to judge: what is sent names citizens.
          redirect: 'manual',
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        })
        // Nothing of the answer but its status is of use.
        await response.body?.cancel()
        if (response.ok) return { done: true }
        const retryAfterMs = Math.min(LONGEST_WAIT_MS, 1000 * (Number(response.headers.get('retry-after')) || 0))
        return { done: false, why: `answered ${response.status}`, gone: response.status === 410, retryAfterMs }
      } catch (error) {
        return { done: false, why: reasonOf(error), gone: false, retryAfterMs: 0 }
      }
    },
  }
}

/** What kept a request from being answered: the code of the cause, where there is one. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string } }
  return cause?.code ?? message
}
