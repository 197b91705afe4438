import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Link } from '../../../src/protocol/bridge.ts'
import type { LaunchEvent, Sample, Welcome } from '../../../src/protocol/console.ts'
import { openLink, type ConsoleLink, type LinkTimings, type Position } from '../../../src/console/link.ts'
import { UnansweredError } from '../../../src/console/requests.ts'
import { eventually } from './eventually.ts'
import { openOperatorPlane, token, type OperatorPlane } from './operatorPlane.ts'

const quick: Partial<LinkTimings> = {
  retryFirst: 10,
  retryMax: 40,
  retryRefused: 200,
  ping: 50,
  dead: 600,
  answer: 400,
}

let plane: OperatorPlane
let link: ConsoleLink | undefined
const seen = {
  links: [] as Link[],
  welcomes: [] as { welcome: Welcome; continues: boolean }[],
  samples: [] as Sample[],
  events: [] as LaunchEvent[],
  filled: [] as Sample[],
  filledEvents: [] as LaunchEvent[],
  warnings: [] as string[],
}

function connect(resume?: Position, timings: Partial<LinkTimings> = quick): ConsoleLink {
  link = openLink({
    url: plane.url,
    token: () => token,
    resume,
    timings,
    on: {
      link: state => void seen.links.push(state),
      welcome: (welcome, continues) => void seen.welcomes.push({ welcome, continues }),
      sample: sample => void seen.samples.push(sample),
      event: event => void seen.events.push(event),
      backfill: (samples, events) => {
        seen.filled.push(...samples)
        seen.filledEvents.push(...events)
      },
      warning: text => void seen.warnings.push(text),
    },
  })
  return link
}

const live = () => eventually(() => expect(link?.reading().state).toBe('live'))
const numbers = (list: { sequence: number }[]) => list.map(({ sequence }) => sequence)

beforeEach(async () => {
  plane = await openOperatorPlane()
  for (const list of Object.values(seen)) list.length = 0
})
afterEach(async () => {
  link?.close()
  await plane.close()
})

