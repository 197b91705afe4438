import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { citizenRoutes, type StatusDocument } from '../../protocol/citizen.ts'

/** One rendering of a status document serves everybody for this long, ms of real time. */
const REFRESH_MS = 250

interface Rendering {
  readonly until: number
  readonly body: Buffer
  readonly etag: string
  readonly headers: string[]
  readonly unchanged: string[]
}

export interface StatusAnswers {
  /** Answers a plain status request at once; false when the request is anything else, which then takes the long way. */
  tryAnswer(request: IncomingMessage, response: ServerResponse): boolean
  /** Throws `cohort-unknown`. */
  answer(cohort: string, request: IncomingMessage, response: ServerResponse): void
}

/**
 * The status document is what a million people poll, so it costs nothing: rendered at most four times a second, and
 * answered before any routing. Its ETag covers the whole document, server time included, for a page that is told "not modified"
 * takes the time in its copy as the time now.
 */
export function createStatusAnswers(status: (cohort: string) => StatusDocument): StatusAnswers {
  const [before = '', after = ''] = citizenRoutes.status.split(':cohort')
  const renderings = new Map<string, Rendering>()

  function render(cohort: string, now: number): Rendering {
    const body = Buffer.from(JSON.stringify(status(cohort)))
    const etag = `"${hash('sha256', body, 'base64url').slice(0, 22)}"`
    const unchanged = ['ETag', etag, 'Cache-Control', 'public, max-age=1']
    const type = ['Content-Type', 'application/json; charset=utf-8', 'X-Content-Type-Options', 'nosniff']
    const headers = [...type, 'Content-Length', String(body.length), ...unchanged]
    const rendering = { until: now + REFRESH_MS, body, etag, headers, unchanged }
    // Only cohorts that exist get this far, so the map cannot be made to grow.
    renderings.set(before + cohort + after, rendering)
    return rendering
  }

  function send(rendering: Rendering, request: IncomingMessage, response: ServerResponse): void {
    if (isHeld(rendering.etag, request.headers['if-none-match'])) {
      response.writeHead(304, rendering.unchanged).end()
      return
    }
    response.writeHead(200, rendering.headers).end(rendering.body)
  }

  return {
    tryAnswer(request, response) {
      if (request.method !== 'GET') return false
      const rendering = renderings.get(request.url ?? '')
      if (!rendering) return false
      if (performance.now() < rendering.until) {
        send(rendering, request, response)
        return true
      }
      try {
        send(render(request.url?.slice(before.length, -after.length) ?? '', performance.now()), request, response)
        return true
      } catch {
        // Whatever is wrong, the long way has words for it.
        return false
      }
    },
    answer(cohort, request, response) {
      const now = performance.now()
      const rendering = renderings.get(before + cohort + after)
      send(rendering && now < rendering.until ? rendering : render(cohort, now), request, response)
    },
  }
}

/**
 * Whether `If-None-Match` names this entity tag: alone, in a list, as a weak one (a cache in between that compressed makes it so),
 * or as any (RFC 9110, 13.1.2, where the comparison is weak).
 */
export function isHeld(etag: string, header: string | undefined): boolean {
  if (header === undefined) return false
  if (header === etag || header === '*') return true
  return header.split(',').some(tag => tag.trim().replace(/^W\//, '') === etag)
}
