import { createEvaluator, type EvaluatorOptions } from '../../../src/backend/alarms/evaluate.ts'
import type { CohortObservation, Observation } from '../../../src/backend/alarms/observation.ts'
import { alarmRules } from '../../../src/backend/alarms/rules.ts'
import type { Act } from '../../../src/protocol/annotations.ts'
import type { Sample } from '../../../src/protocol/console.ts'
import type { MetricId } from '../../../src/protocol/metrics.ts'

/** A healthy second of a launch; a test changes what it is about. */
const healthy: Sample['values'] = {
  'gate.setRate': 10,
  'gate.rateInForce': 10,
  'gate.showRatio': 0.8,
  'capacity.seats': 1000,
  'capacity.alive': 1000,
  'capacity.load': 0.6,
  'lease.meanSeconds': 60,
  'gate.parked': 20,
  'booking.conversion': 0.9,
  'booking.latencyP95': 40,
  'http.errorRatio': 0.001,
  'clock.drift': 3,
}

export const cohort: CohortObservation = {
  id: 'c53',
  state: 'open',
  opensAt: 0,
  closesAt: 86_400_000,
  waiting: 5000,
  admitted: 100,
}

/** What ten admissions a second bring about, each of them a page at once and, nine times in ten, a booking. */
const counters = (second: number): Sample['values'] => ({
  'lease.active': 600 + (second % 3),
  'slots.left': 100_000 - second * 9,
  'queue.issued': 6_000 + second * 12,
  'queue.serving': 1_000 + second * 12,
  'gate.admitted': second * 10,
  'gate.sessionsSeen': second * 10,
  'booking.total': second * 9,
  'booking.admitted': second * 9,
  'http.requests': second * 100,
  'http.errors': 0,
})

export interface Second {
  readonly values?: Sample['values']
  readonly labels?: Sample['labels']
  readonly paused?: boolean
  readonly cohort?: Partial<CohortObservation>
  readonly acts?: readonly Act[]
  /** Readings that do not come. */
  readonly without?: readonly MetricId[]
}

export const observationAt = (second: number, changed: Second = {}): Observation => ({
  paused: changed.paused ?? false,
  acts: changed.acts ?? [],
  furtherSlots: () => [],
  cohorts: [{ ...cohort, admitted: 100 + second * 10, ...changed.cohort }],
  sample: {
    type: 'sample',
    sequence: second + 1,
    full: true,
    at: second * 1000,
    eventTime: second * 1000,
    labels: changed.labels ?? {},
    values: Object.fromEntries(
      Object.entries({ ...healthy, ...counters(second), ...changed.values }).filter(
        ([id]) => !changed.without?.some(metric => metric === id),
      ),
    ),
  },
})

const nameOf = (rule: string, subject: string) => `${rule}${subject && ` ${subject}`}`

/** Runs a launch second by second; tells when each alert began, got worse and ended, and what an act explained. */
export function run(
  seconds: number,
  at: (second: number) => Second,
  active: NonNullable<EvaluatorOptions['active']> = [],
  table: NonNullable<EvaluatorOptions['table']> = alarmRules,
): string[] {
  const evaluator = createEvaluator({ active, table })
  const standing = new Map<string, number>(active.map(({ rule, subject }) => [nameOf(rule, subject), 0] as const))
  const log: string[] = []
  for (let second = 0; second < seconds; second++) {
    const verdicts = evaluator.judge(observationAt(second, at(second)))
    for (const { rule, subject, act } of evaluator.explained)
      log.push(`${second} ${act.kind} explains ${nameOf(rule, subject)}`)
    for (const { rule, subject, active, priority } of verdicts) {
      const name = nameOf(rule, subject)
      if (!active) {
        standing.delete(name)
        log.push(`${second} end ${name}`)
      } else if (priority < (standing.get(name) ?? 4)) {
        standing.set(name, priority)
        log.push(`${second} P${priority} ${name}`)
      }
    }
  }
  return log
}

/** What a log says of one rule. */
export const only = (rule: string, log: readonly string[]): string[] =>
  log.filter(line => line.split(' ').includes(rule))
