import type { Priority, RuleId } from '../../../protocol/alerts.ts'
import { createBurn } from '../counts/burn.ts'
import type { Judgement } from '../counts/cusum.ts'
import { counted, valueOf } from '../observation.ts'
import { shareJudge } from './count.ts'
import { byThresholds, one, suggestions, type AlarmRule, type Judge } from './form.ts'

/** Of the requests of a launch night so many may fail. */
const BUDGET = 0.005

/**
 * The windows of the workbook, for a night of eight hours in the place of its thirty days: 2 % of the budget spent in a
 * minute, 5 % in five, 10 % in half an hour; the short window, a twelfth, ends an alert soon after its cause.
 */
const windows: ReadonlyArray<{ long: number; short: number; burn: number; priority: Priority }> = [
  { long: 60, short: 5, burn: 9.6, priority: 1 },
  { long: 300, short: 25, burn: 4.8, priority: 2 },
  { long: 1800, short: 150, burn: 1.6, priority: 3 },
]
const LONGEST = 1800
/** Fewer errors than this are no rate. */
const FEWEST_ERRORS = 10

/** Errors at this multiple of what is usual are worth a look at once; below it they can wait. */
const FLAGRANT = 30
const flagrancy = ({ ratio }: Judgement): Priority => (ratio >= FLAGRANT ? 2 : 3)

/** Far more errors than there were, long before they have cost a part of the budget that counts. */
const bursts = (): Judge =>
  shareJudge(
    {
      more: [3, 8, FLAGRANT],
      youngest: 1,
      priority: flagrancy,
      prior: { share: BUDGET, events: 2 },
      memory: 5_000,
      floor: BUDGET / 4,
    },
    minute => {
      const [requests, errors] = [counted(minute, 'http.requests'), counted(minute, 'http.errors')]
      if (requests === undefined || errors === undefined) return undefined
      return { count: errors, least: requests, most: requests, of: requests }
    },
  )

function burns(): Judge {
  const burn = createBurn(BUDGET, LONGEST)
  return ({ now }) => {
    const requests = valueOf(now, 'http.requests')
    if (requests === undefined) return []
    burn.push(now.sample.at, requests, valueOf(now, 'http.errors') ?? 0)
    let calm = true
    for (const { long, short, burn: limit, priority } of windows) {
      const seen = burn.over(long, short)
      if (seen.short >= limit / 2 && seen.errors >= FEWEST_ERRORS) calm = false
      if (seen.long < limit || seen.short < limit || seen.errors < FEWEST_ERRORS) continue
      const both = seen.long + seen.short
      return [
        {
          subject: '',
          is: 'bad',
          value: seen.long * BUDGET,
          threshold: limit * BUDGET,
          priority,
          explanation: { 'burn-fast': seen.short / both, 'burn-slow': seen.long / both },
        },
      ]
    }
    return one(calm ? 'fine' : 'between', burn.over(LONGEST, LONGEST).long * BUDGET, BUDGET)
  }
}

/** The budget has the word; before it is certain, and after it is calm again, the burst. */
function errors(): Judge {
  const [burnt, burst] = [burns(), bursts()]
  return minute => {
    const [slow] = burnt(minute)
    const [quick] = burst(minute)
    if (!slow || !quick) return []
    if (slow.is === 'bad' || quick.is === 'fine') return [slow]
    // Told as the share that the metric is: of the requests of now, and what of them was to be expected.
    const value = valueOf(minute.now, 'http.errorRatio') ?? slow.value
    const threshold = quick.value > 0 ? (value * quick.threshold) / quick.value : BUDGET
    return [{ ...quick, value, threshold, is: quick.is === 'bad' ? 'bad' : 'between' }]
  }
}

export const serviceRules = {
  'error-ratio': {
    metric: 'http.errorRatio',
    beside: ['http.requestRate', 'http.latencyP95', 'process.commitLatency', 'process.loopLag'],
    priority: 2,
    forSeconds: 0,
    clearSeconds: 15,
    watch: errors,
    suggest: suggestions.throttle,
  },
  'booking-latency': {
    metric: 'booking.latencyP95',
    beside: ['booking.rate', 'process.commitLatency', 'process.loopLag'],
    priority: 2,
    forSeconds: 10,
    clearSeconds: 15,
    watch: () => byThresholds('booking.latencyP95'),
    suggest: suggestions.throttle,
  },
} as const satisfies Partial<Record<RuleId, AlarmRule>>
