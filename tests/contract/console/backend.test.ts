import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createConsoleCore, type ConsoleCore } from '../../../src/console/core.ts'
import type { ConsoleState } from '../../../src/protocol/bridge.ts'
import { openOperators, tokens } from '../operator/fixture.ts'
import { openCutter, type Cutter } from './cutter.ts'
import { eventually } from './eventually.ts'

/** The console's core on the real backend, over a network that can be cut. */

const worker = new URL('../../../src/console/journal.worker.ts', import.meta.url)

let folder: string
let operators: Awaited<ReturnType<typeof openOperators>>
let cutter: Cutter
let core: ConsoleCore

const begin = (token: string = tokens.chief): ConsoleCore =>
  createConsoleCore({
    url: cutter.url,
    token,
    journal: { file: join(folder, 'journal.sqlite'), worker },
    readOnly: false,
    shell: 'browser',
    timings: { retryFirst: 20, retryMax: 100 },
  })
const state = (): Promise<ConsoleState> => core.handlers.state({})
const live = () => eventually(async () => expect((await state()).link.state).toBe('live'))
const pause = (id: string) => core.handlers.pause({ id, reason: '' })
const gapsIn = ({ samples }: ConsoleState) =>
  samples.flatMap((sample, i) => {
    const before = samples[i - 1]
    // One full sample a second; the backend's beat may be late on a busy machine, a lost one is a second or more.
    return before && sample.sequence - before.sequence > 12 ? [[before.sequence, sample.sequence]] : []
  })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-core-'))
  operators = await openOperators()
  cutter = await openCutter(operators.operatorUrl)
  core = begin()
  await live()
})
afterEach(async () => {
  await core.close()
  await cutter.close()
  await operators[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

describe('the console on the real backend', () => {
  it('shows the launch, its samples and who is on duty', async () => {
    await eventually(async () => expect((await state()).samples.length).toBeGreaterThan(1))
    const { link, snapshot, samples } = await state()
    expect(link.account).toMatchObject({ id: 'chief', role: 'commander' })
    expect(snapshot).toMatchObject({ mode: 'DRILL', launch: { ko: '밤' }, intake: { rate: 10, paused: false } })
    expect(samples.at(-1)?.values).toHaveProperty(['queue.waiting'])
  })

  it('pauses, and sees it observed and the snapshot changed', async () => {
    const id = randomUUID()
    expect(await pause(id)).toMatchObject({ state: 'accepted', record: { number: 1, by: 'chief' } })
    await eventually(async () => {
      const { tracked, snapshot } = await state()
      expect(snapshot?.intake.paused).toBe(true)
      expect(tracked).toMatchObject([{ id, state: 'observed' }])
    })
  })

  it('tells where doses are given, and adds some there', async () => {
    const { sites, vaccines, last } = await core.handlers.places({})
    if (!last) throw new Error('the plan has slots')
    expect([sites.map(({ id }) => id), vaccines]).toEqual([[last.site], [last.vaccine]])
    const more = operators.backend.bookings.stock().doses + 7
    const order = { kind: 'add-slots' as const, args: { slots: [{ ...last, doses: 7 }] } }
    const preview = await core.handlers.preview({ order })
    const command = { order, expectedRevision: preview.revision, reason: '', previewId: preview.id, override: false }
    await core.handlers.command({ id: randomUUID(), ...command })
    await eventually(() => expect(operators.backend.bookings.stock().doses).toBe(more))
  })

  it('carries a guarded command from its preview, and a stale one’s refusal', async () => {
    const order = { kind: 'set-rate', args: { rate: 9 } } as const
    const preview = await core.handlers.preview({ order })
    expect(preview.after.rate).toBe(9)
    const command = { order, expectedRevision: preview.revision, reason: '', previewId: preview.id, override: false }
    expect(await core.handlers.command({ id: randomUUID(), ...command })).toMatchObject({ state: 'accepted' })
    await expect(core.handlers.command({ id: randomUUID(), ...command })).rejects.toMatchObject({
      name: 'RefusalError',
    })
    const states = (await state()).tracked.map(({ state }) => state)
    expect(states).toHaveLength(2)
    expect(states).toContain('refused')
  })

  it('fills what it missed while the network was cut, with no hole and nothing twice', async () => {
    await eventually(async () => expect((await state()).samples.length).toBeGreaterThan(0))
    cutter.cut()
    await eventually(async () => expect((await state()).link.state).toBe('lost'))
    const lastHeard = (await state()).samples.at(-1)?.sequence ?? 0
    await new Promise(resolve => setTimeout(resolve, 3500))
    cutter.mend()
    await live()
    await eventually(async () => {
      const now = await state()
      const sequences = now.samples.map(({ sequence }) => sequence)
      expect(sequences.filter(sequence => sequence > lastHeard).length).toBeGreaterThan(2)
      expect(gapsIn(now)).toEqual([])
      expect(new Set(sequences).size).toBe(sequences.length)
    })
  })

  it('reconciles by its id a command whose answer the cut swallowed', async () => {
    const id = randomUUID()
    const given = pause(id)
    cutter.cut()
    const { state: atTheCut } = await given
    expect(['unknown', 'accepted']).toContain(atTheCut)
    cutter.mend()
    await live()
    await eventually(async () => {
      const [tracked] = (await state()).tracked
      expect(tracked?.state).toMatch(/^(accepted|observed|never-arrived)$/)
      const executed = operators.backend.control.snapshot().commands.filter(record => record.id === id)
      expect(executed).toHaveLength(tracked?.state === 'never-arrived' ? 0 : 1)
    })
  })

  it('takes up where its journal ended when the console itself is started again', async () => {
    await eventually(async () => expect((await state()).samples.length).toBeGreaterThan(2))
    const before = await state()
    await core.close()
    core = begin()
    await live()
    await eventually(async () => {
      const now = await state()
      expect(now.samples[0]?.sequence).toBe(before.samples[0]?.sequence)
      expect(now.samples.length).toBeGreaterThan(before.samples.length)
      expect(gapsIn(now)).toEqual([])
    })
  })

  it('says that its token was refused, and waits', async () => {
    await core.close()
    core = begin('nobody-has-this-token')
    await eventually(async () => {
      const { link } = await state()
      expect(link).toMatchObject({ state: 'refused', refusal: { code: 'token-invalid' } })
      expect((link.retryAt ?? 0) - Date.now()).toBeGreaterThan(10_000)
    })
  })

  it('brings the alerts’ and the role’s refusals through as they are', async () => {
    await expect(core.handlers.acknowledge({ alert: 'no-such-alert' })).rejects.toMatchObject({
      name: 'RefusalError',
    })
    await core.close()
    core = begin(tokens.viewer)
    await live()
    await expect(pause(randomUUID())).rejects.toMatchObject({ code: 'role-insufficient' })
  })
})
