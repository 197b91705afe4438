import type { alarmRules } from '../../../src/backend/alarms/rules.ts'
import type { Sample } from '../../../src/protocol/console.ts'
import type { Second } from './launch.ts'

/** The second at which things go wrong, and the one at which they are right again. */
export const FROM = 400
export const UNTIL = 520

/** One rule, seen twice: wrong for two minutes, and something like it that is in order. */
export interface Case {
  /** `now` is the second, `lost` how many of the bad ones have passed, `isBad` whether this is one. */
  readonly bad: (now: number, lost: number, isBad: boolean) => Second
  readonly good: (now: number, lost: number, isBad: boolean) => Second
  readonly priority: 1 | 2 | 3
  readonly subject?: string
  /** It is raised within so many seconds, and over so many after the end. */
  readonly within: number
  readonly over: number
  /** It tells of a change, which is over by itself. */
  readonly passes?: true
}

const values = (readings: Sample['values']): Second => ({ values: readings })
const when = (is: boolean, readings: Sample['values']): Second => (is ? { values: readings } : {})
const admitted = (total: number): Sample['values'] => ({ 'gate.admitted': total, 'gate.sessionsSeen': total })
const attempts = (door: string, count: number): Pick<Second, 'labels' | 'values'> => ({
  values: { 'bypass.attempts': count },
  labels: { 'bypass.attempts': { [door]: count } },
})
/** An even flow with some texture, as durations have. */
const textured = (now: number, level: number): number => level * (1 + ((now * 7919) % 13) / 40)

/** A cohort that opens when things go wrong; from some second on people come, and twenty seconds later the first book. */
const opening = (now: number, since: number): Second => {
  const inside = Math.max(0, now - since) * 10
  const booked = Math.max(0, now - since - 20) * 9
  return {
    cohort: { opensAt: FROM * 1000, state: now < FROM ? 'prequeue' : 'open', admitted: inside },
    values: {
      'gate.admitted': inside,
      'gate.sessionsSeen': inside,
      'booking.total': booked,
      'booking.admitted': booked,
    },
  }
}

