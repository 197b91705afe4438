/** A line of people stepped second by second: what the estimate is measured against. Knows nothing of the backend. */
import type { LineStatus } from '../../../src/rules/eta.ts'
import { createRandom } from '../../../src/rules/random.ts'

export interface Night {
  seed: number
  hours: number
  /** People in the draw, people who come in a surge after opening, and its mean delay in seconds. */
  prequeue: number
  surge: number
  surgeMean: number
  /** People who come each second all night. */
  trickle: number
  /** Set rates, each from so many seconds after opening. */
  rates: readonly { from: number; rate: number }[]
  /** Share who never claim, and the mean patience (seconds, exponential) of the others. */
  noShow: number
  patience: number
}

/** One person: what the document said when they joined, and how long they then waited to be called. */
export interface Wait {
  joinedAt: number
  number: number
  seconds: number
  status: LineStatus
}

interface Person {
  joinedAt: number
  claimsUntil: number
  calledAt: number
  sampled: boolean
}

/** Everybody sampled who was called, except those during whose wait the set rate changed. */
export function watchLine(night: Night): Wait[] {
  const people = crowdOf(night)
  const statuses: LineStatus[] = []
  let joined = 0
  let serving = 0
  let owed = 0
  let showRatio = 1
  let callsPerSecond = 0
  const watch = watchSample(people)
  for (let t = 0; t < night.hours * 3_600; t++) {
    while ((people[joined]?.joinedAt ?? Infinity) <= t) joined++
    const rate = night.rates.findLast(step => step.from <= t)?.rate ?? 0
    const before = serving
    owed += rate
    while (owed >= 1 && serving < joined) {
      const person = people[serving++]
      if (person === undefined) break
      person.calledAt = t
      const claims = person.claimsUntil > t
      if (claims) owed--
      showRatio += ((claims ? 1 : 0) - showRatio) / Math.min(500, serving)
    }
    if (serving === joined) owed = Math.min(owed, 1)
    callsPerSecond += (serving - before - callsPerSecond) / Math.min(60, t + 1)
    statuses.push({
      state: 'open',
      serverTime: t * 1_000,
      opensAt: 0,
      serving,
      issued: joined,
      callsPerSecond,
      admissionsPerSecond: rate,
      showRatio,
      slotsLeft: 1_000_000,
      pollAfterMs: 10_000,
      draw: { n: night.prequeue },
      abandonPerSecond: watch(t, serving),
      entered: [0, 1, 2, 3, 4].map(step => {
        const number = serving + Math.round(((joined - serving) * step) / 4)
        return [number, Math.min(t, people[Math.max(0, number - 1)]?.joinedAt ?? t)] as const
      }),
    })
  }
  return people.flatMap((person, at) => {
    const status = statuses[Math.ceil(person.joinedAt)]
    const changed = night.rates.some(step => step.from > person.joinedAt && step.from <= person.calledAt)
    if (!person.sampled || status === undefined || person.calledAt === Infinity || changed) return []
    return [{ joinedAt: person.joinedAt, number: at + 1, seconds: person.calledAt - person.joinedAt, status }]
  })
}

/**
 * Of those waiting, the share who give up each second, as one client in 64 tells it by falling silent: looked at once a
 * minute, and said once the sample has waited for ten hours in all.
 */
function watchSample(people: readonly Person[]): (t: number, serving: number) => number | undefined {
  const sample = people.flatMap((person, at) =>
    at % 64 === 0 && person.claimsUntil > person.joinedAt ? [{ ...person, number: at + 1, gone: false }] : [],
  )
  let waited = 0
  let gone = 0
  return (t, serving) => {
    for (const one of t % 60 === 0 ? sample : []) {
      if (one.gone || one.number <= serving || one.joinedAt > t) continue
      one.gone = one.claimsUntil <= t
      if (one.gone) gone++
      else waited += 60
    }
    return waited < 36_000 ? undefined : (gone + 0.5) / waited
  }
}

/** In the order of their numbers. The drawn join at 0 and are not sampled: they hold no number when they join. */
function crowdOf(night: Night): Person[] {
  const random = createRandom(night.seed)
  const arrivals: number[] = []
  for (let count = 0; count < night.surge; count++) arrivals.push(random.exponential(night.surgeMean))
  for (
    let t = random.exponential(1 / night.trickle);
    t < night.hours * 3_600;
    t += random.exponential(1 / night.trickle)
  ) {
    arrivals.push(t)
  }
  arrivals.sort((a, b) => a - b)
  const drawn = Array.from({ length: night.prequeue }, () => 0)
  return [...drawn, ...arrivals].map(joinedAt => {
    const stays = random.next() >= night.noShow
    const claimsUntil = stays ? joinedAt + random.exponential(night.patience) : joinedAt
    return { joinedAt, claimsUntil, calledAt: Infinity, sampled: joinedAt > 0 && random.next() < 0.05 }
  })
}
