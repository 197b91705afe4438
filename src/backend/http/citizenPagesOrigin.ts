import type { FastifyRequest } from 'fastify'

function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).host : undefined
}

/**
 * Whether a form was sent by one of our own pages. Browsers say so by `Sec-Fetch-Site`, older ones by `Origin`, the oldest by
 * `Referer`; who says nothing is refused. (`SameSite=Lax` keeps our cookies from other sites' forms besides.)
 */
export function isSameOrigin({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const from = headers.origin ?? headers.referer
  return from !== undefined && hostOf(from) === host
}
