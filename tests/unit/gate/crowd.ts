import { createController, type Controller } from '../../../src/backend/gate/controller.ts'
import { createShows, type Shows } from '../../../src/backend/gate/shows.ts'
import { createRandom } from '../../../src/rules/random.ts'

export interface CrowdOptions {
  readonly seed: number
  /** Admissions per second, by second of the run. */
  readonly rate: (second: number) => number
  readonly seconds: number
  readonly stepMs: number
  readonly showRatio: number
  /** Seconds from call to claim for one who comes. */
  readonly delay: (random: () => number, second: number) => number
  readonly waiting: number
  readonly seats?: number
  /** Mean seconds that a seat is held. */
  readonly held?: number
  /** Of event time. */
  readonly speed?: number
  /** Share of the steps that do not come, so that the next one is longer. */
  readonly missed?: number
}

export interface CrowdResult {
  /** Admissions in each second. */
  readonly admitted: readonly number[]
  /** Seconds that each admitted person was parked. */
  readonly parked: readonly number[]
  readonly mostParked: number
  readonly called: number
  readonly shows: Shows
}

/** One line of people who come, or do not, some time after they are called; in steps, by the controller alone. */
export function runCrowd(options: CrowdOptions): CrowdResult {
  const random = createRandom(options.seed)
  const shows = createShows()
  const controller: Controller = createController(shows, 0, options.speed)
  const seats = options.seats ?? Infinity
  const arrivals = new Map<number, Array<{ number: number; at: number }>>()
  const ends = new Map<number, number>()
  const parkedSince: Array<{ number: number; at: number }> = []
  const admitted = Array.from({ length: options.seconds }, () => 0)
  const parkedSeconds: number[] = []
  let serving = 0
  let credit = 0
  let active = 0
  let mostParked = 0
  let decidedAt = 0

  const steps = Math.round((options.seconds * 1000) / options.stepMs)
  const stepOf = (at: number) => Math.max(1, Math.ceil(at / options.stepMs))
  for (let step = 1; step <= steps; step++) {
    const at = step * options.stepMs
    const second = Math.min(options.seconds - 1, Math.floor((at - 1) / 1000))
    for (const claim of (arrivals.get(step) ?? []).sort((a, b) => a.at - b.at)) {
      parkedSince.push(claim)
      shows.claimed('x', claim.number, claim.at)
    }
    arrivals.delete(step)
    const over = ends.get(step) ?? 0
    ends.delete(step)
    active -= over
    controller.freed(over)
    parkedSince.sort((a, b) => a.number - b.number)
    if (options.missed !== undefined && random.next() < options.missed) continue
    const rate = options.rate(second)
    const due = (rate * (at - decidedAt)) / 1000
    decidedAt = at
    const [decision] = controller.decide({
      at,
      rate,
      due,
      freeSeats: seats === Infinity ? 1e9 : seats - active,
      lines: [{ cohort: 'x', weight: 1, waiting: options.waiting - serving, parked: parkedSince.length, credit }],
    })
    if (!decision) throw new Error('no decision')
    if (decision.call > 0) {
      shows.called('x', serving + decision.call, decision.call, at)
      for (let number = serving + 1; number <= serving + decision.call; number++) {
        if (random.next() >= options.showRatio) continue
        const comes = at + options.delay(() => random.next(), second) * 1000
        const key = stepOf(comes)
        const list = arrivals.get(key) ?? []
        list.push({ number, at: comes })
        arrivals.set(key, list)
      }
      serving += decision.call
    }
    credit += decision.grant
    while (credit >= 1 && parkedSince.length > 0 && active < seats) {
      const next = parkedSince.shift()
      credit--
      active++
      admitted[second] = (admitted[second] ?? 0) + 1
      parkedSeconds.push((at - (next?.at ?? at)) / 1000)
      const end = stepOf(at + random.exponential(options.held ?? 120) * 1000)
      ends.set(end, (ends.get(end) ?? 0) + 1)
    }
    credit = Math.min(credit, decision.cap)
    mostParked = Math.max(mostParked, parkedSince.length)
  }
  return { admitted, parked: parkedSeconds, mostParked, called: serving, shows }
}

/** Worst deviation in percent over all windows of 5 minutes that lie between two seconds of the run. */
export function worstWindow(admitted: readonly number[], rate: number, from: number, to: number): number {
  let worst = 0
  for (let start = from; start + 300 <= to; start++) {
    let sum = 0
    for (let second = start; second < start + 300; second++) sum += admitted[second] ?? 0
    worst = Math.max(worst, Math.abs(sum / (rate * 300) - 1) * 100)
  }
  return worst
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
