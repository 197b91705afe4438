import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { device } from './device.ts'
import { openPlane } from './plane.ts'

/** Turns of the event loop after which a phone has gone: while its request is read, judged, written to the disk, answered. */
const TURNS = Array.from({ length: 24 }, (_, turns) => turns)

test('who goes away in the middle of joining breaks nothing, whenever that is', async () => {
  await using plane = await openPlane()
  const unhandled: unknown[] = []
  const note = (error: unknown) => void unhandled.push(error)
  process.on('unhandledRejection', note)
  onTestFinished(() => void process.off('unhandledRejection', note))
  const { hostname, port } = new URL(plane.url)
  for (const turns of TURNS) {
    const body = JSON.stringify({ assertion: plane.assertion(turns + 1) })
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    socket.write(
      `POST /v1/cohorts/53-54/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
    for (let passed = 0; passed < turns; passed++) await turn()
    socket.resetAndDestroy()
    await once(socket, 'close')
  }
  // Whoever is still there is served.
  const { status } = await device(plane).ask('POST', '/v1/cohorts/53-54/join', { assertion: plane.assertion(99) })
  expect(status).toBe(200)
  expect([unhandled, plane.errors]).toEqual([[], []])
})
