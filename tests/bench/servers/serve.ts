import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a measured server tells its bench: where it listens, and on request the CPU it has used (µs, all threads). */
export interface Served {
  readonly url: string
  readonly [key: string]: unknown
}

/** Answers the bench's questions over the channel, and ends with it. */
export function announce(served: Served): void {
  process.on('message', message => {
    if (message !== 'cpu') return
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: user + system, rss: process.memoryUsage.rss() })
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.({ served })
}

export function serveBare(listener: RequestListener, more: Readonly<Record<string, unknown>> = {}): void {
  const server = createServer(listener).listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    announce({ url: `http://127.0.0.1:${port}`, ...more })
  })
}
