import { createAlerts, type Alerts } from '../../../src/backend/alarms/alerts.ts'
import type {
  BridgePush,
  BridgePushName,
  BridgeReply,
  BridgeRequest,
  BridgeRequestName,
  Link,
  TrackedCommand,
} from '../../../src/protocol/bridge.ts'
import type { CommandRecord, Consequence, Order, Preview } from '../../../src/protocol/commands.ts'
import type { EventBody, Sample, Snapshot } from '../../../src/protocol/console.ts'
import { pointOf } from '../../../src/console/series.ts'
import { RefusalError } from '../../../src/protocol/errors.ts'
import type { ConsoleBridge, TransportState } from '../../../src/renderer/bridge.ts'
import { projectLine } from '../../../src/rules/fluid.ts'
import { memoryDocuments } from '../../unit/alarms/memoryDocuments.ts'
import { readings, sampleOf, type Night } from './model.ts'
import type { Scene } from './scenes.ts'

/** A bridge that plays a scene and answers as a backend would, and lets a spec spoil it. */
export interface Script {
  readonly bridge: ConsoleBridge
  readonly sent: { name: BridgeRequestName; body: unknown; at: number }[]
  /** Stops one metric, or everything that is sampled. */
  freeze(metric?: keyof Sample['values']): void
  thaw(): void
  transport(state: TransportState): void
  link(change: Partial<Link>): void
  event(body: EventBody): void
  /** What the host says of a command of this console. */
  tracked(command: TrackedCommand): void
  /** What the detectors would say. */
  readonly alerts: Alerts
}

const historySeconds = 1_500

