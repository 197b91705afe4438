import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { openConsole, openOperators, tokens } from './fixture.ts'

/** The status that a handshake is answered with. */
function handshake(url: string, protocols: string[], headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, { headers })
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('open', () => {
      resolve(101)
      socket.terminate()
    })
    socket.on('error', reject)
  })
}

describe('the handshake', () => {
  it('is for one path, one sub-protocol, and programs', async () => {
    await using plane = await openOperators()
    const { operatorUrl } = plane
    expect(await handshake(operatorUrl, ['sluice.v1'])).toBe(101)
    expect(await handshake(operatorUrl, ['other', 'sluice.v1'])).toBe(101)
    expect(await handshake(`${operatorUrl}x`, ['sluice.v1'])).toBe(404)
    expect(await handshake(operatorUrl, ['sluice.v2'])).toBe(400)
    expect(await handshake(operatorUrl, [])).toBe(400)
    expect(await handshake(operatorUrl, ['sluice.v1'], { origin: 'http://evil.example' })).toBe(403)
  })

  it('leaves plain HTTP for health and metrics', async () => {
    await using plane = await openOperators()
    const client = await plane.connect(tokens.viewer)
    await client.next('sample', ({ full }) => full)
    expect((await fetch(`${plane.http}/healthz`)).status).toBe(200)
    expect((await fetch(`${plane.http}/readyz`)).status).toBe(200)
    expect((await fetch(`${plane.http}/v1/console`)).status).toBe(404)
    expect((await fetch(`${plane.http}/metrics`, { method: 'POST' })).status).toBe(405)
    const text = await (await fetch(`${plane.http}/metrics`)).text()
    expect(text).toContain('# TYPE sluice_gate_admitted_people_total counter')
    expect(text).toContain('sluice_queue_waiting_people{cohort="c53"} 0')
    expect(text).toContain('sluice_capacity_seats_seats 4000')
  })
})

describe('hello', () => {
  it('is answered with all there is to know', async () => {
    await using plane = await openOperators()
    const client = await plane.connect()
    client.send({ type: 'hello', version: 1, token: tokens.duty, epoch: null, afterSequence: 0 })
    const welcome = await client.next('welcome')
    expect(welcome.account).toEqual({ id: 'duty-1', name: 'D', role: 'operator' })
    expect(welcome.snapshot).toMatchObject({ mode: 'DRILL', intake: { rate: 10 }, stock: { left: 1000 } })
    const sample = await client.next('sample', ({ full }) => full)
    expect(sample.sequence).toBeGreaterThan(welcome.lastSequence)
    expect(sample.values['capacity.alive']).toBe(4000)
  })

  it('with a wrong token, another version, or not at all ends the connection', async () => {
    await using plane = await openOperators()
    const cases = [
      [{ type: 'hello', version: 1, token: `${tokens.duty}x` }, 'token-invalid', 4403],
      [{ type: 'hello', version: 2, token: tokens.duty }, 'version-unsupported', 4426],
      [{ type: 'ping', request: 1 }, 'hello-expected', 4401],
    ] as const
    for (const [message, code, closing] of cases) {
      const client = await plane.connect()
      client.raw(JSON.stringify({ epoch: null, afterSequence: 0, ...message }))
      expect((await client.next('error')).refusal.code).toBe(code)
      expect(await client.closed).toEqual({ code: closing, reason: code })
    }
  })

  it('that is no message is named, and may be said again', async () => {
    await using plane = await openOperators()
    const client = await plane.connect()
    const hello = { type: 'hello', version: 1, token: tokens.duty, epoch: null, afterSequence: 0 }
    const cases: [string | Buffer, string, string][] = [
      ['{', 'frame-invalid', 'not JSON'],
      [Buffer.from(JSON.stringify(hello)), 'frame-invalid', 'frames are text'],
      [JSON.stringify({ ...hello, version: '1' }), 'frame-invalid', 'version: '],
      [JSON.stringify({ ...hello, token: '' }), 'frame-invalid', 'token: '],
      [JSON.stringify({ ...hello, epoch: undefined }), 'frame-invalid', 'epoch: '],
      ['{"type":"ping"}', 'frame-invalid', 'request: '],
      ['{"type":"sing","request":1}', 'message-unknown', 'type "sing"'],
    ]
    for (const [frame, code, detail] of cases) {
      client.raw(frame)
      const { refusal } = await client.next('error')
      expect([refusal.code, refusal.detail?.slice(0, detail.length)]).toEqual([code, detail])
    }
    client.raw(JSON.stringify(hello))
    expect((await client.next('welcome')).account.id).toBe('duty-1')
  })

  it('must come within its time', async () => {
    await using plane = await openOperators()
    const client = await plane.connect()
    expect((await client.next('error')).refusal.code).toBe('hello-expected')
    expect(await client.closed).toEqual({ code: 4401, reason: 'hello-expected' })
  })
})

