import type { CalmResult } from './calm.ts'
import { faultClasses } from './faults.ts'
import { inTime, quantile, ratioOf, type Found } from './injected.ts'
import type { NightResult, Raised } from './nights.ts'

const seconds = (value: number): string => (Number.isFinite(value) ? value.toFixed(0) : '–')

/** One fault a line: what it is, how soon it was found, and how soon it could have been. */
export function faultLines(found: readonly Found[]): string[] {
  const names = [...new Set(found.map(({ fault }) => fault.name))]
  const lines = names.map(name => {
    const of = found.filter(({ fault }) => fault.name === name)
    const fault = of[0]?.fault
    const delays = of.map(({ delay }) => delay ?? Infinity)
    return [
      fault?.class.padEnd(16),
      name.padEnd(30),
      seconds(quantile(delays, 0.5)).padStart(4),
      seconds(quantile(delays, 0.95)).padStart(5),
      seconds(
        quantile(
          of.map(({ bound }) => bound),
          0.5,
        ),
      ).padStart(6),
      quantile(of.map(ratioOf), 0.5).toFixed(2).padStart(6),
      `${of.filter(inTime).length}/${of.length}`.padStart(6),
      ` ${fault?.magnitude}`,
    ].join(' ')
  })
  return [`${'class'.padEnd(16)} ${'fault'.padEnd(30)}  p50   p95  bound  ratio  in time  magnitude`, ...lines]
}

const isTotal = ({ fault }: Found) => ['total loss', 'freeze', 'drop-out'].includes(fault.class)

/** The figures over all injected faults. */
export function faultFigures(found: readonly Found[]) {
  const total = found.filter(isTotal).map(({ delay }) => delay ?? Infinity)
  const counted = found.filter(({ fault }) => fault.optimum !== undefined)
  return {
    faultsFoundPercent: (100 * found.filter(inTime).length) / found.length,
    faultsEverFoundPercent: (100 * found.filter(({ delay }) => delay !== undefined).length) / found.length,
    detectMedianS: quantile(total, 0.5),
    detectP95S: quantile(total, 0.95),
    detectVsBound: quantile(counted.map(ratioOf), 0.5),
    byClass: Object.fromEntries(
      faultClasses.map(name => {
        const of = found.filter(({ fault }) => fault.class === name)
        return [name, { inTime: of.filter(inTime).length, of: of.length, ratio: quantile(of.map(ratioOf), 0.5) }]
      }),
    ),
  }
}

const clock = (at: number): string => `T+${Math.floor(at / 60)}:${String(Math.floor(at % 60)).padStart(2, '0')}`

const alertOf = ({ rule, subject, priority, at }: Raised): string =>
  `${clock(at)} P${priority} ${rule}${subject && ` ${subject}`}`

/** A night in a line or two: how many alarms, and which. */
export function nightLines({ scenario, seed, hours, raised, bypass }: NightResult): string[] {
  const doors = Object.entries(bypass).map(([door, delay]) => `${door} ${delay === undefined ? 'not' : `${delay} s`}`)
  return [
    `${scenario} (seed ${seed}, ${hours.toFixed(1)} h): ${raised.length} alarms, ${raised.filter(({ priority }) => priority === 1).length} of them P1`,
    ...raised.slice(0, 24).map(alert => `    ${alertOf(alert)}`),
    ...(doors.length > 0 ? [`    first bursts found: ${doors.join(', ')}`] : []),
  ]
}

export function calmLines({ hours, falseP1, alarms, byRule, usPerSeries, series }: CalmResult): string[] {
  return [
    `model, ${hours} h: ${alarms} alarms, ${falseP1} of them P1 ${JSON.stringify(byRule)}`,
    `    ${usPerSeries.toFixed(2)} µs of processor a sample and series over ${series} series, every rule and detector`,
  ]
}

/** Mean and dispersion of what the nights counted a second, to hold the model against. */
export function dispersionOf(counts: readonly number[]): { mean: number; dispersion: number } {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length
  return { mean, dispersion: variance / mean }
}