describe('the link to the backend', () => {
  it('greets with its token and tells account, epoch and the server’s time', async () => {
    connect()
    await live()
    expect(plane.heard[0]).toMatchObject({ type: 'hello', version: 1, token, epoch: null, afterSequence: 0 })
    const reading = link?.reading()
    expect(reading).toMatchObject({ epoch: 'epoch-one', account: { role: 'operator' }, refusal: null, retryAt: null })
    expect(Math.abs(reading?.clockOffset ?? Infinity)).toBeLessThan(2000)
  })

  it('fills the gap of an interruption by sequence number, in the same epoch', async () => {
    connect()
    await live()
    plane.sample()
    await eventually(() => expect(seen.samples).toHaveLength(1))
    plane.intercept = message => message.type === 'hello'
    plane.cut()
    await eventually(() => expect(link?.reading().state).toBe('lost'))
    for (let i = 0; i < 1200; i++) plane.sample(true, false)
    plane.event({ kind: 'ledger', ledger: { index: 1, hash: 'a', kind: 'gate' } }, false)
    plane.intercept = () => false
    plane.cut()
    await eventually(() => expect(seen.filled).toHaveLength(1200))
    expect(numbers(seen.filled)).toEqual(Array.from({ length: 1200 }, (_, i) => i + 2))
    await eventually(() => expect(numbers(seen.filledEvents)).toEqual([1202]))
    expect(seen.welcomes.at(-1)?.continues).toBe(true)
  })

  it('takes up the gap of a restart where the journal ends', async () => {
    for (let i = 0; i < 10; i++) plane.sample(true, false)
    connect({ epoch: 'epoch-one', sequence: 6 })
    await eventually(() => expect(numbers(seen.filled)).toEqual([7, 8, 9, 10]))
  })

  it('fetches what a first connection finds, and goes on with what is pushed', async () => {
    for (let i = 0; i < 5; i++) plane.sample(true, false)
    connect()
    await eventually(() => expect(numbers(seen.filled)).toEqual([1, 2, 3, 4, 5]))
    plane.sample()
    await eventually(() => expect(numbers(seen.samples)).toEqual([6]))
  })

  it('leaves a hole where the epoch changed: nothing of the old one is asked of the new one', async () => {
    connect()
    await live()
    for (let i = 0; i < 20; i++) plane.sample()
    await eventually(() => expect(seen.samples).toHaveLength(20))
    plane.reboot('epoch-two')
    plane.sample(true, false)
    plane.heard.length = 0
    plane.cut()
    await eventually(() => expect(seen.welcomes).toHaveLength(2))
    expect(seen.welcomes[1]?.continues).toBe(false)
    await eventually(() => expect(numbers(seen.filled)).toEqual([1]))
    expect(plane.heard.filter(({ type }) => type === 'history')).toMatchObject([{ afterSequence: 0 }])
    plane.sample()
    await eventually(() => expect(seen.samples.at(-1)?.sequence).toBe(2))
  })

  it('fetches what was jumped over while connected, and drops what comes twice', async () => {
    connect()
    await live()
    const first = plane.sample()
    plane.sample(true, false)
    plane.sample(true, false)
    plane.sample()
    await eventually(() => expect(numbers(seen.filled)).toEqual([2, 3]))
    for (const socket of plane.connections) socket.send(JSON.stringify(first))
    plane.sample()
    await eventually(() => expect(numbers(seen.samples)).toEqual([1, 4, 5]))
  })

  it('goes on filling after a second interruption in the middle of the first', async () => {
    for (let i = 0; i < 1500; i++) plane.sample(true, false)
    let pages = 0
    plane.intercept = (message, socket) => {
      if (message.type !== 'history' || ++pages !== 2) return false
      socket.terminate()
      return true
    }
    connect()
    await eventually(() => expect(seen.filled).toHaveLength(1500))
    expect(numbers(seen.filled)).toEqual(Array.from({ length: 1500 }, (_, i) => i + 1))
  })

  it('reconnects when the peer is silent although its socket is open', async () => {
    connect()
    await live()
    plane.intercept = () => true
    await eventually(() => expect(link?.reading().state).toBe('lost'))
    plane.intercept = () => false
    await live()
    expect(plane.heard.filter(({ type }) => type === 'hello').length).toBeGreaterThan(1)
  })

  it('says that it was refused, and tries again only slowly', async () => {
    plane.refuseWith = 'token-invalid'
    connect(undefined, { ...quick, retryRefused: 60_000 })
    await eventually(() => expect(link?.reading().state).toBe('refused'))
    const { refusal, retryAt } = link?.reading() ?? {}
    expect(refusal).toEqual({ code: 'token-invalid' })
    expect((retryAt ?? 0) - Date.now()).toBeGreaterThan(30_000)
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(plane.heard).toHaveLength(1)
  })

  it('is accepted after all once the cause of the refusal is gone', async () => {
    plane.refuseWith = 'token-invalid'
    connect()
    await eventually(() => expect(link?.reading().state).toBe('refused'))
    plane.refuseWith = null
    await live()
    expect(link?.reading().refusal).toBeNull()
  })

  it('calls a backend that it cannot understand what it is: another version', async () => {
    plane.intercept = (message, socket) => {
      if (message.type === 'hello') socket.send(JSON.stringify({ type: 'welcome', version: 2 }))
      return message.type === 'hello'
    }
    connect()
    await eventually(() =>
      expect(link?.reading()).toMatchObject({ state: 'refused', refusal: { code: 'version-unsupported' } }),
    )
  })

  it('skips a frame that it cannot read, and keeps the connection', async () => {
    connect()
    await live()
    for (const socket of plane.connections) {
      socket.send('{')
      socket.send('{"type":"surprise"}')
      socket.send(Buffer.from([0xff, 0xfe]))
    }
    plane.sample()
    await eventually(() => expect(seen.samples).toHaveLength(1))
    expect(seen.warnings).toHaveLength(3)
    expect(plane.heard.filter(({ type }) => type === 'hello')).toHaveLength(1)
  })

  it('tells an answer that was cut off from a question that was never sent', async () => {
    connect()
    await expect(link?.ask({ type: 'ping' })).rejects.toMatchObject({ code: 'not-connected' })
    await live()
    plane.intercept = message => message.type === 'preview'
    const asked = link?.ask({ type: 'preview', order: { kind: 'pause', args: {} } })
    await eventually(() => expect(plane.heard.some(({ type }) => type === 'preview')).toBe(true))
    plane.cut()
    await expect(asked).rejects.toBeInstanceOf(UnansweredError)
  })

  it('gives up an answer that does not come, and keeps the connection', async () => {
    connect()
    await live()
    plane.intercept = message => message.type === 'preview'
    await expect(link?.ask({ type: 'preview', order: { kind: 'pause', args: {} } })).rejects.toThrow(
      'no answer in time',
    )
    expect(link?.reading().state).toBe('live')
  })
})
