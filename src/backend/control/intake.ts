import type { Intake } from '../../protocol/nouns.ts'

/** After a resume the rate climbs from this share of the set rate. */
const RAMP_FROM = 0.1

/** The rate that should be in force at an instant of event time: nothing while paused, a climb while ramping. */
export function rateAt(intake: Intake, eventTime: number): number {
  if (intake.paused) return 0
  if (!intake.ramp || eventTime >= intake.ramp.to) return intake.rate
  const { from, to } = intake.ramp
  const share = Math.max(0, (eventTime - from) / (to - from))
  return intake.rate * (RAMP_FROM + (1 - RAMP_FROM) * share)
}

export const paused = (intake: Intake): Intake => ({ ...intake, paused: true, ramp: null })

export const withRate = (intake: Intake, rate: number): Intake => ({ ...intake, rate })

/** `rampSeconds` of event time. */
export function resumed(intake: Intake, rampSeconds: number, eventTime: number): Intake {
  const ramp = rampSeconds > 0 ? { from: eventTime, to: eventTime + rampSeconds * 1000 } : null
  return { ...intake, paused: false, ramp }
}

export const describeIntake = ({ rate, paused, ramp }: Intake): string =>
  `rate ${rate}/s${paused ? ', paused' : ramp ? ', ramping' : ''}`
