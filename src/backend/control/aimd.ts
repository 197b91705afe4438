import { strainLimits } from '../../protocol/safetyNet.ts'

/** What the safety net listens to, once a second. Undefined: not measured in that second. */
export interface Strain {
  /** Real time, ms. */
  readonly at: number
  /** Answers that were errors, 0 … 1. */
  readonly errorRatio: number | undefined
  /** The time a booking takes, ms, 95th percentile. */
  readonly latencyMs: number | undefined
}

export type StrainCause = 'errors' | 'latency'

export interface ThrottleAct {
  /** Share of the set rate, `throttle.floor` … 1. */
  readonly limit: number
  readonly cause: StrainCause | 'recovery'
}

/** One table of what the throttle does; times are real time, ms. */
export const throttle = {
  /** Strained for so long before it lowers, and this much at a time. */
  strainedMs: 3_000,
  decrease: 0.7,
  /** After an act so long passes before the next: the effect must be able to show. */
  settleMs: 10_000,
  /** Calm for so long before it gives back, and this much at a time. */
  calmMs: 15_000,
  increase: 0.05,
  floor: 0.1,
} as const

export interface Throttle {
  readonly limit: number
  /** Takes in one more second; returns what is to be done, if anything. */
  step(strain: Strain): ThrottleAct | undefined
  release(): void
}

/**
 * Additive increase, multiplicative decrease (Chiu & Jain, Computer Networks and ISDN Systems 17, 1989): the one rule of
 * linear control that is stable and fair. Its ceiling is the operator's own rate, a share of which it gives, so that it
 * can lower and give back but never raise.
 */
export function createThrottle(start = 1): Throttle {
  let limit = start
  let strainedSince: number | undefined
  let calmSince: number | undefined
  let actedAt = -Infinity

  const causeOf = ({ errorRatio = 0, latencyMs = 0 }: Strain): StrainCause | undefined => {
    if (errorRatio >= strainLimits.errorRatio) return 'errors'
    return latencyMs >= strainLimits.latencyMs ? 'latency' : undefined
  }

  /** Moves the limit in whole percents; undefined when that leaves it where it was. */
  function move(to: number, cause: ThrottleAct['cause'], at: number): ThrottleAct | undefined {
    const next = Math.round(Math.min(1, Math.max(throttle.floor, to)) * 100) / 100
    if (next === limit) return undefined
    limit = next
    actedAt = at
    return { limit, cause }
  }

  return {
    get limit() {
      return limit
    },
    step(strain) {
      const { at } = strain
      const cause = causeOf(strain)
      if (cause === undefined) strainedSince = undefined
      else strainedSince ??= at
      calmSince = cause === undefined ? (calmSince ?? at) : undefined
      const settled = at - actedAt >= throttle.settleMs
      if (cause && settled && at - (strainedSince ?? at) >= throttle.strainedMs)
        return move(limit * throttle.decrease, cause, at)
      if (calmSince !== undefined && settled && at - calmSince >= throttle.calmMs && limit < 1)
        return move(limit + throttle.increase, 'recovery', at)
      return undefined
    },
    release() {
      limit = 1
      strainedSince = undefined
      calmSince = undefined
      actedAt = -Infinity
    },
  }
}
