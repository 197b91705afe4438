import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createBackend } from '../../../src/backend/backend.ts'
import { systemClock } from '../../../src/backend/clock.ts'
import { createDraw } from '../../../src/backend/gate/draw.ts'
import { readSecrets } from '../../../src/backend/webhook/signature.ts'
import { openLaunch } from '../operator/fixture.ts'
import { openReceiver, secret, taken } from './receiver.ts'

const tempDir = () => {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-webhook-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const personOf = (who: number) => {
  const person = new Uint8Array(16)
  new DataView(person.buffer).setUint32(0, who)
  return person
}

/** A backend on real time, with so many people in its open line; everybody's turn is near. */
async function openLine(url: URL, people: number, dir = tempDir()) {
  const clock = systemClock()
  const backend = await createBackend({
    thread: false,
    dir,
    clock,
    launch: openLaunch(clock.event(), { rate: 50, slots: [{ ...slot, doses: 100_000 }] }),
    webhook: { url, secrets: readSecrets(secret) ?? [], leadSeconds: 3600 },
  })
  const ticking = setInterval(() => backend.tick(), 50)
  const joins = Array.from({ length: people }, (_, who) =>
    backend.citizens.join('c53', { person: personOf(who), birthDate: '1967-05-05' }, [], `client-${who}`),
  )
  const tickets = await Promise.all(joins)
  return {
    backend,
    dir,
    tickets,
    async [Symbol.asyncDispose]() {
      clearInterval(ticking)
      await backend.close()
    },
  }
}

const slot = { site: 'site-1', vaccine: 'moderna', date: '2121-07-26', time: '10:00' }
const numbersOf = (messages: readonly { numbers: readonly number[] }[]) => messages.flatMap(({ numbers }) => numbers)
const inOrder = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

test('everybody is told of once, in signed messages that the reference library verifies', async () => {
  let refusals = 2
  await using receiver = await openReceiver((message, response) => {
    if (refusals-- > 0) response.writeHead(503, { 'retry-after': '0' }).end()
    else taken(message, response)
  })
  await using line = await openLine(receiver.url, 1200)
  await vi.waitFor(() => expect(receiver.received).toHaveLength(5), { timeout: 60_000, interval: 50 })
  const [first, second, third] = receiver.received
  // Refused twice: the same message under the same id.
  expect([second?.id, third?.id]).toEqual([first?.id, first?.id])
  expect(third?.numbers).toEqual(first?.numbers)
  const messages = receiver.received.slice(2)
  expect(numbersOf(messages)).toEqual(inOrder(1, 1200))
  expect(new Set(messages.map(({ id }) => id)).size).toBe(3)
  const { seed, n } = line.backend.gate.status('c53').draw
  const draw = createDraw(seed ?? '', n ?? 0)
  const holders = line.tickets.map(
    ({ index }, who) => [draw.numberOf(index), Buffer.from(personOf(who)).toString('hex')] as const,
  )
  const told = messages.flatMap(({ numbers, people }) => numbers.map((number, at) => [number, people[at]] as const))
  expect(new Map(told)).toEqual(new Map(holders))
  expect(JSON.parse(messages[0]?.body ?? '')).toMatchObject({
    type: 'turn.near',
    data: { launch: 'night', mode: 'DRILL', cohort: 'c53', leadSeconds: 3600 },
  })

  const { headers = {}, body = '' } = messages[0] ?? {}
  const reference = new Webhook(secret)
  expect(() => reference.verify(body, headers)).not.toThrow()
  expect(() => reference.verify(body.replace('"number":1,', '"number":2,'), headers)).toThrow()
  expect(() => reference.verify(body, { ...headers, 'webhook-id': 'msg_other' })).toThrow()
  const later = String(Number(headers['webhook-timestamp']) + 1)
  expect(() => reference.verify(body, { ...headers, 'webhook-timestamp': later })).toThrow()
  expect(() => new Webhook(`whsec_${Buffer.alloc(32, 8).toString('base64')}`).verify(body, headers)).toThrow()

  // Who joins later is told of too, and nobody else again.
  await line.backend.citizens.join('c53', { person: personOf(5000), birthDate: '1967-05-05' }, [], 'late')
  await vi.waitFor(() => expect(receiver.received.at(-1)?.numbers).toEqual([1201]), { timeout: 60_000 })
  expect(receiver.received).toHaveLength(6)
})

test('a receiver that is down delays messages and nothing else, and misses nobody', async () => {
  const { port } = await (async () => {
    await using gone = await openReceiver(taken)
    return gone
  })()
  await using line = await openLine(new URL(`http://127.0.0.1:${port}/near`), 300)
  const failures = () => line.backend.telemetry.sample(true).values['webhook.failures'] ?? 0
  await vi.waitFor(() => expect(failures()).toBeGreaterThan(0), { timeout: 60_000 })
  expect(line.backend.telemetry.sample(true).values['webhook.backlog']).toBe(300)
  await using receiver = await openReceiver(taken, port)
  await vi.waitFor(() => expect(numbersOf(receiver.received)).toEqual(inOrder(1, 300)), { timeout: 60_000 })
  await vi.waitFor(() => expect(line.backend.telemetry.sample(true).values['webhook.backlog']).toBe(0), {
    timeout: 60_000,
  })
})

test('a restart sends what was on its way again under the same id, and nothing that was taken', async () => {
  // The first message is taken, the answer to the second never comes.
  await using receiver = await openReceiver((message, response) => {
    if (message.numbers[0] === 1) taken(message, response)
  })
  const dir = tempDir()
  {
    await using line = await openLine(receiver.url, 800, dir)
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2), { timeout: 60_000 })
    expect(line.tickets).toHaveLength(800)
  }
  const hung = receiver.received[1]
  await using after = await openReceiver(taken)
  await using line = await openLine(after.url, 0, dir)
  await vi.waitFor(() => expect(numbersOf(after.received)).toEqual(inOrder(501, 800)), { timeout: 60_000 })
  expect(after.received[0]).toMatchObject({ id: hung?.id, numbers: hung?.numbers })
  expect(line.backend.gate.reading().cohorts[0]?.issued).toBe(800)
})

test('no redirect is followed, and a receiver that is gone is left alone', async () => {
  await using elsewhere = await openReceiver(taken)
  let asked = 0
  const statuses = [307, 410]
  const server = createServer((_request, response) => {
    response.writeHead(statuses[asked++] ?? 204, { location: elsewhere.url.href }).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => void server.close())
  await using line = await openLine(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`), 10)
  await vi.waitFor(() => expect(asked).toBe(2), { timeout: 60_000 })
  await new Promise(resolve => setTimeout(resolve, 2_500))
  expect([asked, elsewhere.received.length]).toEqual([2, 0])
  expect(line.backend.telemetry.sample(true).values['webhook.failures']).toBe(2)
})
