import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const COOKIE = /(?:^|;\s*)sluice_client=([\w-]{22})(?:;|$)/
const YEAR_SECONDS = 31_536_000

/** The secret of the device that asks, from its cookie; empty when it has none. */
export function clientOf(request: FastifyRequest): string {
  const { cookie } = request.headers
  return cookie === undefined ? '' : (COOKIE.exec(cookie)?.[1] ?? '')
}

/** The same, and a new one of 128 random bits for a device that has none. */
export function ensureClient(request: FastifyRequest, reply: FastifyReply): string {
  const known = clientOf(request)
  if (known !== '') return known
  const client = randomBytes(16).toString('base64url')
  const secure = request.protocol === 'https' ? '; Secure' : ''
  reply.header(
    'set-cookie',
    `sluice_client=${client}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`,
  )
  return client
}

/** The token of an `Authorization: Bearer` header; empty when there is none. */
export function bearerOf(request: FastifyRequest): string {
  const { authorization } = request.headers
  return authorization?.startsWith('Bearer ') ? authorization.slice(7) : ''
}
