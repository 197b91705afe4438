import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { fuzzNight } from '../../fuzz/night.ts'
import { device } from './device.ts'
import { openPlane } from './plane.ts'

// `npm run fuzz` sends a hundred thousand of the same kind.
test(
  'broken requests, made from the API document, break nothing and change nothing',
  { timeout: 240_000 },
  async () => {
    const { statuses, ...report } = await fuzzNight(5_000, 20_210_719)
    expect(report).toMatchObject({ serverErrors: 0, unanswered: 0, crashed: false, stateChanges: 0, undocumented: [] })
    // Some of them are good ones, and most kinds of refusal are met.
    expect(statuses['200']).toBeGreaterThan(100)
    expect(Object.keys(report.codes).length).toBeGreaterThan(12)
  },
)

test('slow senders are cut off, and nobody else waits for them', async () => {
  await using plane = await openPlane()
  const { hostname, port } = new URL(plane.url)
  const slow = Array.from(
    { length: 50 },
    () =>
      new Promise<string>((resolve, reject) => {
        let answer = ''
        const socket = connect(Number(port), hostname, () =>
          socket.write('POST /v1/claim HTTP/1.1\r\nHost: x\r\nX-Slow: '),
        )
        const drip = setInterval(() => socket.write('y'), 500)
        socket.setEncoding('utf8').on('data', chunk => (answer += chunk))
        socket.on('error', reject).on('close', () => {
          clearInterval(drip)
          resolve(answer)
        })
      }),
  )
  expect((await device(plane).ask('GET', '/v1/sites')).status).toBe(200)
  for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1\.1 408 /)
})
