import fastifyStatic from '@fastify/static'
import fastify, { type FastifyInstance } from 'fastify'
import { securityHeaders } from '../console/headers.ts'
import { hostAllowed } from './guard.ts'

export interface PagesOptions {
  /** The built page: `out/renderer`. */
  readonly directory: string
  /** The port really listened on, once it is known. */
  readonly port: () => number
  readonly loopbackOnly: boolean
}

/** Serves the built page and nothing else. What is in it is no secret; the bridge behind it is. */
export async function createPages({ directory, port, loopbackOnly }: PagesOptions): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true, bodyLimit: 1024 })
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    if (hostAllowed(request.headers.host, port(), loopbackOnly)) return
    await reply.code(403).type('text/plain').send('this address is not served under that name\n')
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('not found\n'))
  await app.register(fastifyStatic, {
    root: directory,
    dotfiles: 'deny',
    cacheControl: false,
    setHeaders(reply, path) {
      // Vite names what stands in assets/ by its contents, so it never changes; the page itself always may.
      const lasting = /[\\/]assets[\\/]/.test(path)
      reply.header('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-store')
    },
  })
  return app
}
