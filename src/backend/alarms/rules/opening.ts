import type { RuleId } from '../../../protocol/alerts.ts'
import { valueOf, type CohortObservation, type Minute } from '../observation.ts'
import { byThresholds, suggestions, type AlarmRule, type Finding } from './form.ts'

/** The clock of a sample may lie this far from the tick that opens a cohort, ms. */
const TICK_MS = 500

const each =
  (judge: (cohort: CohortObservation, minute: Minute) => boolean) =>
  (minute: Minute): Finding[] =>
    minute.now.cohorts.map(cohort => ({
      subject: cohort.id,
      is: judge(cohort, minute) ? 'bad' : 'fine',
      value: cohort.admitted,
      threshold: 1,
    }))

const due = ({ opensAt, closesAt, state }: CohortObservation, { now: { sample } }: Minute): boolean =>
  sample.eventTime >= opensAt && sample.eventTime < closesAt && state !== 'closed'

export const openingRules = {
  /** Open, or letting people in, before the time that was announced. An order to open moves that time. */
  'opened-early': {
    metric: 'gate.admitted',
    beside: ['gate.admitRate', 'booking.rate', 'clock.drift'],
    priority: 1,
    forSeconds: 0,
    clearSeconds: 60,
    watch: () =>
      each(
        ({ opensAt, state, admitted }, { now: { sample } }) =>
          sample.eventTime < opensAt - TICK_MS && (state === 'open' || admitted > 0),
      ),
    suggest: suggestions.pause,
  },
  'opened-late': {
    metric: 'gate.admitted',
    beside: ['queue.waiting', 'clock.drift'],
    priority: 1,
    forSeconds: 2,
    clearSeconds: 0,
    watch: () => each((cohort, minute) => due(cohort, minute) && cohort.state !== 'open'),
    suggest: suggestions.openSubject,
  },
  /** Open and due, people wait, and nobody has come in; whoever has, could book. */
  't0-watchdog': {
    metric: 'gate.admitted',
    beside: ['queue.waiting', 'gate.callRate', 'booking.rate', 'capacity.load'],
    priority: 1,
    forSeconds: 10,
    clearSeconds: 0,
    watch: () =>
      each((cohort, minute) => {
        const { now } = minute
        const full = (valueOf(now, 'capacity.load') ?? 0) >= 1 || valueOf(now, 'slots.left') === 0
        const idle = cohort.state === 'open' && cohort.admitted === 0 && cohort.waiting > 0
        return due(cohort, minute) && idle && !now.paused && !full
      }),
    suggest: suggestions.rateAgain,
  },
  'clock-drift': {
    metric: 'clock.drift',
    priority: 2,
    forSeconds: 2,
    clearSeconds: 10,
    watch: () => byThresholds('clock.drift'),
  },
} as const satisfies Partial<Record<RuleId, AlarmRule>>
