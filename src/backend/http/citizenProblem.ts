import { refusals } from '../../locales/errors.ts'
import type { Problem } from '../../protocol/citizen.ts'
import { errors, RefusalError } from '../../protocol/errors.ts'

/** The refusal that an error of the HTTP layer means: bad input is always a 4xx; whatever is not known is `internal`. */
export function refusalOf(error: unknown): RefusalError {
  if (error instanceof RefusalError) return error
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown }
  if (statusCode === 413) return new RefusalError('too-large')
  if (statusCode === 415) return new RefusalError('unsupported-media')
  if (statusCode === 429) return new RefusalError('too-many-requests')
  if (code === 'FST_ERR_BAD_URL') return new RefusalError('bad-request', 'path')
  // What fastify's body readers throw: no JSON, a length that does not fit, a poisoned `__proto__`.
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return new RefusalError('bad-request', 'body: not JSON')
  return new RefusalError('internal')
}

export function problemOf({ code, detail }: RefusalError): Problem {
  return detail === undefined ? { code, message: refusals[code] } : { code, detail, message: refusals[code] }
}

export const statusOf = ({ code }: RefusalError): number => errors[code].status

/** A whole HTTP answer, for a connection on which no request could be read. */
export function rawAnswer(refusal: RefusalError, status: number): { readonly head: string; readonly body: string } {
  const body = JSON.stringify(problemOf(refusal))
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    '',
  ].join('\r\n')
  return { head, body }
}
