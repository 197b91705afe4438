import { rateLimits } from '../../protocol/nouns.ts'

/** Nothing at all is what the pause is for; two figures after the point are what is shown. */
export const rateRange = { min: 0.01, max: rateLimits.max } as const

export const roundRate = (rate: number): number => Math.round(rate * 100) / 100

/** The rate changed by a share of it; undefined where no rate lies that way, or none so near. */
export function rateBy(set: number, share: number): number | undefined {
  const to = Math.min(rateRange.max, roundRate(set * (1 + share)))
  // Where rounding takes the step back, one hundredth lower is safe; one higher may be half as much again.
  const moved = share < 0 && to >= set ? roundRate(set - 0.01) : to
  const further = share < 0 ? moved < set : moved > set
  return further && moved >= rateRange.min ? moved : undefined
}
