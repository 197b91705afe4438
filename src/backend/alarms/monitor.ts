import type { CommandRecord } from '../../protocol/commands.ts'
import type { Sample } from '../../protocol/console.ts'
import type { Bookings } from '../booking/contract.ts'
import type { Settings } from '../control/settings.ts'
import type { Gate } from '../gate/contract.ts'
import type { Telemetry } from '../telemetry/contract.ts'
import { collectActs } from './acts.ts'
import type { Alerts } from './alerts.ts'
import type { Annotations } from './annotations.ts'
import { createEvaluator } from './evaluate.ts'
import { furtherSlots } from './furtherSlots.ts'
import type { CohortObservation } from './observation.ts'

export interface MonitorOptions {
  readonly alerts: Alerts
  readonly annotations: Annotations
  readonly gate: Gate
  readonly bookings: Pick<Bookings, 'sites' | 'slots'>
  readonly settings: Settings
  /** Where commands and the states of cohorts are told. */
  readonly telemetry: Pick<Telemetry, 'subscribe'>
  /** As they are when the monitor is made. */
  readonly commands: readonly CommandRecord[]
}

/** Holds each full sample against the rules: tells the alerts what begins and ends, and notes what was to be expected. */
export function createMonitor(options: MonitorOptions): { judge(sample: Sample): void } {
  const { alerts, annotations, gate, bookings, settings, telemetry, commands } = options
  const evaluator = createEvaluator({ active: alerts.active() })
  const acts = collectActs({ settings, telemetry, commands })

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
      const seen = { sample, paused, cohorts: cohorts(), acts: acts(), furtherSlots: () => furtherSlots(bookings) }
      for (const verdict of evaluator.judge(seen)) {
        if (verdict.active) alerts.raise(verdict)
        else alerts.resolve(verdict.rule, verdict.subject)
      }
      for (const explained of evaluator.explained) annotations.note(explained)
      alerts.tick()
    },
  }
}
