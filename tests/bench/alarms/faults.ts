import type { Observation } from '../../../src/backend/alarms/observation.ts'
import type { RuleId } from '../../../src/protocol/alerts.ts'
import type { MetricId } from '../../../src/protocol/metrics.ts'
import { night, type Counts, type Effects } from './model.ts'

export const faultClasses = [
  'total loss',
  'step',
  'ramp',
  'spike',
  'freeze',
  'drop-out',
  'slow leak',
  'conversion drop',
] as const
export type FaultClass = (typeof faultClasses)[number]

/** What an optimal detector would watch: which count, its mean before the fault, and the multiple it changes to. */
export interface Watched {
  readonly count: keyof Counts
  readonly mean: number
  readonly ratio: number
}

export interface Fault {
  readonly class: FaultClass
  readonly name: string
  /** Size, and since when it is timed, for people. */
  readonly magnitude: string
  /** Any of these, raised after the fault began, counts as having found it. */
  readonly rules: readonly RuleId[]
  readonly effects?: Effects
  /** Changes what the telemetry shows: counts go on, readings do not. */
  readonly distort?: (observation: Observation, secondsSince: number, last: Observation) => Observation | undefined
  readonly optimum?: Watched
  /** The counts stop for whoever reads the telemetry, whatever goes on behind it. */
  readonly stops?: true
  /** The gauge that stands still: how soon that cannot be chance depends on how often it does so by itself. */
  readonly gauge?: MetricId
  /** Timed from so many seconds after the beginning, when it has reached the deviation that is stated. */
  readonly timedFrom?: number
  /** Seconds after which it is taken as not found. */
  readonly within: number
}

const bookings = night.rate * night.bookShare
const pages = night.rate * night.pageShare
const ramp = (over: number, to: number) => (since: number) => 1 + (to - 1) * Math.min(1, since / over)

const without =
  (part: string) =>
  ({ sample, ...rest }: Observation): Observation => {
    const keep = <T>(readings: Partial<Record<MetricId, T>>) =>
      Object.fromEntries(Object.entries(readings).filter(([id]) => !id.startsWith(`${part}.`)))
    return { ...rest, sample: { ...sample, values: keep(sample.values), labels: keep(sample.labels) } }
  }

const frozen =
  (...ids: MetricId[]) =>
  ({ sample, ...rest }: Observation, _: number, last: Observation): Observation => {
    const held = Object.fromEntries(ids.map(id => [id, last.sample.values[id]]))
    return { ...rest, sample: { ...sample, values: { ...sample.values, ...held } } }
  }

/** A second in a line of samples that stopped coming. */
const gone =
  (seconds: number) =>
  (observation: Observation, since: number): Observation | undefined =>
    since <= seconds ? undefined : observation

