import type { LaunchEvent, Sample } from '../../protocol/console.ts'
import type { CohortState } from '../../protocol/nouns.ts'
import type { Settings } from '../control/settings.ts'
import type { Gate } from '../gate/contract.ts'
import type { Telemetry } from '../telemetry/contract.ts'
import type { Alerts } from './alerts.ts'
import { createEvaluator } from './evaluate.ts'
import type { Act, ActKind, CohortObservation } from './observation.ts'

export interface MonitorOptions {
  readonly alerts: Alerts
  readonly gate: Gate
  readonly settings: Settings
  /** Where commands and the states of cohorts are told. */
  readonly telemetry: Pick<Telemetry, 'subscribe'>
}

/** What it means that a cohort has come to a state, whoever brought it about. */
const actOfState: Partial<Record<CohortState, ActKind>> = {
  prequeue: 'open-pre-queue',
  open: 'open-cohort',
  closed: 'close-cohort',
}

/** Collects what is done, from what every console is told: commands as they take effect, and cohorts as they move. */
function createActs({ settings, telemetry }: Pick<MonitorOptions, 'settings' | 'telemetry'>): () => Act[] {
  const states = new Map([...settings.cohorts].map(([id, { current }]) => [id, current.state]))
  const given = new Set<string>()
  let acts: Act[] = []

  const hear = ({ body, eventTime }: LaunchEvent) => {
    const note = (kind: ActKind | undefined) => {
      if (kind) acts.push({ kind, at: eventTime })
    }
    if (body.kind === 'cohort' && states.get(body.cohort.id) !== body.cohort.state) {
      states.set(body.cohort.id, body.cohort.state)
      note(actOfState[body.cohort.state])
    }
    if (body.kind !== 'command') return
    const { id, state, number, order } = body.command
    if (state !== 'accepted' || number === null || given.has(id)) return
    given.add(id)
    note(order.kind)
  }

  telemetry.subscribe(message => {
    if (message.type === 'event') hear(message)
  })
  return () => {
    const done = acts
    acts = []
    return done
  }
}

/** Holds each full sample against the rules and tells the alerts what begins and ends. */
export function createMonitor({ alerts, gate, settings, telemetry }: MonitorOptions): { judge(sample: Sample): void } {
  const evaluator = createEvaluator({ active: alerts.active() })
  const acts = createActs({ settings, telemetry })

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
      for (const verdict of evaluator.judge({ sample, paused, cohorts: cohorts(), acts: acts() })) {
        if (verdict.active) alerts.raise(verdict)
        else alerts.resolve(verdict.rule, verdict.subject)
      }
      alerts.tick()
    },
  }
}
