import type { Alert, AlertAct, AlertEntry } from '../../../src/protocol/alerts.ts'
import { familyOf } from '../../../src/protocol/families.ts'
import { parseKst } from '../../../src/rules/kst.ts'

export const opening = parseKst('2021-07-19', '20:00')
export const hours = (n: number) => n * 3_600_000

/** An alert of the scenes; event time stands at three minutes past midnight now. */
export const alert = (now: number, rest: Pick<Alert, 'id' | 'rule' | 'priority'> & Partial<Alert>): Alert => {
  const { raisedAt = now - 90_000 } = rest
  const eventTime = eventOf(now, raisedAt)
  return {
    subject: '',
    state: 'raised',
    metric: null,
    value: null,
    threshold: null,
    raisedAt,
    updatedAt: raisedAt,
    eventTime,
    count: 1,
    owner: null,
    acknowledgedBy: null,
    shelvedUntil: null,
    note: '',
    resolvedAt: null,
    group: familyOf[rest.rule],
    inhibitedBy: null,
    flapping: false,
    trail: [{ act: 'raised', at: raisedAt, eventTime, by: null, text: '' }],
    ...rest,
  }
}

const eventOf = (now: number, at: number) => opening + hours(4) + 3 * 60_000 - (now - at)

/** `[seconds ago, act, by, text]` */
const trailOf = (
  now: number,
  ...entries: readonly (readonly [number, AlertAct, (string | undefined)?, string?])[]
): AlertEntry[] =>
  entries.map(([ago, act, by = null, text = '']) => {
    const at = now - ago * 1_000
    return { act, at, eventTime: eventOf(now, at), by, text }
  })

export const tooManyErrors = {
  id: 'error-ratio',
  rule: 'error-ratio',
  priority: 1,
  metric: 'http.errorRatio',
  value: 0.083,
  threshold: 0.05,
} as const

export const bypassAlert = (now: number): Alert =>
  alert(now, {
    id: 'bypass:D3',
    rule: 'bypass',
    subject: 'D3',
    priority: 3,
    count: 14,
    metric: 'bypass.attempts',
    value: 14,
    threshold: 10,
  })

/** One alert of each kind of life. */
export const fullAlerts = (now: number): Alert[] => {
  const ago = (seconds: number) => now - seconds * 1_000
  return [
    alert(now, {
      ...tooManyErrors,
      count: 2,
      raisedAt: ago(160),
      evidence: {
        metrics: ['http.errorRatio', 'booking.rate', 'gate.admitRate'],
        from: ago(196),
        to: ago(160),
        explanation: [
          { statistic: 'threshold', share: 0.62 },
          { statistic: 'step', share: 0.38 },
        ],
      },
      suggestion: { kind: 'set-rate', args: { rate: 2.8 } },
      trail: trailOf(now, [160, 'raised'], [140, 'acknowledged', 'duty-2'], [90, 'worsened']),
    }),
    alert(now, {
      id: 'worker-lost',
      rule: 'worker-lost',
      priority: 2,
      state: 'owned',
      owner: 'duty-1',
      acknowledgedBy: 'duty-1',
      metric: 'capacity.alive',
      value: 900,
      threshold: 1_200,
      raisedAt: ago(420),
      suggestion: { kind: 'add-capacity', args: { workers: 1, seatsEach: 300 } },
      trail: trailOf(
        now,
        [420, 'raised'],
        [401, 'acknowledged', 'duty-1'],
        [398, 'owned', 'duty-1'],
        [300, 'noted', 'duty-1', '3번 장비 재기동 중, 21시까지 복구 예정'],
      ),
    }),
    ...(['capacity-full', 'capacity-high'] as const).map((rule, i) =>
      alert(now, {
        id: rule,
        rule,
        priority: i === 0 ? 2 : 3,
        inhibitedBy: 'worker-lost',
        group: 'worker-lost',
        metric: 'capacity.load',
        value: 1,
        threshold: 1 - i / 10,
        raisedAt: ago(380),
        trail: trailOf(now, [380, 'raised'], [380, 'silenced', undefined, 'worker-lost']),
      }),
    ),
    alert(now, {
      id: 'booking-latency',
      rule: 'booking-latency',
      priority: 2,
      flapping: true,
      count: 7,
      metric: 'booking.latencyP95',
      value: 1_180,
      threshold: 1_000,
      raisedAt: ago(500),
      trail: trailOf(now, [500, 'raised'], [430, 'returned'], [380, 'returned'], [300, 'flapping']),
    }),
    bypassAlert(now),
    alert(now, {
      id: 'slots-short',
      rule: 'slots-short',
      priority: 2,
      state: 'shelved',
      owner: 'duty-2',
      acknowledgedBy: 'duty-2',
      shelvedUntil: now + 700_000,
      note: '2차 물량 21시 입고 예정',
      metric: 'slots.left',
      value: 241_018,
      threshold: 370_000,
      raisedAt: ago(900),
      trail: trailOf(now, [900, 'raised'], [200, 'shelved', 'duty-2', '2차 물량 21시 입고 예정']),
    }),
    ...Array.from({ length: 130 }, (_, i) =>
      alert(now, {
        id: `over-${i}`,
        rule: i % 3 === 0 ? 'booking-latency' : 'capacity-high',
        priority: i % 3 === 0 ? 2 : 3,
        state: 'resolved',
        raisedAt: ago(4_000 + i * 60),
        updatedAt: ago(3_900 + i * 60),
        resolvedAt: ago(3_900 + i * 60),
        trail: trailOf(now, [4_000 + i * 60, 'raised'], [3_900 + i * 60, 'resolved']),
      }),
    ),
  ]
}

