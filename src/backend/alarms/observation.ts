import type { Act } from '../../protocol/annotations.ts'
import type { Sample } from '../../protocol/console.ts'
import type { MetricId } from '../../protocol/metrics.ts'
import type { CohortState } from '../../protocol/nouns.ts'
import type { SlotPlace } from './furtherSlots.ts'

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
  /** Done since the observation before. */
  readonly acts: readonly Act[]
  /** Where further doses could be given. */
  readonly furtherSlots: () => readonly SlotPlace[]
}

/** The last minute; the newest observation is what is judged. */
export interface Minute {
  readonly now: Observation
  /** The observation before, or the same where there is none. */
  readonly before: Observation
  /** Event time between the two, seconds. */
  readonly seconds: number
  /** The act that explains, for the time being, what the rule that is judging may see. */
  readonly act: Act | undefined
  /** The observation of so many seconds ago (real time), or the oldest there is. */
  ago(seconds: number): Observation
}

export const KEPT_SECONDS = 60

export const valueOf = (observation: Observation, id: MetricId, label?: string): number | undefined =>
  label === undefined ? observation.sample.values[id] : observation.sample.labels[id]?.[label]

/** How much a counter grew since then; a label that was not there counted 0. */
export function growth(minute: Minute, id: MetricId, seconds: number, label?: string): number {
  const read = (observation: Observation) => valueOf(observation, id, label) ?? 0
  return read(minute.now) - read(minute.ago(seconds))
}

/** What a counter grew by since the observation before; undefined where either was not measured or nothing came before. */
export function counted({ now, before }: Minute, id: MetricId): number | undefined {
  if (before === now) return undefined
  const [from, to] = [valueOf(before, id), valueOf(now, id)]
  return from === undefined || to === undefined ? undefined : Math.max(0, to - from)
}

/** The same of one label: it counts 0 before it was ever met. */
export function countedAt(minute: Minute, id: MetricId, label: string): number | undefined {
  const { now, before } = minute
  if (counted(minute, id) === undefined) return undefined
  return Math.max(0, (valueOf(now, id, label) ?? 0) - (valueOf(before, id, label) ?? 0))
}

/** People waiting in the open cohorts. */
export const openCohortsWait = ({ now }: Minute): number =>
  now.cohorts.reduce((sum, { state, waiting }) => sum + (state === 'open' ? waiting : 0), 0)
