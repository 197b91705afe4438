import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Refusal } from '../../protocol/errors.ts'
import type { Accounts } from '../control/accounts.ts'
import type { Ledger } from '../control/ledger.contract.ts'

export interface LedgerExport {
  readonly ledger: Pick<Ledger, 'rows'>
  readonly accounts: Accounts
}

/** One page ends at so many records, or characters, whichever comes first: reading it holds nobody up. */
const PAGE_RECORDS = 1_000
const PAGE_CHARS = 256 * 1024

/**
 * The ledger as it is stored, one record a line (NDJSON: index, entry, hash), from `?from=` on; an empty answer when
 * there is no more. For every account that may use the operator plane.
 */
export function answerLedger(request: IncomingMessage, response: ServerResponse, parts: LedgerExport): void {
  const refuse = (status: number, refusal: Refusal) => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify(refusal))
  }
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
  if (scheme !== 'Bearer' || !parts.accounts.find(token)) return refuse(401, { code: 'token-invalid' })
  const from = new URLSearchParams((request.url ?? '').split('?')[1]).get('from') ?? '1'
  if (!/^[1-9]\d{0,14}$/.test(from)) {
    const detail = `from: a whole number from 1 on expected, not ${JSON.stringify(from.slice(0, 40))}`
    return refuse(400, { code: 'bad-request', detail })
  }
  let page = ''
  let records = 0
  for (const { index, entry, hash } of parts.ledger.rows(Number(from))) {
    page += `${JSON.stringify({ index, entry, hash })}\n`
    if (++records === PAGE_RECORDS || page.length >= PAGE_CHARS) break
  }
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' })
  response.end(request.method === 'HEAD' ? undefined : page)
}