/** What stands late in a night, long after it was measured: one that returned, one held, one of a rate, one that is over. */
export const lateAlerts = (now: number): Alert[] => {
  const ago = (seconds: number) => now - seconds * 1_000
  const judged = (metrics: NonNullable<Alert['evidence']>['metrics'], at: number) => ({
    evidence: {
      metrics,
      from: ago(at + 60),
      to: ago(at),
      explanation: [{ statistic: 'threshold' as const, share: 1 }],
    },
  })
  return [
    alert(now, {
      ...tooManyErrors,
      ...judged(['http.errorRatio'], 130),
      count: 2,
      owner: 'duty-2',
      raisedAt: ago(6_000),
      trail: trailOf(
        now,
        [6_000, 'raised'],
        [5_990, 'owned', 'duty-2'],
        [180, 'resolved'],
        [140, 'returned'],
        [135, 'noted', 'duty-2', '로그 확인 중'],
      ),
      suggestion: { kind: 'pause', args: {} },
    }),
    alert(now, {
      ...judged(['bypass.attempts', 'queue.joinRate', 'queue.waiting'], 60),
      id: 'door-shift:D6',
      rule: 'door-shift',
      subject: 'D6',
      priority: 2,
      metric: 'bypass.attempts',
      value: 0.024,
      threshold: 0.018,
    }),
    alert(now, {
      id: 'telemetry-silent:queue',
      rule: 'telemetry-silent',
      subject: 'queue',
      priority: 2,
      metric: 'queue.shortfall',
      value: 3,
      threshold: 2,
      ...judged(['queue.shortfall'], 60),
    }),
    ...(['http.latencyP95', 'booking.latencyP95'] as const).map(metric =>
      alert(now, {
        ...judged([metric], 60),
        id: `unusual:${metric}`,
        rule: 'unusual',
        subject: metric,
        priority: 3,
        metric,
        value: 812,
        threshold: 500,
      }),
    ),
    alert(now, {
      ...judged(['capacity.load', 'lease.active', 'queue.shortfall'], 600),
      id: 'capacity-high',
      rule: 'capacity-high',
      priority: 3,
      state: 'resolved',
      metric: 'capacity.load',
      value: 0.923,
      threshold: 0.9,
      raisedAt: ago(640),
      resolvedAt: ago(500),
      trail: trailOf(now, [640, 'raised'], [500, 'resolved']),
    }),
  ]
}
