import type { Intake } from '../../protocol/nouns.ts'

export const paused = (intake: Intake): Intake => ({ ...intake, paused: true, ramp: null })

export const withRate = (intake: Intake, rate: number): Intake => ({ ...intake, rate })

/** `rampSeconds` of event time. */
export function resumed(intake: Intake, rampSeconds: number, eventTime: number): Intake {
  const ramp = rampSeconds > 0 ? { from: eventTime, to: eventTime + rampSeconds * 1000 } : null
  return { ...intake, paused: false, ramp }
}

export const describeIntake = ({ rate, paused, ramp }: Intake): string =>
  `rate ${rate}/s${paused ? ', paused' : ramp ? ', ramping' : ''}`
