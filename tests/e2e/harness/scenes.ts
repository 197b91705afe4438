import type { Annotation } from '../../../src/protocol/annotations.ts'
import type { SafetyNet, SafetyNetAct } from '../../../src/protocol/safetyNet.ts'
import type { Alert } from '../../../src/protocol/alerts.ts'
import type { CommandRecord } from '../../../src/protocol/commands.ts'
import type { Cohort, Mode, Role } from '../../../src/protocol/nouns.ts'
import { alert, bypassAlert, fullAlerts, hours, lateAlerts, opening, tooManyErrors } from './alerts.ts'

/** What a scripted night looks like; everything else follows from the model. */
export interface Scene {
  readonly mode: Mode
  /** Event time now, ms. */
  readonly eventNow: number
  readonly speed?: number
  readonly waiting: number
  readonly arrivals: number
  readonly rate: number
  readonly seats: number
  readonly slotsLeft: number
  readonly errorRatio: number
  readonly paused?: boolean
  readonly timeVerified?: boolean
  readonly role?: Role
  readonly readOnly?: boolean
  readonly cohorts: readonly Cohort[]
  readonly alerts?: (now: number) => Alert[]
  readonly commands?: (now: number) => CommandRecord[]
  readonly link?: 'live' | 'connecting' | 'refused' | 'lost'
  readonly transport?: 'open' | 'lost' | 'refused'
  /** Real milliseconds into the scene after which no samples come any more. */
  readonly silentAfterMs?: number
  readonly safetyNet?: SafetyNet
  readonly annotations?: readonly Annotation[]
  readonly empty?: boolean
  readonly hole?: boolean
}

const cohort = (id: string, ko: string, en: string, opensAt: number, state: Cohort['state']): Cohort => ({
  id,
  name: { ko, en },
  bornFrom: '1967-01-01',
  bornTo: '1968-12-31',
  prequeueAt: opensAt - hours(1),
  opensAt,
  closesAt: opensAt + hours(22),
  weight: 1,
  state,
  revision: 3,
})

const cohorts = [
  cohort('age-53-54', '53–54세', 'Ages 53–54', opening, 'open'),
  cohort('age-50-52', '50–52세', 'Ages 50–52', opening + hours(24), 'scheduled'),
]

const record = (
  now: number,
  rest: Pick<CommandRecord, 'id' | 'order' | 'state' | 'number'> & Partial<CommandRecord>,
): CommandRecord => ({
  by: 'duty-1',
  approvedBy: null,
  reason: '',
  at: now - 240_000,
  eventTime: opening + hours(4) - 60_000,
  approvalUntil: null,
  refusal: null,
  effects: [],
  ...rest,
})

const act = (eventTime: number, limit: number, cause: SafetyNetAct['cause']): SafetyNetAct => ({
  eventTime,
  at: eventTime,
  limit,
  cause,
  inForce: true,
})

function annotation(rule: Annotation['rule'], eventTime: number, by: Annotation['act']): Annotation {
  const reading = { metric: 'queue.joinRate', value: 214, threshold: 38 } as const
  return { id: `${rule}::${eventTime}`, rule, subject: '', ...reading, act: by, at: eventTime, eventTime }
}

const calm: Scene = {
  mode: 'DRILL',
  eventNow: opening + 3 * 60_000 + 17_000,
  waiting: 1_284,
  arrivals: 38,
  rate: 42,
  seats: 16_000,
  slotsLeft: 118_400,
  errorRatio: 0.0012,
  cohorts,
  commands: now => [
    record(now, {
      id: '11111111-1111-4111-8111-111111111111',
      order: { kind: 'set-rate', args: { rate: 42 } },
      state: 'observed',
      number: 411,
      eventTime: opening + 60_000,
      effects: [{ afterSeconds: 30, predictedWaiting: 1_500, measuredWaiting: 1_462 }],
    }),
  ],
}

const surgeAlerts = (now: number): Alert[] => [
  alert(now, {
    id: 'slots-short',
    rule: 'slots-short',
    priority: 2,
    metric: 'slots.left',
    value: 241_018,
    threshold: 370_000,
    suggestion: {
      kind: 'add-slots',
      args: {
        slots: ['site-007', 'site-012'].map(site => ({
          site,
          vaccine: 'moderna',
          date: '2021-08-09',
          time: '09:00',
          doses: 64_491,
        })),
      },
    },
  }),
  alert(now, {
    id: 'capacity-high',
    rule: 'capacity-high',
    priority: 2,
    state: 'acknowledged',
    acknowledgedBy: 'duty-2',
    metric: 'capacity.load',
    value: 0.94,
    threshold: 0.9,
  }),
  bypassAlert(now),
]

