import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followBridge } from '../../../src/renderer/store/feed.ts'
import { ageOf, dataAge } from '../../../src/renderer/store/hooks.ts'
import { series } from '../../../src/renderer/store/series.ts'
import { emptyStore, useConsole } from '../../../src/renderer/store/state.ts'
import { fakeBridge, linkOf, stateOf } from './fakeBridge.ts'
import { snapshotOf } from './nouns.ts'
import { sampleAt } from './samples.ts'

/** A covered window: frames are asked for and never come. */
const covered = () => vi.stubGlobal('requestAnimationFrame', () => 0)

let end: (() => void) | undefined

async function followed(state = stateOf()) {
  const fake = fakeBridge(() => state)
  end = followBridge(fake.bridge)
  fake.transport('open')
  await vi.advanceTimersByTimeAsync(1)
  return fake
}

describe('feed', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('document', { hidden: false })
    covered()
    useConsole.setState(emptyStore, true)
    series.clear()
  })
  afterEach(() => {
    end?.()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('takes one snapshot, with its history, when the bridge opens', async () => {
    await followed(stateOf({ samples: [sampleAt(998_000, { 'queue.waiting': 7 })] }))
    await vi.advanceTimersByTimeAsync(250)
    const store = useConsole.getState()
    expect(store.snapshot?.intake.rate).toBe(4)
    expect(store.readings['queue.waiting']).toEqual({ value: 7, at: 998_000 })
    expect(series.length).toBe(1)
  })

  it('reaches the page within 250 ms though the window gets no frames, in one change', async () => {
    const fake = await followed()
    await vi.advanceTimersByTimeAsync(250)
    let changes = 0
    const unsubscribe = useConsole.subscribe(() => changes++)
    for (let i = 0; i < 50; i++) fake.push('sample', sampleAt(1_000_000 + i, { 'queue.waiting': i }, { full: false }))
    await vi.advanceTimersByTimeAsync(200)
    unsubscribe()
    expect(useConsole.getState().readings['queue.waiting']?.value).toBe(49)
    expect(changes).toBeLessThanOrEqual(2)
  })

  it('says of what was cut off on its way that it never arrived, once the host answers and does not know it', async () => {
    const sent = { order: { kind: 'pause', args: {} }, sentAt: 1, record: null } as const
    const [lost, kept] = ['10000000-0000-4000-8000-000000000000', '20000000-0000-4000-8000-000000000000']
    useConsole.setState({
      tracked: [
        { ...sent, id: lost, state: 'unknown' },
        { ...sent, id: kept, state: 'unknown' },
      ],
    })
    await followed(stateOf({ tracked: [{ ...sent, id: kept, state: 'unknown' }] }))
    expect(useConsole.getState().tracked.map(({ id, state }) => [id, state])).toEqual([
      [lost, 'never-arrived'],
      [kept, 'unknown'],
    ])
  })

  it('waits for no timer where the page is hidden: a browser slows those down to one a second', async () => {
    const fake = await followed()
    vi.stubGlobal('document', { hidden: true })
    fake.push('sample', sampleAt(1_000_000, { 'queue.waiting': 7 }, { full: false }))
    expect(useConsole.getState().readings['queue.waiting']?.value).toBe(7)
  })

  it('lets ages grow when nothing comes any more, each metric on its own', async () => {
    const fake = await followed()
    fake.push('sample', sampleAt(1_000_000, { 'queue.waiting': 1, 'booking.rate': 2 }))
    for (let t = 250; t <= 6_000; t += 250) {
      await vi.advanceTimersByTimeAsync(250)
      fake.push('sample', sampleAt(1_000_000 + t, { 'queue.waiting': 1 }))
    }
    await vi.advanceTimersByTimeAsync(250)
    const store = useConsole.getState()
    expect(ageOf(store, ['queue.waiting'])).toBeLessThan(500)
    expect(ageOf(store, ['booking.rate'])).toBeGreaterThan(5_900)
    await vi.advanceTimersByTimeAsync(16_000)
    expect(dataAge(useConsole.getState())).toBeGreaterThan(15_000)
  })

  it('says how far this computer’s clock is off, and counts ages by the server’s', async () => {
    vi.setSystemTime(1_090_000)
    const fake = await followed()
    fake.push('sample', sampleAt(1_000_000, { 'queue.waiting': 1 }))
    await vi.advanceTimersByTimeAsync(1_000)
    const store = useConsole.getState()
    expect(Math.abs(store.clockSkew - 90_000)).toBeLessThan(500)
    expect(dataAge(store)).toBeLessThan(1_500)
  })

  it('asks for the state again after each opening, and again when it was refused', async () => {
    let asked = 0
    const fake = fakeBridge(() => {
      asked++
      if (asked === 1) throw new Error('not yet')
      return stateOf({ link: linkOf({ epoch: `epoch-${asked}` }), snapshot: snapshotOf({ speed: asked }) })
    })
    end = followBridge(fake.bridge)
    fake.transport('open')
    await vi.advanceTimersByTimeAsync(1_100)
    expect(useConsole.getState().snapshot?.speed).toBe(2)
    fake.transport('lost')
    expect(useConsole.getState().transport).toBe('lost')
    fake.transport('open')
    await vi.advanceTimersByTimeAsync(300)
    expect(useConsole.getState().snapshot?.speed).toBe(3)
  })

  it('ends all it began', async () => {
    const fake = await followed()
    end?.()
    expect(fake.listening()).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
