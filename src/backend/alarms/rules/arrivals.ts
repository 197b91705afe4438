import type { RuleId } from '../../../protocol/alerts.ts'
import { counted, valueOf, type Observation } from '../observation.ts'
import { shareJudge } from './count.ts'
import type { AlarmRule } from './form.ts'

/** People come early for an announced opening, ms. */
const EARLY_MS = 1_200_000

const opensSoon = ({ cohorts, sample }: Observation): boolean =>
  cohorts.some(({ state, opensAt }) => state === 'prequeue' && opensAt - sample.eventTime < EARLY_MS)

/** A level of requests may fall to this part of itself as a line drains, and nothing is wrong. */
const HONEST_FALL = 0.2

export const arrivalRules = {
  'arrival-surge': {
    metric: 'queue.joinRate',
    beside: ['queue.waiting', 'http.requestRate', 'http.latencyP95'],
    priority: 3,
    forSeconds: 0,
    clearSeconds: 30,
    watch: () =>
      shareJudge({ more: [3, 10], memory: 3_000, yieldsAfter: 600 }, minute => {
        const joined = counted(minute, 'queue.issued')
        const { now, seconds } = minute
        const most = opensSoon(now) ? Infinity : seconds
        return joined === undefined ? undefined : { count: joined, least: seconds, most, of: seconds }
      }),
  },
  'reconnect-storm': {
    metric: 'queue.rejoined',
    beside: ['queue.waiting', 'http.requestRate', 'bypass.attempts'],
    priority: 2,
    forSeconds: 0,
    clearSeconds: 30,
    watch: () =>
      shareJudge({ more: [4, 12], prior: { share: 0.3, events: 1 }, memory: 2_000, yieldsAfter: 600 }, minute => {
        const rejoined = counted(minute, 'queue.rejoined')
        const thousands = (valueOf(minute.now, 'queue.waiting') ?? 0) / 1000
        // Somebody is always on the way between two places: a line of nobody has reconnects too.
        const exposed = (thousands + 0.2) * minute.seconds
        return rejoined === undefined ? undefined : { count: rejoined, least: exposed, most: exposed, of: exposed }
      }),
  },
  unreachable: {
    metric: 'http.requestRate',
    beside: ['queue.waiting', 'queue.joinRate', 'http.errorRatio'],
    priority: 2,
    forSeconds: 0,
    clearSeconds: 5,
    watch: () =>
      shareJudge({ fewer: [0.02], memory: 1_000 }, minute => {
        const requests = counted(minute, 'http.requests')
        const waiting = valueOf(minute.now, 'queue.waiting') ?? 0
        if (requests === undefined) return undefined
        const { seconds } = minute
        return { count: requests, least: waiting > 0 ? HONEST_FALL * seconds : 0, most: seconds, of: seconds }
      }),
  },
} as const satisfies Partial<Record<RuleId, AlarmRule>>
