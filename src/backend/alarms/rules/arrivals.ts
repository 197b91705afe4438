import type { RuleId } from '../../../protocol/alerts.ts'
import { counted, valueOf, type Observation } from '../observation.ts'
import { countJudge, shareJudge } from './count.ts'
import type { AlarmRule, Judge } from './form.ts'

/** People come early for an announced opening, ms. */
const EARLY_MS = 1_200_000

const opensSoon = ({ cohorts, sample }: Observation): boolean =>
  cohorts.some(({ state, opensAt }) => state === 'prequeue' && opensAt - sample.eventTime < EARLY_MS)

/** Requests follow the line as it grows and drains: their level is that of the last seconds, and somewhat less. */
const LEVEL_SECONDS = 20
const HONEST_FALL = 0.9

/** People wait and none of them asks: nothing reaches the citizen plane. */
function silences(): Judge {
  let level = 0
  return countJudge({ fewer: [0.02] }, minute => {
    const requests = counted(minute, 'http.requests')
    if (requests === undefined || minute.seconds <= 0) return undefined
    const waits = (valueOf(minute.now, 'queue.waiting') ?? 0) > 0
    const expected = waits ? HONEST_FALL * level * minute.seconds : 0
    level += (requests / minute.seconds - level) / LEVEL_SECONDS
    return { count: requests, least: expected, most: Infinity }
  })
}

export const arrivalRules = {
  'arrival-surge': {
    metric: 'queue.joinRate',
    beside: ['queue.waiting', 'http.requestRate', 'http.latencyP95'],
    priority: 3,
    forSeconds: 0,
    clearSeconds: 30,
    watch: () =>
      shareJudge({ more: [3, 10], youngest: 1, memory: 3_000, yieldsAfter: 600 }, minute => {
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
      shareJudge(
        { more: [4, 12], youngest: 1, prior: { share: 0.3, events: 1 }, memory: 2_000, yieldsAfter: 600 },
        minute => {
          const rejoined = counted(minute, 'queue.rejoined')
          const thousands = (valueOf(minute.now, 'queue.waiting') ?? 0) / 1000
          // Somebody is always on the way between two places: a line of nobody has reconnects too.
          const exposed = (thousands + 0.2) * minute.seconds
          return rejoined === undefined ? undefined : { count: rejoined, least: exposed, most: exposed, of: exposed }
        },
      ),
  },
  unreachable: {
    metric: 'http.requestRate',
    beside: ['queue.waiting', 'queue.joinRate', 'http.errorRatio'],
    priority: 2,
    forSeconds: 0,
    clearSeconds: 5,
    watch: silences,
  },
} as const satisfies Partial<Record<RuleId, AlarmRule>>
