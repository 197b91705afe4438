import type { Alert } from '../../../src/protocol/alerts.ts'
import type { CommandRecord } from '../../../src/protocol/commands.ts'
import type { Snapshot } from '../../../src/protocol/console.ts'
import type { Cohort } from '../../../src/protocol/nouns.ts'

export const cohortOf = (change: Partial<Cohort> = {}): Cohort => ({
  id: 'age-53',
  name: { ko: '53세', en: 'Age 53' },
  bornFrom: '1968-01-01',
  bornTo: '1968-12-31',
  prequeueAt: 1_000,
  opensAt: 2_000,
  closesAt: 9_000,
  weight: 1,
  state: 'scheduled',
  revision: 1,
  ...change,
})

export const alertOf = (change: Partial<Alert> = {}): Alert => ({
  id: 'bypass:D1',
  rule: 'bypass',
  subject: 'D1',
  priority: 3,
  state: 'raised',
  metric: null,
  value: null,
  threshold: null,
  raisedAt: 0,
  updatedAt: 0,
  eventTime: 0,
  count: 1,
  owner: null,
  acknowledgedBy: null,
  shelvedUntil: null,
  note: '',
  resolvedAt: null,
  group: '',
  inhibitedBy: null,
  flapping: false,
  trail: [],
  ...change,
})

export const recordOf = (change: Partial<CommandRecord> = {}): CommandRecord => ({
  id: '11111111-1111-4111-8111-111111111111',
  order: { kind: 'set-rate', args: { rate: 5 } },
  state: 'accepted',
  by: 'duty-1',
  approvedBy: null,
  reason: '',
  at: 1_000,
  eventTime: 1_000,
  approvalUntil: null,
  refusal: null,
  number: 1,
  effects: [],
  ...change,
})

export const snapshotOf = (change: Partial<Snapshot> = {}): Snapshot => ({
  mode: 'DRILL',
  launch: { ko: '훈련', en: 'Drill' },
  speed: 1,
  timeVerified: true,
  intake: { rate: 4, paused: false, ramp: null, revision: 3 },
  cohorts: [cohortOf()],
  capacity: { workers: [], revision: 1 },
  stock: { slots: 1, doses: 10, left: 10, revision: 1 },
  safetyNet: { mode: 'advise', limit: 1, acts: [], revision: 0 },
  commands: [],
  alerts: [],
  alarms: { load: 0, operators: 1, floodSince: null, silenced: 0 },
  annotations: [],
  ...change,
})
