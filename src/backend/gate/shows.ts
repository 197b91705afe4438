import { createDelays, LAST_DELAY } from './delays.ts'

/**
 * Who comes when called, and how soon: measured from the calls and claims themselves. From it follows how many of those
 * called and silent so far are still to be expected.
 */
export interface Shows {
  /** Numbers of a line up to `upTo` were called; `live` of them might come. Times are event time, ms. */
  called(cohort: string, upTo: number, live: number, at: number): void
  claimed(cohort: string, number: number, at: number): void
  /** How many of the line's called are still expected to come. Forgets the calls that nobody is expected from. */
  expected(cohort: string, at: number): number
  /** Share of the called who claim, smoothed over about a thousand calls. */
  readonly ratio: number
  /** On how many calls that rests. */
  readonly cases: number
  /** The same of all numbers called, those included whose holders were known to have left. */
  readonly ratioOfNumbers: number
  /** Mean time from call to claim, seconds. */
  readonly meanDelay: number
  forget(): void
}

interface Batch {
  readonly at: number
  readonly from: number
  upTo: number
  live: number
  claims: number
  /** Counted in the ratio already. */
  settled: boolean
}

interface Calls {
  readonly batches: Batch[]
  upTo: number
  /** Position of the first batch that is still expected from. */
  open: number
  /** What was last answered, and for when: several ask in one step. Undefined when something has happened since. */
  answer: { readonly at: number; readonly expected: number } | undefined
}

/** Calls over which the ratio is smoothed, and what is believed before anything was seen. */
const SMOOTHED_CALLS = 1_000
const PRIOR = { ratio: 0.8, calls: 10 }
/** Calls closer together than this are one batch, ms. */
const BATCH_MS = 1_000
/** A batch counts in the ratio once this share of its comers has come. */
const SETTLED_SHARE = 0.98
/** Of a batch of whose comers less than this share is still to come, nobody is expected. */
const OVER = 0.01

export function createShows(): Shows {
  const lines = new Map<string, Calls>()
  const delays = createDelays()
  let numerator = PRIOR.ratio * PRIOR.calls
  let denominator = PRIOR.calls
  let numbers = PRIOR.calls

  function callsOf(cohort: string): Calls {
    let calls = lines.get(cohort)
    if (!calls) lines.set(cohort, (calls = { batches: [], upTo: 0, open: 0, answer: undefined }))
    return calls
  }

  const ratio = () => Math.min(1, Math.max(0.05, numerator / denominator))

  function settle(batch: Batch): void {
    batch.settled = true
    const keep = Math.exp(-batch.live / SMOOTHED_CALLS)
    numerator = numerator * keep + batch.claims
    denominator = denominator * keep + batch.live
    numbers = numbers * keep + batch.upTo - batch.from + 1
  }

  return {
    called(cohort, upTo, live, at) {
      const calls = callsOf(cohort)
      const last = calls.batches.at(-1)
      if (last && at - last.at < BATCH_MS && !last.settled) {
        last.upTo = upTo
        last.live += live
      } else calls.batches.push({ at, from: calls.upTo + 1, upTo, live, claims: 0, settled: false })
      calls.upTo = upTo
      calls.answer = undefined
    },

    claimed(cohort, number, at) {
      const calls = callsOf(cohort)
      const batch = find(calls.batches, number)
      if (!batch) return
      calls.answer = undefined
      batch.claims++
      if (batch.settled) numerator = Math.min(numerator + 1, denominator)
      delays.note((at - batch.at) / 1000)
    },

    expected(cohort, at) {
      const calls = lines.get(cohort)
      if (!calls) return 0
      if (calls.answer?.at === at) return calls.answer.expected
      const { batches } = calls
      const share = ratio()
      let sum = 0
      for (let position = calls.open; position < batches.length; position++) {
        const batch = batches[position]
        if (!batch) continue
        const late = delays.tail((at - batch.at) / 1000)
        if (!batch.settled && late < 1 - SETTLED_SHARE) settle(batch)
        // Of those silent so far: the chance to come late against the chance never to come.
        sum += ((batch.live - batch.claims) * share * late) / (1 - share + share * late || 1)
        if (position === calls.open && late < OVER) calls.open++
      }
      while (batches[0] && at - batches[0].at > LAST_DELAY * 1000 && calls.open > 0) {
        batches.shift()
        calls.open--
      }
      calls.answer = { at, expected: sum }
      return sum
    },

    get ratio() {
      return ratio()
    },
    get cases() {
      return denominator
    },
    get ratioOfNumbers() {
      return Math.min(1, Math.max(0.01, numerator / numbers))
    },
    get meanDelay() {
      return delays.mean()
    },
    forget: () => lines.clear(),
  }
}

/** The batch that a number was called in, if it was lately. */
function find(batches: readonly Batch[], number: number): Batch | undefined {
  let low = 0
  let high = batches.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((batches[middle]?.upTo ?? 0) < number) low = middle + 1
    else high = middle
  }
  const batch = batches[low]
  return batch && batch.from <= number ? batch : undefined
}
