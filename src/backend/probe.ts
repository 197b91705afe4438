import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** Listens for a moment and no longer: the port, where 0 was asked for any free one. Rejects with the error of `listen`. */
export async function probe(port: number, host: string): Promise<number> {
  const server = createServer().listen({ port, host, exclusive: true })
  await once(server, 'listening')
  const { port: found } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return found
}