export const cases: Readonly<Record<keyof typeof alarmRules, Case>> = {
  stall: {
    bad: (now, lost) => values({ ...admitted((now - lost) * 10), 'queue.serving': (now - lost) * 12 }),
    good: (now, lost, isBad) => ({
      values: {
        ...admitted((now - lost) * 10),
        'queue.serving': (now - lost) * 12,
        ...(isBad && { 'lease.active': 1_000 }),
      },
    }),
    priority: 1,
    within: 5,
    over: 10,
  },
  idle: {
    bad: (now, lost) => values({ ...admitted((now - lost) * 10), 'gate.parked': 0 }),
    good: (now, lost, isBad) => ({ ...values({ ...admitted((now - lost) * 10), 'gate.parked': 0 }), paused: isBad }),
    priority: 1,
    within: 15,
    over: 10,
  },
  'rate-off-target': {
    bad: (now, lost) => values(admitted(now * 10 - lost * 5)),
    good: (now, lost, isBad) => values({ ...admitted(now * 10 - lost * 5), ...(isBad && { 'lease.active': 995 }) }),
    priority: 2,
    within: 10,
    over: 40,
  },
  't0-watchdog': {
    bad: now => opening(now, UNTIL),
    good: now => opening(now, FROM + 2),
    priority: 1,
    subject: 'c53',
    within: 11,
    over: 2,
  },
  'opened-early': {
    bad: (now, _, isBad) => (isBad ? { cohort: { opensAt: (now + 600) * 1000 } } : {}),
    good: (now, _, isBad) => (isBad ? { cohort: { opensAt: (now + 600) * 1000, state: 'prequeue', admitted: 0 } } : {}),
    priority: 1,
    subject: 'c53',
    within: 1,
    over: 61,
  },
  'opened-late': {
    bad: (_, __, isBad) => (isBad ? { cohort: { state: 'prequeue' } } : {}),
    good: (_, __, isBad) => (isBad ? { cohort: { state: 'closed' } } : {}),
    priority: 1,
    subject: 'c53',
    within: 3,
    over: 1,
  },
  'no-page': {
    bad: (now, lost) => values({ 'gate.sessionsSeen': (now - lost) * 10 }),
    good: (now, lost) => values(admitted((now - lost) * 10)),
    priority: 1,
    within: 10,
    over: 20,
  },
  'not-booked': {
    bad: (now, lost) => values({ 'booking.total': (now - lost) * 9, 'booking.admitted': (now - lost) * 9 }),
    good: (now, lost, isBad) =>
      values({
        'booking.total': (now - lost) * 9,
        'booking.admitted': (now - lost) * 9,
        ...(isBad && { 'slots.left': 0 }),
      }),
    priority: 1,
    within: 10,
    over: 20,
  },
  unreconciled: {
    bad: (now, _, isBad) => values({ 'booking.total': now * 9 + (now >= FROM ? 3 : 0) + (isBad ? 2 : 0) }),
    good: (now, _, isBad) => values({ 'gate.sessionsSeen': now * 10 - (isBad ? 40 : 0) }),
    priority: 1,
    within: 2,
    over: 700,
  },
  'arrival-surge': {
    bad: (now, lost) => values({ 'queue.issued': 6_000 + now * 12 + lost * 200 }),
    good: (now, lost) => ({
      ...values({ 'queue.issued': 6_000 + now * 12 + lost * 200 }),
      cohort: { state: 'prequeue', opensAt: 900_000, admitted: 0 },
    }),
    priority: 3,
    within: 2,
    over: 40,
  },
  'reconnect-storm': {
    bad: (now, lost) => values({ 'queue.waiting': 5_000, 'queue.rejoined': now + lost * 20 }),
    good: (now, lost, isBad) => values({ 'queue.waiting': isBad ? 50_000 : 5_000, 'queue.rejoined': now + lost * 9 }),
    priority: 2,
    within: 5,
    over: 40,
  },
  unreachable: {
    bad: (now, lost) => values({ 'queue.waiting': 5_000, 'http.requests': (now - lost) * 100 }),
    good: (now, lost, isBad) => values({ 'queue.waiting': isBad ? 0 : 5_000, 'http.requests': (now - lost) * 100 }),
    priority: 2,
    within: 4,
    over: 20,
  },
  'capacity-high': {
    bad: (_, __, isBad) => when(isBad, { 'capacity.load': 0.95 }),
    good: (_, __, isBad) => when(isBad, { 'capacity.load': 0.85 }),
    priority: 3,
    within: 31,
    over: 31,
  },
  'capacity-full': {
    bad: (_, __, isBad) => when(isBad, { 'capacity.load': 1 }),
    good: (_, __, isBad) => ({ ...when(isBad, { 'capacity.load': 1 }), cohort: { waiting: 0 } }),
    priority: 2,
    within: 31,
    over: 11,
  },
  'error-ratio': {
    bad: (_, lost) => values({ 'http.errors': lost * 100 }),
    good: now => values({ 'http.errors': Math.floor(now / 4) }),
    priority: 1,
    within: 5,
    over: 200,
  },
  'booking-latency': {
    bad: (_, __, isBad) => when(isBad, { 'booking.latencyP95': 2_000 }),
    good: (_, __, isBad) => when(isBad, { 'booking.latencyP95': 900 }),
    priority: 2,
    within: 11,
    over: 16,
  },
  'clock-drift': {
    bad: (_, __, isBad) => when(isBad, { 'clock.drift': 300 }),
    good: (_, __, isBad) => when(isBad, { 'clock.drift': 150 }),
    priority: 2,
    within: 3,
    over: 11,
  },
  'worker-lost': {
    bad: (_, __, isBad) => when(isBad, { 'capacity.alive': 900 }),
    good: (_, __, isBad) => when(isBad, { 'capacity.alive': 900, 'capacity.seats': 900 }),
    priority: 2,
    within: 1,
    over: 6,
  },
  'slots-short': {
    bad: (_, __, isBad) => when(isBad, { 'slots.left': 3_000 }),
    good: (_, __, isBad) => when(isBad, { 'slots.left': 4_000 }),
    priority: 2,
    within: 11,
    over: 31,
  },
  bypass: {
    bad: (_, lost) => attempts('D1', lost * 2),
    good: now => attempts('D1', Math.floor(now / 30)),
    priority: 2,
    subject: 'D1',
    within: 3,
    over: 61,
  },
  'door-shift': {
    bad: (now, lost) => attempts('D5', Math.floor(now / 4) + lost * 4),
    good: (now, lost) => ({
      ...attempts('D5', Math.floor(now / 4) + lost * 2),
      ...values({ 'queue.issued': 6_000 + now * 12 + lost * 108 }),
    }),
    priority: 2,
    subject: 'D5',
    within: 10,
    over: 60,
  },
  'telemetry-silent': {
    bad: (_, __, isBad) => (isBad ? { without: ['gate.admitted', 'gate.sessionsSeen', 'gate.rateInForce'] } : {}),
    good: now => (now === FROM ? { without: ['gate.admitted'] } : {}),
    priority: 2,
    subject: 'gate',
    within: 2,
    over: 6,
  },
  'telemetry-frozen': {
    bad: (_, __, isBad) => values({ 'lease.expired': 0, ...(isBad && { 'lease.active': 700 }) }),
    good: (now, _, isBad) =>
      values({ 'lease.expired': 0, 'booking.total': now * 10, ...(isBad && { 'lease.active': 700 }) }),
    priority: 2,
    subject: 'lease.active',
    within: 12,
    over: 5,
  },
  unusual: {
    bad: (now, _, isBad) => values({ 'http.latencyP95': textured(now, isBad ? 900 : 80) }),
    good: (now, _, isBad) => values({ 'http.latencyP95': textured(now, isBad ? 300 : 80) }),
    priority: 3,
    subject: 'http.latencyP95',
    within: 5,
    over: 0,
    passes: true,
  },
  'webhook-failing': {
    bad: (now, lost, isBad) =>
      values({ 'webhook.backlog': isBad ? 4 + lost * 4 : now % 4, 'webhook.failures': isBad ? 1 : 0 }),
    good: (now, _, isBad) => values({ 'webhook.backlog': isBad ? 40 : now % 4, 'webhook.failures': 0 }),
    priority: 2,
    within: 32,
    over: 12,
  },
}
