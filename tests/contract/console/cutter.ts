import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A stretch of network between a console and its backend that a test can cut, freeze and mend. */
export interface Cutter {
  readonly url: string
  /** Drops every connection, and takes no new one until it is mended. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

export async function openCutter(target: string): Promise<Cutter> {
  const { hostname, port, pathname } = new URL(target)
  const sockets = new Set<Socket>()
  let whole = true
  const server = createServer(near => {
    if (!whole) {
      near.destroy()
      return
    }
    const far = connect(Number(port), hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.pipe(other)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    whole = false
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    cut,
    mend: () => void (whole = true),
    async close() {
      cut()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
