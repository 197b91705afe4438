import { createEvaluator, type Verdict } from '../../../src/backend/alarms/evaluate.ts'
import type { Observation } from '../../../src/backend/alarms/observation.ts'
import { nightOf, type Second } from './model.ts'

export interface CalmResult {
  readonly hours: number
  readonly falseP1: number
  readonly alarms: number
  readonly byRule: Readonly<Record<string, number>>
  /** Processor time a sample and series, µs, over all rules and detectors; and the mean number of series. */
  readonly usPerSeries: number
  readonly series: number
}

/** Samples judged between two looks at the clock of the processor. */
const STRETCH = 600

function take(night: Generator<Second, void>, most: number): Observation[] {
  const taken: Observation[] = []
  while (taken.length < most) {
    const next = night.next()
    if (next.done) break
    taken.push(next.value.observation)
  }
  return taken
}

/** Ten hours of a night in which nothing is wrong: how often it cries wolf, and what the watching costs. */
export function watchCalm(hours: number, seed: number): CalmResult {
  const evaluator = createEvaluator()
  const standing = new Map<string, number>()
  const byRule: Record<string, number> = {}
  let [falseP1, alarms, samples, readings, spent] = [0, 0, 0, 0, 0]

  const note = ({ rule, subject, active, priority }: Verdict) => {
    const key = `${rule} ${subject}`
    if (!active) standing.delete(key)
    else if (priority < (standing.get(key) ?? 4)) {
      if (!standing.has(key)) {
        alarms++
        byRule[key] = (byRule[key] ?? 0) + 1
      }
      if (priority === 1) falseP1++
      standing.set(key, priority)
    }
  }

  const night = nightOf(seed, hours * 3600, Infinity, () => ({}))
  for (let stretch = take(night, STRETCH); stretch.length > 0; stretch = take(night, STRETCH)) {
    samples += stretch.length
    for (const { sample } of stretch)
      readings += [sample.values, ...Object.values(sample.labels)].reduce((sum, of) => sum + Object.keys(of).length, 0)
    const before = process.threadCpuUsage()
    const verdicts = stretch.map(observation => evaluator.judge(observation))
    const { user, system } = process.threadCpuUsage(before)
    spent += user + system
    for (const verdict of verdicts.flat()) note(verdict)
  }
  return { hours, falseP1, alarms, byRule, usPerSeries: spent / readings, series: readings / samples }
}