export function scriptedBridge(scene: Scene): Script {
  const listeners = new Map<BridgePushName, Set<(body: never) => void>>()
  const watchers = new Set<(state: TransportState) => void>()
  // The server's clock need not be the browser's: a spec may have moved that one.
  const startReal = performance.timeOrigin + performance.now()
  const now = () => Math.round(performance.timeOrigin + performance.now())
  const elapsed = () => (now() - startReal) / 1000
  const night: Night = { rate: scene.rate, paused: scene.paused === true, seats: scene.seats }
  const sent: Script['sent'] = []
  const frozen = new Set<string>()
  let transport: TransportState = scene.transport ?? 'open'
  let sequence = 10_000
  let number = 411

  const eventNow = () => Math.round(scene.eventNow + elapsed() * 1000 * (scene.speed ?? 1))
  let link: Link = {
    state: scene.link ?? 'live',
    address: 'ws://127.0.0.1:7420/v1/console',
    epoch: scene.link === 'connecting' || scene.link === 'refused' ? null : 'epoch-0001',
    account: { id: 'duty-1', name: '김하늘', role: scene.role ?? 'operator' },
    clockOffset: 0,
    roundTrip: 3,
    serverTime: now(),
    eventTime: scene.eventNow,
    refusal: scene.link === 'refused' ? { code: 'token-invalid' } : null,
    attempts: scene.link === 'live' || !scene.link ? 0 : 3,
    retryAt: scene.link === 'lost' ? now() + 8_000 : null,
  }
  if (scene.link === 'connecting' || scene.link === 'refused') link = { ...link, account: null }

  const snapshot: Snapshot = {
    mode: scene.mode,
    launch: { ko: '2021-07-19 모더나 예약', en: 'Moderna booking, 19 July 2021' },
    speed: scene.speed ?? 1,
    timeVerified: scene.timeVerified ?? true,
    intake: { rate: night.rate, paused: night.paused, ramp: null, revision: 7 },
    cohorts: [...scene.cohorts],
    capacity: {
      workers: Array.from({ length: 4 }, (_, i) => ({ id: `w${i + 1}`, seats: scene.seats / 4, alive: true })),
      revision: 2,
    },
    stock: { slots: 4_200, doses: 290_000, left: scene.slotsLeft, revision: 1 },
    safetyNet: scene.safetyNet ?? { mode: 'advise', limit: 1, acts: [], revision: 0 },
    commands: scene.commands?.(now()) ?? [],
    alerts: [],
    alarms: { load: 0, operators: 2, floodSince: null, silenced: 0 },
    annotations: [...(scene.annotations ?? [])],
  }

  const push = <N extends BridgePushName>(name: N, body: BridgePush<N>) => {
    if (transport !== 'open') return
    for (const listener of listeners.get(name) ?? []) listener(structuredClone(body) as never)
  }
  const event = (body: EventBody) =>
    push('event', { type: 'event', sequence: ++sequence, at: now(), eventTime: eventNow(), body })

  // The backend's own life of alerts, on a memory instead of a disk.
  const alerts = createAlerts({
    clock: { real: now, event: eventNow },
    documents: memoryDocuments((scene.alerts?.(now()) ?? []).map(alert => [`alert:${alert.id}`, alert])),
    operators: () => 2,
    onChange: alert => event({ kind: 'alert', alert }),
    onLoad: alarms => event({ kind: 'alarms', alarms }),
    onAct: () => undefined,
    onError: error => {
      throw error
    },
  })
  const me = () => link.account ?? { id: 'duty-1', name: '', role: 'operator' as const }

  const history = (): Sample[] =>
    scene.empty
      ? []
      : Array.from({ length: historySeconds }, (_, i) => i - historySeconds)
          .filter(s => !scene.hole || s < -420 || s > -300)
          .map((s, i) =>
            sampleOf(scene, night, {
              sequence: i + 1,
              at: Math.round(startReal + s * 1000),
              secondsFromNow: s,
              full: true,
            }),
          )

  let tick = 0
  setInterval(() => {
    tick++
    if (frozen.has('*') || link.state !== 'live' || scene.empty) return
    if (scene.silentAfterMs !== undefined && elapsed() * 1000 > scene.silentAfterMs) return
    const sample = sampleOf(scene, night, {
      sequence: ++sequence,
      at: now(),
      secondsFromNow: elapsed(),
      full: tick % 4 === 0,
    })
    for (const id of frozen) delete sample.values[id as keyof Sample['values']]
    push('sample', sample)
  }, 250)
  setInterval(() => alerts.tick(), 1_000)
  setInterval(() => {
    link = { ...link, serverTime: now(), eventTime: eventNow() }
    push('link', link)
  }, 2_000)

  const consequence = (rate: number, seats: number): Consequence => {
    const values = readings(scene, night, elapsed())
    const p = projectLine({
      waiting: values['queue.waiting'] ?? 0,
      arrivalsPerSecond: scene.arrivals,
      showRatio: 0.92,
      bookRatio: 0.83,
      ratePerSecond: rate,
      seats,
      meanLeaseSeconds: 270,
      slotsLeft: values['slots.left'] ?? 0,
    })
    return {
      rate,
      effectiveRate: p.effectiveRate,
      lastPersonWaitSeconds: p.lastPersonWaitSeconds ?? null,
      slotsOutSeconds: p.slotsOutSeconds ?? null,
      waitedForNothing: p.waitedForNothing,
      seatLoad: p.seatLoad,
      limiting: p.limiting,
      curve: p.curve,
    }
  }

  const preview = (order: Order): Preview => {
    const before = consequence(night.paused ? 0 : night.rate, night.seats)
    const rate = order.kind === 'set-rate' ? order.args.rate : night.rate
    const seats = order.kind === 'add-capacity' ? night.seats + order.args.workers * order.args.seatsEach : night.seats
    const after = consequence(rate, seats)
    const raise = rate > night.rate * 1.2
    const wholeCohort = order.kind === 'revoke' && order.args.target.what === 'cohort'
    return {
      id: crypto.randomUUID(),
      order,
      validUntil: now() + 15_000,
      revision: snapshot.intake.revision,
      before,
      after,
      needsApproval: raise || wholeCohort,
      approvalReason: raise ? 'raise' : wholeCohort ? 'revoke' : null,
      ...(order.kind === 'revoke' && {
        reach: wholeCohort ? { waiting: 0, parked: 41, seated: 912 } : { waiting: 0, parked: 0, seated: 1 },
      }),
    }
  }

  const execute = (id: string, order: Order, reason: string) => {
    const needsApproval = order.kind === 'set-rate' && order.args.rate > night.rate * 1.2
    const record: CommandRecord = {
      id,
      order,
      state: needsApproval ? 'awaiting-approval' : 'accepted',
      by: link.account?.id ?? 'duty-1',
      approvedBy: null,
      reason,
      at: now(),
      eventTime: eventNow(),
      approvalUntil: needsApproval ? now() + 120_000 : null,
      refusal: null,
      number: needsApproval ? null : ++number,
      effects: [],
    }
    if (!needsApproval) apply(record)
    event({ kind: 'command', command: record })
    return { id, order, state: record.state, sentAt: now(), record }
  }

  const apply = (record: CommandRecord) => {
    const { order } = record
    if (order.kind === 'pause') night.paused = true
    if (order.kind === 'resume') night.paused = false
    if (order.kind === 'set-rate') night.rate = order.args.rate
    if (order.kind === 'add-capacity') night.seats += order.args.workers * order.args.seatsEach
    const { safetyNet } = snapshot
    if (order.kind === 'set-safety-net' || order.kind === 'release-safety-net') {
      const mode = order.kind === 'set-safety-net' ? order.args.mode : safetyNet.mode
      const limit = order.kind === 'release-safety-net' || mode === 'off' ? 1 : safetyNet.limit
      snapshot.safetyNet = { ...safetyNet, mode, limit, revision: safetyNet.revision + 1 }
      event({ kind: 'safety-net', safetyNet: snapshot.safetyNet })
    }
    snapshot.intake = {
      ...snapshot.intake,
      rate: night.rate,
      paused: night.paused,
      revision: snapshot.intake.revision + 1,
    }
    event({ kind: 'intake', intake: snapshot.intake })
    setTimeout(() => event({ kind: 'command', command: { ...record, state: 'observed' } }), 900)
  }

  const answer: { [N in BridgeRequestName]: (body: BridgeRequest<N>) => BridgeReply<N> | Promise<BridgeReply<N>> } = {
    state: () => ({
      shell: 'browser',
      tokenFile: '/run/sluice/operator.token',
      readOnly: scene.readOnly === true,
      link: { ...link, serverTime: now(), eventTime: eventNow() },
      snapshot:
        link.epoch === null ? null : structuredClone({ ...snapshot, alerts: alerts.list(), alarms: alerts.load() }),
      samples: link.epoch === null ? [] : history(),
      tracked: [],
    }),
    preview: ({ order }) => preview(order as Order),
    pause: ({ id, reason }) => execute(id, { kind: 'pause', args: {} }, reason),
    command: ({ id, order, reason }) => execute(id, order as Order, reason),
    identify({ who }) {
      // The first hundred left long ago.
      if (who.by === 'number' && who.number <= 100) throw new RefusalError('resource-unknown', `number ${who.number}`)
      return {
        person: '0f'.repeat(16),
        client: 'a7'.repeat(8),
        places: [{ cohort: scene.cohorts[0]!.id, number: who.by === 'number' ? who.number : 61_204, state: 'leased' }],
        booked: who.by === 'code',
      }
    },
    places: () => ({
      sites: [
        { id: 'site-007', name: { ko: '서울 접종센터 7', en: 'Seoul vaccination centre 7' }, region: 'Seoul' },
        { id: 'site-012', name: { ko: '부산 접종센터 2', en: 'Busan vaccination centre 2' }, region: 'Busan' },
      ],
      vaccines: ['moderna'],
      last: { site: 'site-007', vaccine: 'moderna', date: '2021-08-08', time: '09:00' },
    }),
    approve({ id, approve }) {
      const known = snapshot.commands.find(command => command.id === id)!
      const record: CommandRecord = {
        ...known,
        state: approve ? 'accepted' : 'refused',
        approvedBy: approve ? (link.account?.id ?? null) : null,
        number: approve ? ++number : null,
      }
      if (approve) apply(record)
      event({ kind: 'command', command: record })
      return record
    },
    acknowledge: ({ alert }) => alerts.acknowledge(alert, me()),
    shelve: ({ alert, minutes, reason }) => alerts.shelve(alert, minutes, reason, me()),
    unshelve: ({ alert }) => alerts.unshelve(alert, me()),
    resolve: ({ alert }) => alerts.resolveByHand(alert, me()),
    note: ({ alert, text }) => alerts.note(alert, text, me()),
    assign: ({ alert, owner }) => alerts.assign(alert, owner, me()),
    notify: () => ({ shown: false }),
    series: question => ({
      points: history()
        .filter(({ at }) => at >= question.from && at <= question.to)
        .flatMap(sample => pointOf(sample, question) ?? []),
    }),
    alertHistory: ({ before, limit }) => alerts.history(before, limit),
  }

  return {
    sent,
    bridge: {
      async request(name, body) {
        sent.push({ name, body, at: performance.now() })
        await new Promise(resolve => {
          setTimeout(resolve, 8)
        })
        if (transport !== 'open') throw new RefusalError('not-connected', 'the console host does not answer')
        if (link.state !== 'live' && name !== 'state') throw new RefusalError('not-connected')
        return answer[name](body)
      },
      on(name, listener) {
        const set = listeners.get(name) ?? new Set()
        listeners.set(name, set)
        set.add(listener)
        return () => set.delete(listener)
      },
      onTransport(listener) {
        watchers.add(listener)
        listener(transport)
        return () => watchers.delete(listener)
      },
      close: () => undefined,
    },
    freeze: metric => void frozen.add(metric ?? '*'),
    thaw: () => frozen.clear(),
    transport(state) {
      transport = state
      for (const watcher of watchers) watcher(state)
    },
    link(change) {
      link = { ...link, ...change, serverTime: now(), eventTime: eventNow() }
      push('link', link)
    },
    event,
    tracked: command => push('tracked', command),
    alerts,
  }
}
