import type { RuleId } from '../../../protocol/alerts.ts'
import { createCusum } from '../counts/cusum.ts'
import { createDelay } from '../counts/delay.ts'
import { counted, openCohortsWait, valueOf, type Minute } from '../observation.ts'
import { countJudge, type Expectation } from './count.ts'
import { one, suggestions, type AlarmRule, type Judge } from './form.ts'

/** With fewer seats free than this part of all, the seats limit admissions and not the rate. */
const SCARCE = 0.02
/** Who is called comes within so many seconds on average, at the quickest and at the slowest. */
const CLAIM_SECONDS = { quick: 1, slow: 30 }

/** Admissions that the rate in force asks for since the observation before, at the least and at the most. */
function ratedAdmissions({ now, before, seconds }: Minute): { least: number; most: number } {
  const rates = [valueOf(before, 'gate.rateInForce') ?? 0, valueOf(now, 'gate.rateInForce') ?? 0]
  return { least: Math.min(...rates) * seconds, most: Math.max(...rates) * seconds }
}

/** Nothing but the rate holds admissions back: it is open, not paused, people are there, and seats. */
function mayAdmit(minute: Minute): boolean {
  const { now } = minute
  const alive = valueOf(now, 'capacity.alive') ?? 0
  // Nobody takes a seat for whom no dose is left: at the end of the doses nothing stalls.
  const usable = Math.min(alive, valueOf(now, 'slots.left') ?? alive)
  const free = usable - (valueOf(now, 'lease.active') ?? 0)
  const rate = valueOf(now, 'gate.rateInForce') ?? valueOf(now, 'gate.setRate') ?? 0
  return !now.paused && rate > 0 && openCohortsWait(minute) > 0 && free > Math.max(0, alive * SCARCE)
}

const parkedBoth = ({ now, before }: Minute): boolean =>
  Math.min(valueOf(now, 'gate.parked') ?? 0, valueOf(before, 'gate.parked') ?? 0) > 0

/**
 * Nobody is admitted, and nobody called either: while people are parked only admissions are progress, otherwise calls are.
 * The rate says how soon that cannot be chance.
 */
function stalls(): Judge {
  const cusum = createCusum({ fewer: [0.02], youngest: 3 })
  let act: Minute['act']
  return minute => {
    const [admitted, called] = [counted(minute, 'gate.admitted'), counted(minute, 'queue.serving')]
    if (admitted === undefined) return []
    const { least } = ratedAdmissions(minute)
    const able = mayAdmit(minute)
    if (!able || minute.act !== act) cusum.reset()
    act = minute.act
    if (!able) return one('fine', admitted, least)
    const progress = parkedBoth(minute) ? admitted : admitted + (called ?? 0)
    const { level, lasted } = cusum.push(progress, least, least)
    const is = level >= 1 ? 'bad' : level === 0 ? 'fine' : 'between'
    return [{ subject: '', is, value: progress, threshold: least, lasted, explanation: { fewer: 1 } }]
  }
}

/** Calls go out, seats are free, nobody is parked: and yet no one of those called comes in. */
function idles(): Judge {
  const delay = createDelay()
  return countJudge({ fewer: [0.02], youngest: 10 }, minute => {
    const [admitted, called] = [counted(minute, 'gate.admitted'), counted(minute, 'queue.serving')]
    if (admitted === undefined || called === undefined) return undefined
    const { least } = delay(called, minute.seconds, CLAIM_SECONDS.quick, CLAIM_SECONDS.slow)
    const show = valueOf(minute.now, 'gate.showRatio') ?? 0
    const parked = valueOf(minute.now, 'gate.parked') ?? 0
    const able = mayAdmit(minute) && parked === 0
    return { count: admitted, least: able ? Math.min(least * show, ratedAdmissions(minute).least) : 0, most: Infinity }
  })
}

function offTarget(minute: Minute): Expectation | undefined {
  const admitted = counted(minute, 'gate.admitted')
  if (admitted === undefined) return undefined
  const { least, most } = ratedAdmissions(minute)
  return { count: admitted, least: mayAdmit(minute) && parkedBoth(minute) ? least : 0, most }
}

export const flowRules = {
  stall: {
    metric: 'gate.admitRate',
    beside: ['gate.rateInForce', 'gate.parked', 'gate.callRate'],
    priority: 1,
    forSeconds: 0,
    clearSeconds: 3,
    watch: stalls,
    suggest: suggestions.rateAgain,
  },
  idle: {
    metric: 'gate.admitRate',
    beside: ['gate.callRate', 'gate.claimed', 'http.requestRate', 'gate.parked'],
    priority: 1,
    forSeconds: 0,
    clearSeconds: 3,
    watch: idles,
  },
  'rate-off-target': {
    metric: 'gate.admitRate',
    beside: ['gate.rateInForce', 'gate.parked', 'lease.active'],
    priority: 2,
    forSeconds: 0,
    clearSeconds: 10,
    watch: () => countJudge({ fewer: [0.02, 0.35, 0.6, 0.8], more: [1.5, 3] }, offTarget),
    suggest: suggestions.rateAgain,
  },
} as const satisfies Partial<Record<RuleId, AlarmRule>>
