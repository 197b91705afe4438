import type { BridgePush, BridgePushName, ConsoleState } from '../../protocol/bridge.ts'
import type { Sample } from '../../protocol/console.ts'
import { applyBody } from '../../protocol/snapshot.ts'
import { isRecord, mergeReadings, mergeTracked } from './merge.ts'
import { series } from './series.ts'
import { serverClock } from './serverClock.ts'
import { emptyStore, useConsole, type ConsoleStore } from './state.ts'
import type { ConsoleBridge } from '../bridge.ts'

/** A covered window may get no frames: then the timer flushes. */
const flushWithinMs = 200
const tickMs = 250
const askAgainMs = 1_000
/** Pushes kept between two flushes; a page that cannot flush loses samples first, never events. */
const queueLimit = 2_000

/** A press on a notice is no state: whoever shows alerts hears of it by itself. */
type FedName = Exclude<BridgePushName, 'noticed'>
type Push = { [N in FedName]: { name: N; body: BridgePush<N> } }[FedName]

/** Follows the bridge into the store: one snapshot, then pushes, one `set` for all that came within a frame. */
export function followBridge(bridge: ConsoleBridge): () => void {
  const clock = serverClock()
  let queue: Push[] = []
  let scheduled = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastSet = 0
  let epoch: string | null = null

  const hear = (serverTime: number, eventTime: number) => clock.heard(serverTime, eventTime, performance.now())

  const times = (): Pick<ConsoleStore, 'now' | 'eventNow' | 'clockSkew'> => {
    const now = clock.now(performance.now())
    return now
      ? { now: now.server, eventNow: now.event, clockSkew: Date.now() - now.server }
      : { now: null, eventNow: null, clockSkew: 0 }
  }

  const flush = () => {
    clearTimeout(timer)
    scheduled = false
    const pushes = queue
    queue = []
    lastSet = performance.now()
    useConsole.setState(store => ({ ...pushes.reduce(applyPush, store), ...times() }))
  }

  const schedule = () => {
    // A hidden page gets no frames, and its timers only once a second: an alert in its title cannot wait for either.
    if (document.hidden) {
      flush()
      return
    }
    if (scheduled) return
    scheduled = true
    timer = setTimeout(flush, flushWithinMs)
    requestAnimationFrame(() => {
      if (scheduled) flush()
    })
  }

  const enqueue = (push: Push) => {
    if (push.name === 'sample') hear(push.body.at, push.body.eventTime)
    if (push.name === 'link') {
      if (push.body.epoch !== null && epoch !== null && push.body.epoch !== epoch) clock.reset()
      epoch = push.body.epoch ?? epoch
      hear(push.body.serverTime, push.body.eventTime)
    }
    if (push.name === 'snapshot') clock.setSpeed(push.body.speed)
    if (queue.length >= queueLimit) queue = queue.filter(kept => kept.name !== 'sample')
    queue.push(push)
    schedule()
  }

  const start = (state: ConsoleState) => {
    clock.reset()
    clock.setSpeed(state.snapshot?.speed ?? 1)
    epoch = state.link.epoch
    series.clear()
    for (const sample of state.samples) series.add(sample)
    if (state.link.epoch !== null) hear(state.link.serverTime, state.link.eventTime)
    const { shell, tokenFile, link, snapshot, readOnly, tracked } = state
    const { readings, labels, sampledAt } = state.samples.reduce<ConsoleStore>(applySample, emptyStore)
    useConsole.setState(({ failures, tracked: earlier }) => ({
      shell,
      tokenFile,
      link,
      snapshot,
      readOnly,
      tracked: [...lostOf(earlier, tracked), ...tracked],
      failures,
      readings,
      labels,
      sampledAt,
    }))
    schedule()
  }

  let asking: ReturnType<typeof setTimeout> | undefined
  const ask = () => {
    bridge.request('state', {}).then(start, () => {
      if (useConsole.getState().transport === 'open') asking = setTimeout(ask, askAgainMs)
    })
  }

  const ends = [
    bridge.onTransport(transport => {
      useConsole.setState({ transport })
      clearTimeout(asking)
      if (transport === 'open') ask()
    }),
    bridge.on('link', body => enqueue({ name: 'link', body })),
    bridge.on('snapshot', body => enqueue({ name: 'snapshot', body })),
    bridge.on('sample', body => enqueue({ name: 'sample', body })),
    bridge.on('backfill', body => enqueue({ name: 'backfill', body })),
    bridge.on('event', body => enqueue({ name: 'event', body })),
    bridge.on('tracked', body => enqueue({ name: 'tracked', body })),
  ]
  // Ages grow although nothing comes in: that is when they matter.
  const ticker = setInterval(() => {
    if (performance.now() - lastSet >= tickMs * 0.9) flush()
  }, tickMs)

  return () => {
    clearInterval(ticker)
    clearTimeout(timer)
    clearTimeout(asking)
    for (const end of ends) end()
  }
}

/** What was cut off on the way to the host, and of which the host, that answers again, knows nothing. */
const lostOf = (earlier: ConsoleStore['tracked'], known: ConsoleStore['tracked']): ConsoleStore['tracked'] =>
  earlier
    .filter(
      ({ id, state }) => (state === 'unknown' || state === 'never-arrived') && !known.some(each => each.id === id),
    )
    .map(command => ({ ...command, state: 'never-arrived' }))

function applyPush(store: ConsoleStore, push: Push): ConsoleStore {
  switch (push.name) {
    case 'link':
      return { ...store, link: push.body }
    case 'snapshot':
      return { ...store, snapshot: push.body }
    case 'sample':
      series.add(push.body)
      return applySample(store, push.body)
    case 'backfill':
      for (const sample of push.body) series.add(sample)
      return push.body.reduce(applySample, store)
    case 'event': {
      const { body } = push.body
      const snapshot = store.snapshot && applyBody(store.snapshot, body)
      const tracked = isRecord(body) ? mergeTracked(store.tracked, body.command) : store.tracked
      return { ...store, snapshot, tracked }
    }
    case 'tracked':
      break
  }
  return { ...store, tracked: mergeTracked(store.tracked, push.body) }
}

function applySample(store: ConsoleStore, sample: Sample): ConsoleStore {
  return {
    ...store,
    readings: mergeReadings(store.readings, sample),
    labels:
      store.sampledAt !== null && sample.at < store.sampledAt ? store.labels : { ...store.labels, ...sample.labels },
    sampledAt: Math.max(store.sampledAt ?? 0, sample.at),
  }
}