describe('bad frames', () => {
  it('get a named error, and the connection lives', async () => {
    await using plane = await openOperators()
    const client = await plane.connect(tokens.duty)
    const doses = (date: string) => [{ site: 'site-1', vaccine: 'moderna', date, time: '09:00', doses: 1 }]
    const adding = (date: string) =>
      JSON.stringify({ type: 'preview', request: 6, order: { kind: 'add-slots', args: { slots: doses(date) } } })
    const cases: [string | Buffer, string, number | null][] = [
      ['{', 'frame-invalid', null],
      ['[]', 'frame-invalid', null],
      ['{"type":"drop-tables","request":7}', 'message-unknown', 7],
      ['{"type":"history","request":8,"afterSequence":-1,"limit":10}', 'frame-invalid', 8],
      ['{"type":"hello","version":1,"token":"x","epoch":null,"afterSequence":0}', 'frame-invalid', null],
      [Buffer.from([0, 1, 2]), 'frame-invalid', null],
      [adding('2126-02-30'), 'frame-invalid', 6],
      [`{"type":"command-status","request":9,"id":"${crypto.randomUUID()}"}`, 'resource-unknown', 9],
    ]
    for (const [frame, code, request] of cases) {
      client.raw(frame)
      const error = await client.next('error')
      expect([error.refusal.code, error.request]).toEqual([code, request])
    }
    expect(await client.ask({ type: 'ping' })).toMatchObject({ type: 'pong' })
  })

  it('too large end it with their name', async () => {
    await using plane = await openOperators()
    for (const bytes of [64 * 1024 + 1, 500_000]) {
      const client = await plane.connect(tokens.duty)
      client.raw('x'.repeat(bytes))
      expect((await client.next('error')).refusal.code).toBe('frame-too-large')
      expect(await client.closed).toEqual({ code: 1009, reason: 'frame-too-large' })
    }
    const client = await plane.connect(tokens.duty)
    client.raw('x'.repeat(3_000_000))
    expect((await client.closed).code).toBe(1009)
  })

  it('without end do as well, and harm nobody else', async () => {
    await using plane = await openOperators()
    const [bad, good] = [await plane.connect(tokens.duty), await plane.connect(tokens.viewer)]
    // Refused commands count like frames that are none; the last error is told, and then the connection ends.
    for (let sent = 0; sent < 10; sent++) bad.raw('{')
    for (let sent = 0; sent < 10; sent++)
      bad.raw(`{"type":"command-status","request":${sent},"id":"${crypto.randomUUID()}"}`)
    await bad.next('error', ({ request }) => request === 9)
    expect(await bad.closed).toEqual({ code: 4429, reason: 'too-many-errors' })
    expect(await good.ask({ type: 'ping' })).toMatchObject({ type: 'pong' })
  })

  it('that are no frames at all only end their connection', async () => {
    await using plane = await openOperators()
    const { port } = new URL(plane.http)
    await new Promise<void>(resolve => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.end(`GET /v1/console HTTP/1.1\r\nnonsense\r\n\r\n`),
      )
      socket.on('error', () => undefined).on('close', () => resolve())
      socket.resume()
    })
    expect((await fetch(`${plane.http}/healthz`)).status).toBe(200)
  })
})

