import type { RuleId } from '../../../protocol/alerts.ts'
import type { CohortObservation, Minute } from '../observation.ts'
import { byThresholds, suggestions, type AlarmRule, type Finding } from './form.ts'
import { due, watchdog } from './watchdog.ts'

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
  't0-watchdog': watchdog,
  'clock-drift': {
    metric: 'clock.drift',
    priority: 2,
    forSeconds: 2,
    clearSeconds: 10,
    watch: () => byThresholds('clock.drift'),
  },
} as const satisfies Partial<Record<RuleId, AlarmRule>>
