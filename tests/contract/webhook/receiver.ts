import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

export interface Received {
  readonly id: string
  readonly headers: Record<string, string>
  readonly body: string
  readonly numbers: readonly number[]
  readonly people: readonly string[]
}

/** A receiver as a stranger would write one: what the reference library of Standard Webhooks does not verify is refused. */
export async function openReceiver(answer: (message: Received, response: ServerResponse) => void, port = 0) {
  const received: Received[] = []
  const reference = new Webhook(secret)
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request)
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => name.startsWith('webhook-')),
    ) as Record<string, string>
    const { data } = reference.verify(body, headers) as {
      data: { places: { number: number; person: string }[] }
    }
    const message = {
      id: headers['webhook-id'] ?? '',
      headers,
      body,
      numbers: data.places.map(({ number }) => number),
      people: data.places.map(({ person }) => person),
    }
    received.push(message)
    answer(message, response)
  }
  const server = createServer((request, response) => void receive(request, response))
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', () => resolve()))
  const bound = (server.address() as AddressInfo).port
  return {
    url: new URL(`http://127.0.0.1:${bound}/near`),
    port: bound,
    received,
    [Symbol.asyncDispose]: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

export const taken = (_message: Received, response: ServerResponse): void => void response.writeHead(204).end()
