import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { machine, systemClock } from '../../../src/backend/clock.ts'
import { StartError } from '../../../src/backend/control/accounts.ts'
import { peersReference } from '../../../src/backend/time/peers.ts'
import { openReferences } from '../../../src/backend/time/references.ts'
import { eventually } from '../console/eventually.ts'

/** A server whose time is off by so much: a node that says its time, or one that only has a `Date`. */
async function peer(offset: () => number, says: 'serverTime' | 'date' = 'serverTime'): Promise<string> {
  const server = createServer((_request, response) => {
    const now = Date.now() + offset()
    response.setHeader('date', new Date(now).toUTCString())
    response.end(says === 'date' ? 'hello' : JSON.stringify({ status: 'ok', serverTime: now }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function ask(urls: readonly string[], everyMs = 50) {
  const reference = peersReference({ urls, sources: machine, tolerance: 500, everyMs })
  onTestFinished(() => reference.close())
  return { reference, clock: systemClock({ references: [reference] }) }
}

test('another node that agrees verifies the time', async () => {
  const { reference, clock } = ask([await peer(() => 0)])
  expect(clock.verified).toBe(false)
  await reference.asked
  await eventually(() => expect(clock.verified).toBe(true))
  expect(Math.abs(clock.drift())).toBeLessThanOrEqual(250)
})

test('most of the others decide: one that is three minutes off does not matter, and two do', async () => {
  let second = 0
  const urls = [await peer(() => 0), await peer(() => 180_000), await peer(() => second)]
  const { reference, clock } = ask(urls)
  await reference.asked
  await eventually(() => expect(clock.verified).toBe(true))
  second = 180_000
  await eventually(() => expect(clock.drift()).toBeGreaterThan(179_000))
  expect(clock.verified).toBe(false)
  second = 90_000
  // Three that say three things: nobody is to be believed, and the machine’s own clock is what is left.
  await eventually(() => expect([reference.read(), clock.verified]).toEqual([undefined, false]))
})

test('whole seconds of a Date become exact enough by several answers, from the first burst on', async () => {
  let answers = 0
  const ahead = () => {
    answers++
    return 2_000
  }
  const { reference, clock } = ask([await peer(ahead, 'date')])
  await reference.asked
  // One alone leaves a whole second open.
  expect(answers).toBeGreaterThan(1)
  await eventually(() => expect(reference.read()?.within).toBeLessThanOrEqual(250))
  // It is off by the doubt at most, which is then not counted as drift; and whole milliseconds are rounded.
  expect(clock.drift()).toBeGreaterThan(2_000 - 2 * 250 - 5)
  expect(clock.drift()).toBeLessThan(2_000 + 5)
})

test('who comes late is heard in the next round', async () => {
  let asked = 0
  const { reference, clock } = ask([await peer(() => (asked++ === 0 ? Number.NaN : 0))])
  await reference.asked
  expect(clock.verified).toBe(false)
  await eventually(() => expect(clock.verified).toBe(true))
})

test('who does not answer, or answers nonsense, has no say', async () => {
  const { reference, clock } = ask(['http://127.0.0.1:1', await peer(() => Number.NaN), await peer(() => 0)])
  await reference.asked
  await eventually(() => expect(clock.verified).toBe(true))
})

test('an address that is none is told at the start', async () => {
  const open = (peers: string) => openReferences({ offsetFile: undefined, peers, onError: () => undefined })
  await expect(open('http://127.0.0.1:1,nowhere')).rejects.toThrow(StartError)
  await expect(open('ftp://host')).rejects.toThrow('"ftp://host" is no http address')
})
