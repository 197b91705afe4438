import type { Sample } from '../../protocol/console.ts'
import type { MetricId } from '../../protocol/metrics.ts'
import type { CohortState } from '../../protocol/nouns.ts'

/** One cohort, as far as the alarm rules look at it. */
export interface CohortObservation {
  readonly id: string
  readonly state: CohortState
  /** Event time, ms. */
  readonly opensAt: number
  readonly closesAt: number
  readonly waiting: number
  readonly admitted: number
}

/** What the alarm rules see once a second: a full sample and what it cannot say. */
export interface Observation {
  readonly sample: Sample
  readonly paused: boolean
  readonly cohorts: readonly CohortObservation[]
}

/** The last minute, oldest first; the newest is what is judged. */
export interface Minute {
  readonly now: Observation
  /** The observation of so many seconds ago (real time), or the oldest there is. */
  ago(seconds: number): Observation
}

export const KEPT_SECONDS = 60

export const valueOf = (observation: Observation, id: MetricId): number | undefined => observation.sample.values[id]

/** How much a counter grew since then; a label that was not there counted 0. */
export function growth(minute: Minute, id: MetricId, seconds: number, label?: string): number {
  const read = ({ sample }: Observation) => (label === undefined ? sample.values[id] : sample.labels[id]?.[label]) ?? 0
  return read(minute.now) - read(minute.ago(seconds))
}
