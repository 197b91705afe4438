/**
 * How far the doses left go: whether everybody who waits can expect one, up to which number they are likely to last, and
 * whether taking another place would still mean something. Told to everybody in the one status document, so that each
 * citizen can judge their own number and nobody waits through a night in vain without knowing it.
 */
import { pour } from './pour.ts'

/**
 * `enough`: doses are expected to last for everybody who waits. `short`: more people wait than doses are expected to last
 * for; numbers up to about `lastsTo` can count on one. `gone`: not one dose is left; waiting is over, unless a cancellation
 * frees one, which goes to the lowest number that still waits.
 */
export type Outlook = 'enough' | 'short' | 'gone'

/** The number doses are expected to last to, and the 80 % range of it: below `low` almost surely, above `high` hardly. */
export interface LastNumber {
  readonly low: number
  readonly likely: number
  readonly high: number
}

/** A share that was measured, and on how many cases. */
export interface Measured {
  readonly mean: number
  readonly cases: number
}

/** One line that wants doses: in the pre-queue or open. */
export interface LineDemand {
  /** Its share of the admissions while others want some too. */
  readonly weight: number
  /** Highest number called, and highest number given out. */
  readonly serving: number
  readonly issued: number
  /** Of those in between, who are not known to have left. */
  readonly waiting: number
  /** People who have been called and will claim, or have claimed and hold no seat yet. */
  readonly called: number
}

export interface Supply {
  /** Doses not booked. */
  readonly left: number
  /** People who hold a seat and have not finished. */
  readonly seated: number
  /** Of those called, the share who claim. */
  readonly show: Measured
  /** Doses that one person who holds a seat takes: below 1, for some book nothing; above, where many book for others too. */
  readonly taken: Measured
}

export interface Prospect {
  /** Doses that those who wait will ask for; less than `low` in one case of ten. */
  readonly demand: { readonly low: number; readonly likely: number }
  /** Doses that will be left for them, and the most that can well be. */
  readonly share: { readonly likely: number; readonly high: number }
  readonly lastsTo: LastNumber
}

/** The normal deviate that leaves a tenth of the cases beyond either end. */
const TENTH = 1.28
/** How much of a long line gives up before its call is not known beforehand: as a relative error. */
const GIVING_UP = 0.1

/**
 * What each line can expect: people waiting × share who come × doses each takes, against the doses left after those who
 * have been called; shared out by weight where several lines want them, as admissions are.
 *
 * The spread adds, as independent relative errors: chance (each takes a dose or none), how well the two shares are
 * known, and how many give up meanwhile.
 */
export function prospects(lines: readonly LineDemand[], { left, seated, show, taken }: Supply): Prospect[] {
  const each = Math.max(1e-3, show.mean * taken.mean)
  const called = lines.reduce((sum, line) => sum + line.called, 0)
  const before = (seated + called) * taken.mean
  const free = left - before
  /** Doses that those before them may leave after all. */
  const chance = TENTH * Math.hypot(Math.sqrt(before * Math.max(0.05, 1 - taken.mean)), before * errorOf(taken))
  const likely = lines.map(({ waiting }) => waiting * each)
  const shares = pour(
    Math.max(0, free),
    lines.map(({ weight }, at) => ({ weight, room: likely[at] ?? 0 })),
  )
  const all = likely.reduce((sum, demand) => sum + demand, 0)
  // What nobody asks for yet is there for whoever comes next, into whichever line.
  const spare = free - Math.min(all, Math.max(0, free))
  return lines.map((line, at) => {
    const demand = likely[at] ?? 0
    const share = (shares[at] ?? 0) + spare
    const spread = Math.exp(TENTH * spreadOf(line.waiting, each, show, taken))
    const numbers = line.issued - line.serving
    const perNumber = numbers > 0 && demand > 0 ? demand / numbers : each
    const reach = (pace: number) => Math.max(0, Math.floor(line.serving + share / pace))
    return {
      demand: { low: demand / spread, likely: demand },
      share: { likely: share, high: share + chance },
      lastsTo: {
        low: reach(share < 0 ? perNumber / spread : perNumber * spread),
        likely: reach(perNumber),
        high: reach(share < 0 ? perNumber * spread : perNumber / spread),
      },
    }
  })
}

function spreadOf(people: number, each: number, show: Measured, taken: Measured): number {
  const chance = Math.sqrt(Math.max(0.05, 1 - each) / each / Math.max(1, people))
  return Math.hypot(chance, errorOf(show), errorOf(taken), GIVING_UP)
}

const errorOf = ({ mean, cases }: Measured): number =>
  Math.sqrt(Math.max(0.05, 1 - mean) / Math.max(0.05, mean) / Math.max(1, cases))

/** Short is over when this share of the doses would do: the last few do not turn the word back and forth. */
const ENOUGH_AGAIN = 0.95

/** What is said of a line, after what was said before. */
export interface Sale {
  readonly outlook: Outlook
  /** Whether a place can be taken. */
  readonly joining: boolean
}

/**
 * Joining closes when nine in ten would say that the line is longer than the doses last: an honest chance is left open. It
 * opens again once doses are expected to last for everybody who waits.
 */
export function judge({ demand, share }: Prospect, left: number, before: Sale): Sale {
  if (left <= 0) return { outlook: 'gone', joining: false }
  const enough = demand.likely <= share.likely * (before.outlook === 'enough' ? 1 : ENOUGH_AGAIN)
  if (enough) return { outlook: 'enough', joining: true }
  return { outlook: 'short', joining: before.joining && demand.low <= share.high }
}

/** What the holder of a number can be told: can count on a dose, may get one, will hardly get one, or none is left. */
export type Chance = 'likely' | 'uncertain' | 'unlikely' | 'none'

/** `number` is null while the draw has given none: then all that is known is that not everybody can be served. */
export function chanceOf(sale: { outlook: Outlook; lastsTo: LastNumber | null }, number: number | null): Chance {
  if (sale.outlook === 'gone') return 'none'
  if (sale.outlook === 'enough' || sale.lastsTo === null) return 'likely'
  if (number === null) return 'uncertain'
  if (number <= sale.lastsTo.low) return 'likely'
  return number <= sale.lastsTo.high ? 'uncertain' : 'unlikely'
}