const surge: Scene = {
  ...calm,
  mode: 'LIVE',
  eventNow: opening + hours(4) + 3 * 60_000,
  waiting: 370_421,
  arrivals: 21.4,
  rate: 4,
  seats: 1_200,
  slotsLeft: 241_018,
  errorRatio: 0.004,
  alerts: surgeAlerts,
}

const p1: Scene = {
  ...surge,
  errorRatio: 0.083,
  alerts: now => [
    alert(now, tooManyErrors),
    alert(now, { id: 't0', rule: 't0-watchdog', subject: 'age-53-54', priority: 1, state: 'owned', owner: 'duty-1' }),
    ...surgeAlerts(now),
  ],
}

const explained: readonly Annotation[] = [
  annotation('arrival-surge', opening + 40_000, {
    kind: 'open-cohort',
    at: opening,
    cohort: 'age-53-54',
    command: null,
  }),
  annotation('rate-off-target', opening + 71_000, {
    kind: 'set-rate',
    at: opening + 60_000,
    cohort: null,
    command: {
      id: '11111111-1111-4111-8111-111111111111',
      number: 411,
      order: { kind: 'set-rate', args: { rate: 42 } },
    },
  }),
]

const approvalUntil = (now: number) => now + 95_000

export const scenes: Readonly<Record<string, Scene>> = {
  calm,
  surge,
  p1,
  paused: { ...surge, paused: true },
  /** One alert of each kind of life, and what asked for nobody. */
  alerts: { ...p1, alerts: fullAlerts, annotations: explained },
  late: { ...p1, errorRatio: 0.004, alerts: lateAlerts },
  /** The safety net has lowered twice and given a little back; nobody has given a command yet. */
  strained: {
    ...surge,
    commands: () => [],
    errorRatio: 0.031,
    safetyNet: {
      mode: 'on',
      limit: 0.54,
      revision: 4,
      acts: [
        act(opening + hours(4) - 190_000, 0.7, 'errors'),
        act(opening + hours(4) - 150_000, 0.49, 'latency'),
        act(opening + hours(4) - 60_000, 0.54, 'recovery'),
      ],
    },
  },
  /** A drill in which everything that the header can say is said, and commands follow one another closely. */
  rehearsal: {
    ...p1,
    mode: 'DRILL',
    speed: 10,
    timeVerified: false,
    paused: true,
    role: 'commander',
    commands: now =>
      [1_900_000, 900_000, 880_000, 600_000, 40_000, 10_000].map((ago, i) =>
        record(now, {
          id: `4444444${i}-4444-4444-8444-444444444444`,
          order: i === 5 ? { kind: 'pause', args: {} } : { kind: 'set-rate', args: { rate: 3 + i } },
          state: 'observed',
          number: i + 1,
          at: now - ago / 10,
          eventTime: surge.eventNow - ago,
        }),
      ),
  },
  stale: { ...surge, silentAfterMs: 1_500 },
  hole: { ...surge, hole: true },
  approval: {
    ...surge,
    role: 'commander',
    commands: now => [
      record(now, {
        id: '22222222-2222-4222-8222-222222222222',
        order: { kind: 'set-rate', args: { rate: 12 } },
        state: 'awaiting-approval',
        number: null,
        by: 'duty-2',
        reason: '좌석 여유',
        at: now - 20_000,
        approvalUntil: approvalUntil(now),
      }),
    ],
  },
  flood: {
    ...p1,
    alerts: now => [
      ...p1.alerts!(now),
      ...Array.from({ length: 40 }, (_, i) =>
        alert(now, {
          id: `worker-lost:w${i}`,
          rule: 'worker-lost',
          subject: `w${i}`,
          priority: 2,
          raisedAt: now - 1_000 * i,
        }),
      ),
      ...Array.from({ length: 30 }, (_, i) =>
        alert(now, { id: `bypass:x${i}`, rule: 'bypass', subject: `x${i}`, priority: 3, raisedAt: now - 1_000 * i }),
      ),
    ],
  },
  wall: { ...surge, readOnly: true },
  viewer: { ...surge, role: 'viewer' },
  connecting: { ...surge, link: 'connecting' },
  lost: { ...surge, link: 'lost', silentAfterMs: 0 },
  refused: { ...surge, link: 'refused' },
  host: { ...surge, transport: 'lost' },
  page: { ...surge, transport: 'refused' },
  empty: { ...surge, empty: true },
}
