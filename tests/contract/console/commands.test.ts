import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createConsoleCore, type ConsoleCore, type ConsoleCoreOptions } from '../../../src/console/core.ts'
import type { TrackedCommand } from '../../../src/protocol/bridge.ts'
import { eventually } from './eventually.ts'
import { openOperatorPlane, recordOf, token, type OperatorPlane } from './operatorPlane.ts'

const timings = { retryFirst: 10, retryMax: 40, ping: 50, dead: 800, answer: 400 }
const worker = new URL('../../../src/console/journal.worker.ts', import.meta.url)

let plane: OperatorPlane
let core: ConsoleCore
let folder: string
let told: TrackedCommand[]

function begin(options: Partial<ConsoleCoreOptions> = {}): void {
  core = createConsoleCore({
    url: plane.url,
    token,
    journal: null,
    readOnly: false,
    shell: 'browser',
    timings,
    ...options,
  })
  told = []
  core.onPush((name, body) => {
    if (name === 'tracked') told.push(body as TrackedCommand)
  })
}
const live = () => eventually(() => expect(core.link().state).toBe('live'))
const pause = (id: string = randomUUID()) => core.handlers.pause({ id, reason: '' })
const sent = () => plane.heard.filter(({ type }) => type === 'command').length
const statesOf = (id: string) => told.filter(tracked => tracked.id === id).map(({ state }) => state)

beforeEach(async () => {
  plane = await openOperatorPlane()
  folder = mkdtempSync(join(tmpdir(), 'sluice-commands-'))
})
afterEach(async () => {
  await core.close()
  await plane.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a command of the console', () => {
  it('is followed from sent to accepted to observed', async () => {
    begin()
    await live()
    const tracked = await pause()
    expect(tracked).toMatchObject({ state: 'accepted', order: { kind: 'pause' }, record: { number: 1 } })
    const record = plane.executed.get(tracked.id)
    if (!record) throw new Error('not executed')
    plane.event({ kind: 'command', command: { ...record, state: 'observed' } })
    await eventually(() => expect(statesOf(tracked.id)).toEqual(['sent', 'accepted', 'observed']))
  })

  it('is refused while there is no connection, and never sent later', async () => {
    plane.refuseWith = 'unavailable'
    begin()
    await expect(pause()).rejects.toMatchObject({ code: 'not-connected' })
    plane.refuseWith = null
    await live()
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(sent()).toBe(0)
    expect(told).toEqual([])
  })

  it('is unknown when the connection is cut after it was carried out, and is found again by its id', async () => {
    begin()
    await live()
    plane.intercept = (message, socket) => {
      if (message.type !== 'command') return false
      plane.executed.set(message.command.id, recordOf(message, 1))
      socket.terminate()
      return true
    }
    const tracked = await pause()
    expect(tracked.state).toBe('unknown')
    await eventually(() => expect(statesOf(tracked.id)).toEqual(['sent', 'unknown', 'accepted']))
    expect(sent()).toBe(1)
  })

  it('is reported as never arrived when the backend, asked twice, has not heard of it', async () => {
    begin()
    await live()
    plane.intercept = (message, socket) => {
      if (message.type === 'command') socket.terminate()
      return message.type === 'command'
    }
    const tracked = await pause()
    expect(tracked.state).toBe('unknown')
    await eventually(() => expect(statesOf(tracked.id)).toEqual(['sent', 'unknown', 'never-arrived']))
    expect(told.at(-1)?.record).toBeNull()
    expect(plane.heard.filter(({ type }) => type === 'command-status').length).toBeGreaterThanOrEqual(2)
    expect(sent()).toBe(1)
  })

  it('is not declared lost when a stalled backend carries it out between the two questions', async () => {
    begin()
    await live()
    let late: Parameters<typeof recordOf>[0] | undefined
    plane.intercept = (message, socket) => {
      if (message.type === 'command') {
        late = message
        socket.terminate()
        return true
      }
      if (message.type === 'command-status' && late) {
        const { id } = late.command
        // Answers "unknown" now, as the base plane would, and carries it out right afterwards.
        setTimeout(() => late && plane.executed.set(id, recordOf(late, 1)), 50)
      }
      return false
    }
    const tracked = await pause()
    await eventually(() => expect(statesOf(tracked.id)).toEqual(['sent', 'unknown', 'accepted']))
  })

  it('is sent once, however often its id is given', async () => {
    begin()
    await live()
    const id = randomUUID()
    const answers = await Promise.all([pause(id), pause(id), pause(id)])
    await pause(id)
    expect(sent()).toBe(1)
    expect(new Set(answers.map(answer => answer.id))).toEqual(new Set([id]))
  })

  it('is unknown when the answer does not come, and known by the event that tells of it', async () => {
    begin()
    await live()
    plane.intercept = message => {
      if (message.type !== 'command') return false
      setTimeout(() => plane.event({ kind: 'command', command: recordOf(message, 1) }), 600)
      return true
    }
    const tracked = await pause()
    expect(tracked.state).toBe('unknown')
    await eventually(() => expect(statesOf(tracked.id)).toEqual(['sent', 'unknown', 'accepted']))
  })

  it('carries the backend’s refusal to whoever gave it and to every other page', async () => {
    begin()
    await live()
    plane.intercept = (message, socket) => {
      if (message.type !== 'command') return false
      const refusal = { code: 'revision-stale', detail: 'intake is at 4' }
      socket.send(JSON.stringify({ type: 'error', request: message.request, refusal }))
      return true
    }
    const id = randomUUID()
    const order = { kind: 'set-rate', args: { rate: 5 } } as const
    const given = core.handlers.command({
      id,
      order,
      expectedRevision: 3,
      reason: '',
      previewId: null,
      override: false,
    })
    await expect(given).rejects.toMatchObject({ code: 'revision-stale', detail: 'intake is at 4' })
    expect(statesOf(id)).toEqual(['sent', 'refused'])
    expect(told.at(-1)?.record?.refusal?.code).toBe('revision-stale')
  })

  it('is refused in a read-only console, the pause included', async () => {
    begin({ readOnly: true })
    await live()
    await expect(pause()).rejects.toMatchObject({ code: 'commands-off' })
    await expect(core.handlers.acknowledge({ alert: 'a' })).rejects.toMatchObject({ code: 'commands-off' })
    await expect(core.handlers.approve({ id: randomUUID(), approve: true })).rejects.toMatchObject({
      code: 'commands-off',
    })
    expect(sent()).toBe(0)
  })

  it('survives the console itself: the next process asks what became of it', async () => {
    const journal = { file: join(folder, 'journal.sqlite'), worker }
    begin({ journal })
    await live()
    let carriedOut = false
    plane.intercept = message => {
      if (message.type !== 'command') return false
      plane.executed.set(message.command.id, recordOf(message, 1))
      carriedOut = true
      return true
    }
    const id = randomUUID()
    const given = pause(id).catch(() => undefined)
    await eventually(() => expect(carriedOut).toBe(true))
    await core.close()
    await given
    begin({ journal })
    await eventually(() => expect(statesOf(id)).toContain('accepted'))
    expect(sent()).toBe(1)
  })
})
