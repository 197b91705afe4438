import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock.ts'
import { answerLedger, type LedgerExport } from './operatorLedger.ts'

/** The plain HTTP beside the WebSocket: whether the process lives, whether it can serve, and its metrics. */
export interface Health extends LedgerExport {
  /** Undefined when ready, else what is missing. */
  readonly notReady: () => string | undefined
  readonly metrics: () => Promise<string>
  /** Its real time is what other nodes compare theirs with. */
  readonly clock: Pick<Clock, 'real' | 'verified'>
}

export function answerHttp(request: IncomingMessage, response: ServerResponse, health: Health): void {
  const path = (request.url ?? '/').split('?')[0]
  const json = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body))
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return json(405, { code: 'method-not-allowed' })
  if (path === '/healthz')
    return json(200, { status: 'ok', serverTime: health.clock.real(), timeVerified: health.clock.verified })
  if (path === '/readyz') {
    const missing = health.notReady()
    return missing === undefined
      ? json(200, { status: 'ready', timeVerified: health.clock.verified })
      : json(503, { status: 'not ready', missing })
  }
  if (path === '/v1/ledger') return answerLedger(request, response, health)
  if (path !== '/metrics') return json(404, { code: 'not-found' })
  void sendMetrics(response, health)
}

async function sendMetrics(response: ServerResponse, { metrics }: Health): Promise<void> {
  try {
    const text = await metrics()
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
    response.end(text)
  } catch {
    response.writeHead(500).end()
  }
}
