import type { Intake } from '../../protocol/nouns.ts'

/** Share of the set rate at which a ramp starts. */
const RAMP_START = 0.1

/** The rate in force at an instant of event time, admissions per second: pause and ramp applied. */
export function rateInForce({ rate, paused, ramp }: Intake, at: number): number {
  if (paused) return 0
  if (!ramp || at >= ramp.to) return rate
  const progress = Math.max(0, at - ramp.from) / (ramp.to - ramp.from)
  return rate * (RAMP_START + (1 - RAMP_START) * progress)
}

/** How many admissions the rate allows between two instants: exact over a ramp, which is made of straight lines. */
export function admissionsDue(intake: Intake, from: number, to: number): number {
  const corners = [from]
  for (const corner of [intake.ramp?.from, intake.ramp?.to])
    if (corner !== undefined && corner > from && corner < to) corners.push(corner)
  corners.push(to)
  let due = 0
  for (let at = 1; at < corners.length; at++) {
    const [start = 0, end = 0] = [corners[at - 1], corners[at]]
    due += (rateInForce(intake, (start + end) / 2) * (end - start)) / 1000
  }
  return due
}
