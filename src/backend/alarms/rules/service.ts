import type { Priority, RuleId } from '../../../protocol/alerts.ts'
import { createBurn } from '../counts/burn.ts'
import { valueOf } from '../observation.ts'
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

export const serviceRules = {
  'error-ratio': {
    metric: 'http.errorRatio',
    beside: ['http.requestRate', 'http.latencyP95', 'process.commitLatency', 'process.loopLag'],
    priority: 2,
    forSeconds: 0,
    clearSeconds: 15,
    watch: burns,
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
