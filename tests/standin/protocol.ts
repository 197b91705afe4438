import type { Route } from 'playwright'
import { fromChromium } from './address.ts'
import { app } from './app.ts'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()
const privileged = new Set<string>()

/** Electron's `protocol`, as strict about the moment as the real one, or a mistake there would pass here. */
export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly { scheme: string }[]): void {
    if (app.isReady()) throw new Error('schemes must be registered before the application is ready')
    for (const { scheme } of schemes) privileged.add(scheme)
  },
  handle(scheme: string, handler: Handler): void {
    if (!app.isReady()) throw new Error('a protocol can only be handled once the application is ready')
    if (!privileged.has(scheme)) throw new Error(`${scheme} was not registered as privileged`)
    handlers.set(scheme, handler)
  },
}

/** Answers a request of a window by the handler of its scheme, or refuses it: there is no network here. */
export async function answerRoute(route: Route): Promise<void> {
  const request = route.request()
  const address = fromChromium(request.url())
  const handler = handlers.get(address.slice(0, address.indexOf(':')))
  if (!handler) {
    await route.abort('blockedbyclient')
    return
  }
  const body = request.postDataBuffer()
  const answer = await handler(
    new Request(address, { method: request.method(), ...(body && { body: new Uint8Array(body) }) }),
  )
  await route.fulfill({
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  })
}
