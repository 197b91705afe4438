import type { Cohort } from '../../protocol/nouns.ts'

const hour = 3_600_000
const furthest = 24 * hour

export interface Span {
  readonly from: number
  readonly to: number
  /** Share of the axis, 0 … 1, of an instant (ms); what lies outside stands at its end. */
  readonly at: (time: number) => number
}

/** From the first thing that matters to the last, with now inside, and never more than a day to either side. */
export function spanOf(cohorts: readonly Cohort[], now: number): Span {
  const earliest = Math.min(now - hour / 2, ...cohorts.map(cohort => cohort.prequeueAt))
  const latest = Math.max(now + hour, ...cohorts.map(cohort => cohort.closesAt))
  const from = Math.max(earliest, now - furthest / 4)
  const to = Math.min(latest, now + furthest)
  return { from, to, at: time => Math.min(1, Math.max(0, (time - from) / (to - from))) }
}

const steps = [0.25, 0.5, 1, 2, 3, 6].map(hours => hours * hour)

/** At most seven round times of Korea (whole hours off UTC), and none so near an end that its text would be cut. */
export function ticksOf({ from, to, at }: Span): number[] {
  const step = steps.find(step => (to - from) / step <= 7) ?? 12 * hour
  const offset = 9 * hour
  const ticks: number[] = []
  for (let t = Math.ceil((from + offset) / step) * step - offset; t <= to; t += step) ticks.push(t)
  return ticks.filter(tick => at(tick) > 0.04 && at(tick) < 0.96)
}
