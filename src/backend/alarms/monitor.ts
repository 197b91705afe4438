import type { Sample } from '../../protocol/console.ts'
import type { Settings } from '../control/settings.ts'
import type { Gate } from '../gate/contract.ts'
import type { Alerts } from './alerts.ts'
import { createEvaluator } from './evaluate.ts'
import type { CohortObservation } from './observation.ts'

export interface MonitorOptions {
  readonly alerts: Alerts
  readonly gate: Gate
  readonly settings: Settings
}

/** Holds each full sample against the rules and tells the alerts what begins and ends. */
export function createMonitor({ alerts, gate, settings }: MonitorOptions): { judge(sample: Sample): void } {
  const evaluator = createEvaluator(alerts.active())

  const cohorts = (): CohortObservation[] => {
    const readings = new Map(gate.reading().cohorts.map(reading => [reading.cohort, reading]))
    return [...settings.cohorts.values()].map(({ current: { id, opensAt, closesAt, state } }) => {
      const reading = readings.get(id)
      return {
        id,
        opensAt,
        closesAt,
        state: reading?.state ?? state,
        waiting: (reading?.waiting ?? 0) + (reading?.parked ?? 0),
        admitted: reading?.admitted ?? 0,
      }
    })
  }

  return {
    judge(sample) {
      const { paused } = settings.intake.current
      for (const verdict of evaluator.judge({ sample, paused, cohorts: cohorts() })) {
        if (verdict.active) alerts.raise(verdict)
        else alerts.resolve(verdict.rule, verdict.subject)
      }
      alerts.tick()
    },
  }
}
