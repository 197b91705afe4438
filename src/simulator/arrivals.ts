import type { Random } from '../rules/random.ts'
import type { Arrivals } from './scenario.ts'

/** Share of the people who have come `elapsed` of `length` ms into a stretch of arrivals, 0 … 1. */
export function arrivedShare(
  { from, to, halvesEverySeconds }: Omit<Arrivals, 'cohort' | 'people'>,
  at: number,
): number {
  const elapsed = Math.min(to, Math.max(from, at)) - from
  const length = to - from
  if (halvesEverySeconds === undefined) return elapsed / length
  const decay = Math.LN2 / (halvesEverySeconds * 1000)
  return Math.expm1(-decay * elapsed) / Math.expm1(-decay * length)
}

export interface ArrivalStream {
  /** How many have come since the last call, by this event time. */
  until(at: number): number
  /** Still to come. */
  readonly left: number
}

/**
 * People arriving independently of each other, exactly as many as planned: of those left, each comes within the step
 * with the same chance, a binomial count, here by its Poisson limit and capped.
 */
export function createArrivals(plan: Arrivals, random: Random): ArrivalStream {
  let left = plan.people
  let share = 0
  return {
    until(at) {
      const reached = arrivedShare(plan, at)
      if (reached <= share || left === 0) return 0
      const mean = (left * (reached - share)) / (1 - share)
      const count = reached >= 1 ? left : Math.min(left, random.poisson(mean))
      share = reached
      left -= count
      return count
    },
    get left() {
      return left
    },
  }
}
