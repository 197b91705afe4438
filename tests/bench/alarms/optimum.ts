import { createRandom } from '../../../src/rules/random.ts'

/** Mean samples between two false alarms: ten hours at one a second. */
const FALSE_ALARM_SAMPLES = 36_000
const CALIBRATION_SAMPLES = 2_000_000
const BISECTIONS = 10

/** Page's chart on Poisson counts whose means before and after the change are known: the quickest there can be. */
function chart(mean: number, ratio: number): (count: number) => number {
  const log = Math.log(Math.max(ratio, 1e-9))
  let sum = 0
  return count => {
    sum = Math.max(0, sum + count * log - mean * (ratio - 1))
    return sum
  }
}

const thresholds = new Map<string, number>()

/**
 * The threshold at which that chart alarms falsely once in ten hours, by simulation: the least at which it does so no more
 * often. Cached, since faults share it.
 */
export function optimalThreshold(mean: number, ratio: number): number {
  const key = `${mean} ${ratio}`
  const known = thresholds.get(key)
  if (known !== undefined) return known
  const random = createRandom(99)
  const counts = Int32Array.from({ length: CALIBRATION_SAMPLES }, () => random.poisson(mean))
  const between = (threshold: number): number => {
    let push = chart(mean, ratio)
    let alarms = 0
    for (const count of counts) {
      if (push(count) < threshold) continue
      alarms++
      push = chart(mean, ratio)
    }
    return alarms > 0 ? counts.length / alarms : Infinity
  }
  let low = 1
  let high = 16
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2
    if (between(middle) < FALSE_ALARM_SAMPLES) low = middle
    else high = middle
  }
  thresholds.set(key, high)
  return high
}

/** Samples from `onset` until the optimal chart alarms on these counts; undefined when it does not. */
export function optimalDelay(
  counts: readonly number[],
  onset: number,
  mean: number,
  ratio: number,
): number | undefined {
  const threshold = optimalThreshold(mean, ratio)
  let push = chart(mean, ratio)
  for (const [second, count] of counts.entries()) {
    if (push(count) < threshold) continue
    if (second > onset) return second - onset
    // A false alarm is none of the change: the chart begins anew.
    push = chart(mean, ratio)
  }
  return undefined
}