export const faults: readonly Fault[] = [
  {
    class: 'total loss',
    name: 'no bookings',
    magnitude: '3.7/s to 0',
    rules: ['not-booked'],
    effects: () => ({ bookings: 0 }),
    optimum: { count: 'booked', mean: bookings, ratio: 0 },
    within: 60,
  },
  {
    class: 'total loss',
    name: 'no pages',
    magnitude: '3.8/s to 0',
    rules: ['no-page'],
    effects: () => ({ pages: 0 }),
    optimum: { count: 'seen', mean: pages, ratio: 0 },
    within: 60,
  },
  {
    class: 'total loss',
    name: 'no admissions',
    magnitude: '3.9/s to 0',
    rules: ['stall', 'rate-off-target'],
    effects: () => ({ admissions: 0 }),
    optimum: { count: 'admitted', mean: night.rate, ratio: 0 },
    within: 60,
  },
  {
    class: 'total loss',
    name: 'every request fails',
    magnitude: '0.1 % of 50/s to 100 %',
    rules: ['error-ratio'],
    effects: () => ({ errorShare: 1 }),
    optimum: { count: 'errors', mean: night.requestsPerSecond * night.errorShare, ratio: 1 / night.errorShare },
    within: 60,
  },
  {
    class: 'step',
    name: 'bookings −50 %',
    magnitude: '3.7/s to 1.8/s',
    rules: ['not-booked'],
    effects: () => ({ bookings: 0.5 }),
    optimum: { count: 'booked', mean: bookings, ratio: 0.5 },
    within: 300,
  },
  {
    class: 'step',
    name: 'bookings −20 %',
    magnitude: '3.7/s to 2.9/s',
    rules: ['not-booked'],
    effects: () => ({ bookings: 0.8 }),
    optimum: { count: 'booked', mean: bookings, ratio: 0.8 },
    within: 900,
  },
  {
    class: 'step',
    name: 'admissions −50 %',
    magnitude: '3.9/s to 1.95/s',
    rules: ['rate-off-target', 'stall'],
    effects: () => ({ admissions: 0.5 }),
    optimum: { count: 'admitted', mean: night.rate, ratio: 0.5 },
    within: 300,
  },
  {
    class: 'step',
    name: 'pages −50 %',
    magnitude: '3.8/s to 1.9/s',
    rules: ['no-page'],
    effects: () => ({ pages: 0.5 }),
    optimum: { count: 'seen', mean: pages, ratio: 0.5 },
    within: 300,
  },
  {
    class: 'step',
    name: 'ineligible ×5',
    magnitude: '2 % of joins to 10 %: 0.1/s to 0.5/s',
    rules: ['door-shift'],
    effects: () => ({ ineligible: 5 }),
    optimum: { count: 'ineligible', mean: night.joinsPerSecond * night.ineligibleShare, ratio: 5 },
    within: 300,
  },
  {
    class: 'step',
    name: 'reconnections ×5',
    magnitude: '1.5/s to 7.5/s',
    rules: ['reconnect-storm'],
    effects: () => ({ rejoins: 5 }),
    optimum: { count: 'rejoined', mean: (night.waiting / 1000) * night.rejoinsPerThousand, ratio: 5 },
    within: 120,
  },
  {
    class: 'ramp',
    name: 'bookings fall to none',
    magnitude: '3.7/s to 0 in 120 s',
    rules: ['not-booked'],
    effects: since => ({ bookings: ramp(120, 0)(since) }),
    optimum: { count: 'booked', mean: bookings, ratio: 0.5 },
    within: 200,
  },
  {
    class: 'ramp',
    name: 'errors climb',
    magnitude: '0.1 % to 10 % in 120 s',
    rules: ['error-ratio'],
    effects: since => ({ errorShare: night.errorShare * ramp(120, 100)(since) }),
    optimum: { count: 'errors', mean: night.requestsPerSecond * night.errorShare, ratio: 10 },
    within: 200,
  },
  {
    class: 'spike',
    name: 'arrivals ×5 for 20 s',
    magnitude: '5/s to 25/s',
    rules: ['arrival-surge'],
    effects: since => (since <= 20 ? { joins: 5 } : {}),
    optimum: { count: 'joined', mean: night.joinsPerSecond, ratio: 5 },
    within: 30,
  },
  {
    class: 'spike',
    name: 'errors for 10 s',
    magnitude: '30 % of 50 requests/s',
    rules: ['error-ratio'],
    effects: since => (since <= 10 ? { errorShare: 0.3 } : {}),
    optimum: { count: 'errors', mean: night.requestsPerSecond * night.errorShare, ratio: 300 },
    within: 30,
  },
  {
    class: 'spike',
    name: 'developer tools (D1) for 5 s',
    magnitude: '0 to 10 attempts/s',
    rules: ['bypass'],
    effects: since => (since <= 5 ? { attempts: 10 } : {}),
    optimum: { count: 'attempts', mean: 0.01, ratio: 1_000 },
    within: 30,
  },
  {
    class: 'freeze',
    name: 'the whole telemetry',
    magnitude: 'each sample as the one before, time alone going on',
    rules: ['stall', 'rate-off-target', 'no-page', 'not-booked', 'telemetry-frozen'],
    distort: ({ sample, ...rest }, _, last) => ({
      ...rest,
      cohorts: last.cohorts,
      sample: { ...last.sample, sequence: sample.sequence, at: sample.at, eventTime: sample.eventTime },
    }),
    optimum: { count: 'admitted', mean: night.rate, ratio: 0 },
    stops: true,
    within: 60,
  },
  {
    class: 'freeze',
    name: 'people waiting',
    magnitude: 'the gauge alone',
    rules: ['telemetry-frozen'],
    distort: frozen('queue.waiting'),
    gauge: 'queue.waiting',
    within: 60,
  },
  {
    class: 'freeze',
    name: 'seats in use',
    magnitude: 'the gauge alone',
    rules: ['telemetry-frozen'],
    distort: frozen('lease.active'),
    gauge: 'lease.active',
    within: 60,
  },
  {
    class: 'freeze',
    name: 'the booking part',
    magnitude: 'all its counters',
    rules: ['not-booked'],
    distort: frozen('booking.total', 'booking.admitted', 'slots.left'),
    optimum: { count: 'booked', mean: bookings, ratio: 0 },
    stops: true,
    within: 60,
  },
  ...(['gate', 'booking', 'queue', 'http'] as const).map((part): Fault => ({
    class: 'drop-out',
    name: `readings of ${part}`,
    magnitude: 'none any more',
    rules: ['telemetry-silent'],
    distort: without(part),
    within: 60,
  })),
  {
    class: 'drop-out',
    name: 'samples for 5 s',
    magnitude: 'none, then as before; timed from the first that comes',
    rules: ['telemetry-silent'],
    distort: gone(5),
    timedFrom: 5,
    within: 60,
  },
  {
    class: 'drop-out',
    name: 'a worker',
    magnitude: 'half the seats',
    rules: ['worker-lost'],
    distort: ({ sample, ...rest }) => ({
      ...rest,
      sample: {
        ...sample,
        values: { ...sample.values, 'capacity.alive': night.seats / 2 },
        labels: { ...sample.labels, 'capacity.alive': { 'worker-1': night.seats / 2, 'worker-2': 0 } },
      },
    }),
    within: 60,
  },
  {
    class: 'slow leak',
    name: 'bookings leak',
    magnitude: '−2 % a minute; timed from −10 % (300 s)',
    rules: ['not-booked'],
    effects: since => ({ bookings: Math.max(0, 1 - (0.02 * since) / 60) }),
    optimum: { count: 'booked', mean: bookings, ratio: 0.85 },
    timedFrom: 300,
    within: 1_500,
  },
  {
    class: 'slow leak',
    name: 'admissions leak',
    magnitude: '−2 % a minute below the set rate; timed from −10 % (300 s)',
    rules: ['rate-off-target'],
    effects: since => ({ admissions: Math.max(0, 1 - (0.02 * since) / 60) }),
    optimum: { count: 'admitted', mean: night.rate, ratio: 0.85 },
    timedFrom: 300,
    within: 1_500,
  },
  {
    class: 'conversion drop',
    name: 'a third cannot finish',
    magnitude: '94 % of the admitted book, then 63 %',
    rules: ['not-booked'],
    effects: () => ({ bookings: 0.67 }),
    optimum: { count: 'booked', mean: bookings, ratio: 0.67 },
    within: 600,
  },
  {
    class: 'conversion drop',
    name: 'two thirds see a blank page',
    magnitude: '98 % of the admitted open the page, then 33 %',
    rules: ['no-page'],
    effects: () => ({ pages: 0.33 }),
    optimum: { count: 'seen', mean: pages, ratio: 0.33 },
    within: 300,
  },
]