describe('commands over the wire', () => {
  it('follow the roles', async () => {
    await using plane = await openOperators()
    const viewer = await plane.connect(tokens.viewer)
    await expect(viewer.command({ kind: 'pause', args: {} }, null)).rejects.toThrow('role-insufficient')
    await expect(viewer.ask({ type: 'acknowledge', alert: 'x' })).rejects.toThrow('role-insufficient')
  })

  it('may leave out what says nothing, and are kept whole', async () => {
    await using plane = await openOperators()
    const duty = await plane.connect(tokens.duty)
    for (const kind of ['pause', 'release-safety-net']) {
      const command = { id: crypto.randomUUID(), order: { kind }, expectedRevision: null, reason: '' }
      duty.raw(JSON.stringify({ type: 'command', request: 1, command }))
      const answer = await duty.next('command', ({ request }) => request === 1)
      expect(answer.command).toMatchObject({ state: 'accepted', order: { kind, args: {} } })
    }
    const rows = [...plane.backend.ledger.rows(1)].map(({ entry }) => entry)
    expect(rows.filter(entry => entry.includes('"order":{"kind":"pause","args":{}}'))).toHaveLength(1)
  })

  it('are told to every console, up to their effect', async () => {
    await using plane = await openOperators()
    const [duty, viewer] = [await plane.connect(tokens.duty), await plane.connect(tokens.viewer)]
    const answer = await duty.command({ kind: 'pause', args: {} }, null)
    expect(answer).toMatchObject({ type: 'command', command: { state: 'accepted', number: 1 } })
    const intake = await viewer.next('event', ({ body }) => body.kind === 'intake')
    expect(intake.body).toMatchObject({ intake: { paused: true, revision: 1 } })
    await viewer.next('event', ({ body }) => body.kind === 'command' && body.command.state === 'observed')
  })

  it('for two people take two connections', async () => {
    await using plane = await openOperators()
    const [duty, second] = [await plane.connect(tokens.duty), await plane.connect(tokens.second)]
    const order = { kind: 'set-rate', args: { rate: 15 } } as const
    const preview = await duty.ask({ type: 'preview', order })
    if (preview.type !== 'preview') throw new Error(preview.type)
    expect(preview.preview).toMatchObject({ needsApproval: true, approvalReason: 'raise', revision: 0 })
    const asked = await duty.command(order, 0, preview.preview.id)
    if (asked.type !== 'command') throw new Error(asked.type)
    await expect(duty.ask({ type: 'approve', id: asked.command.id, approve: true })).rejects.toThrow('approval-self')
    const approved = await second.ask({ type: 'approve', id: asked.command.id, approve: true })
    expect(approved).toMatchObject({ command: { state: 'accepted', approvedBy: 'duty-2' } })
    expect(plane.backend.control.snapshot().intake.rate).toBe(15)
  })
})

describe('the gap after a broken connection', () => {
  it('is filled by sequence number, and every boot has its own', async () => {
    await using plane = await openOperators()
    const first = await plane.connect()
    first.send({ type: 'hello', version: 1, token: tokens.duty, epoch: null, afterSequence: 0 })
    const { epoch } = await first.next('welcome')
    const { sequence } = await first.next('sample', ({ full }) => full)
    first.socket.terminate()
    await plane.backend.control.command(
      {
        id: crypto.randomUUID(),
        order: { kind: 'pause', args: {} },
        expectedRevision: null,
        reason: '',
        previewId: null,
        override: false,
      },
      { id: 'duty-2', name: 'E', role: 'operator' },
    )
    await new Promise(resolve => setTimeout(resolve, 2_200))
    const again = await plane.connect()
    again.send({ type: 'hello', version: 1, token: tokens.duty, epoch, afterSequence: sequence })
    const welcome = await again.next('welcome')
    expect(welcome.epoch).toBe(epoch)
    expect(welcome.firstSequence).toBeLessThanOrEqual(sequence + 1)
    const got: number[] = []
    const kinds: string[] = []
    for (let after: number | null = sequence; after !== null;) {
      const page = await again.ask({ type: 'history', afterSequence: after, limit: 2 })
      if (page.type !== 'history') throw new Error(page.type)
      expect(page.samples.length + page.events.length).toBeLessThanOrEqual(2)
      got.push(...[...page.samples, ...page.events].map(({ sequence }) => sequence))
      kinds.push(...page.events.map(({ body }) => body.kind))
      after = page.next
    }
    expect(kinds).toContain('intake')
    expect(new Set(got).size).toBe(got.length)
    expect(Math.min(...got)).toBeGreaterThan(sequence)
  })
})

it('ends its consoles when it closes', async () => {
  const plane = await openOperators()
  const client = await openConsole(plane.operatorUrl)
  client.send({ type: 'hello', version: 1, token: tokens.duty, epoch: null, afterSequence: 0 })
  await client.next('welcome')
  await plane[Symbol.asyncDispose]()
  expect(await client.closed).toEqual({ code: 1001, reason: 'going-away' })
})
