import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const NAME = 'sluice_client'
const COOKIE = new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]{22})(?:\\.([\\w-]{11}))?(?:;|$)`)
const YEAR_SECONDS = 31_536_000

function read({ headers: { cookie } }: FastifyRequest): { client: string; mark: string } {
  const [, client = '', mark = ''] = (cookie !== undefined && COOKIE.exec(cookie)) || []
  return { client, mark }
}

/** The secret of the device that asks, from its cookie; empty when it has none. */
export const clientOf = (request: FastifyRequest): string => read(request).client

/**
 * What stands behind the secret in its cookie: the mark of a device whose user has proved who they are (see
 * `citizenLimits.ts`), or nothing. It takes no part in saying which device it is.
 */
export const markOf = (request: FastifyRequest): string => read(request).mark

/** The same as `clientOf`, and a new secret of 128 random bits for a device that has none. */
export function ensureClient(request: FastifyRequest, reply: FastifyReply): string {
  const known = clientOf(request)
  if (known !== '') return known
  const client = randomBytes(16).toString('base64url')
  keepClient(request, reply, client)
  return client
}

/** Gives a device its secret, instead of what this answer would have given it otherwise. */
export function keepClient(request: FastifyRequest, reply: FastifyReply, value: string): void {
  const others = [reply.getHeader('set-cookie') ?? []].flat().filter(cookie => !String(cookie).startsWith(`${NAME}=`))
  const secure = request.protocol === 'https' ? '; Secure' : ''
  const own = `${NAME}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`
  reply.removeHeader('set-cookie').header('set-cookie', [...others.map(String), own])
}

const BEARER = /^bearer +(\S*)/i

/** The token of an `Authorization: Bearer` header; empty when there is none. */
export const bearerOf = ({ headers: { authorization } }: FastifyRequest): string =>
  (authorization !== undefined && BEARER.exec(authorization)?.[1]) || ''
