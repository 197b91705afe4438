import { Agent, request as send, type OutgoingHttpHeaders } from 'node:http'

export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Buffer | undefined
}

export interface Received {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/**
 * One request, the address as it is given: nothing is normalised. Over a connection of its own unless an agent is given, so
 * that no answer hangs on a kept connection that the other side is just closing.
 */
export function exchange(url: string, { method, path, headers = {}, body }: Sent, agent?: Agent): Promise<Received> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const request = send({ agent: agent ?? false, hostname, port, method, path, headers }, response => {
      let text = ''
      response.setEncoding('utf8').on('data', chunk => (text += chunk))
      response.on('error', reject).on('end', () => {
        const given = new Headers()
        for (let at = 0; at < response.rawHeaders.length; at += 2)
          given.append(response.rawHeaders[at] ?? '', response.rawHeaders[at + 1] ?? '')
        resolve({ status: response.statusCode ?? 0, headers: given, text })
      })
    })
    request.on('error', reject).end(body)
  })
}

/** Requests in any number over so many connections that stay open. */
export function openPool(url: string, sockets: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets })
  return { ask: (sent: Sent) => exchange(url, sent, agent), close: () => agent.destroy() }
}
