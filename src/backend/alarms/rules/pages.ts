import type { Priority, RuleId } from '../../../protocol/alerts.ts'
import { createDelay, type Outflow } from '../counts/delay.ts'
import type { Judgement } from '../counts/cusum.ts'
import { counted, valueOf, type Minute } from '../observation.ts'
import { shareJudge, type Exposure } from './count.ts'
import { suggestions, type AlarmRule, type Judge } from './form.ts'

/**
 * From the admission to the first request of the booking page, mean seconds at the quickest (a script that goes on by
 * itself: after a pause nothing more is owed) and at the slowest.
 */
const PAGE_SECONDS = { quick: 1, slow: 12 }
/** A mean time at a seat that was measured is right within this factor, whatever the crowd. */
const SEAT_FACTOR = 1.6
/** Until it was measured (s): somebody who types. */
const SEAT_SECONDS = 120

const FEWER = [0.02, 0.3, 0.5, 0.7, 0.85] as const

/** Almost nothing comes through, and that for certain: everybody is hit. */
const grave = ({ side, ratio, level }: Judgement): Priority | undefined =>
  side === 'fewer' && ratio <= 0.3 && level >= 1.5 ? 1 : undefined

/** Nearly the same at the quickest and at the slowest: a steady flow, from which a share can be learnt. */
const STEADY = 0.1

function steady({ least, most }: Outflow): { of?: number } {
  return most - least <= STEADY * most ? { of: (least + most) / 2 } : {}
}

/** Booking pages that open, of the admissions before them: a page that stays blank is an admission without a session. */
function pages(): (minute: Minute) => Exposure | undefined {
  const delay = createDelay()
  return minute => {
    const [admitted, seen] = [counted(minute, 'gate.admitted'), counted(minute, 'gate.sessionsSeen')]
    if (admitted === undefined || seen === undefined) return undefined
    const due = delay(admitted, minute.seconds, PAGE_SECONDS.quick, PAGE_SECONDS.slow)
    return { count: seen, ...due, ...steady(due) }
  }
}

/** Bookings, of the admissions before them. With the last dose gone nothing is to be expected. */
function bookings(): (minute: Minute) => Exposure | undefined {
  const delay = createDelay()
  return minute => {
    const [admitted, booked] = [counted(minute, 'gate.admitted'), counted(minute, 'booking.total')]
    if (admitted === undefined || booked === undefined) return undefined
    const mean = valueOf(minute.now, 'lease.meanSeconds') ?? SEAT_SECONDS
    const due = delay(admitted, minute.seconds, mean / SEAT_FACTOR, mean * SEAT_FACTOR)
    const least = (valueOf(minute.now, 'slots.left') ?? 0) > 0 ? due.least : 0
    return { count: booked, least, most: due.most, ...steady(due) }
  }
}

/** So long a gap that does not grow is told (real ms). */
const TOLD_MS = 60_000

/**
 * What cannot be: a booking that no admission stands behind, or a session without one. Both sides are counted where they
 * happen; the gap between them may shrink when an answer is lost, and never grows unless somebody came past the gate.
 */
function unreconciled(): Judge {
  let smallest: number | undefined
  let largest = 0
  let grownAt = 0
  return ({ now }) => {
    const [booked, proper] = [valueOf(now, 'booking.total'), valueOf(now, 'booking.admitted')]
    const [admitted, seen] = [valueOf(now, 'gate.admitted'), valueOf(now, 'gate.sessionsSeen')]
    if (booked === undefined || proper === undefined || admitted === undefined || seen === undefined) return []
    const gap = booked - proper
    const { at } = now.sample
    if (gap > largest) grownAt = at
    largest = gap
    // What came past the gate stays booked: once it has been told, it is where the count goes on from.
    smallest = at - grownAt >= TOLD_MS ? gap : Math.min(smallest ?? gap, gap)
    const past = gap - smallest + Math.max(0, seen - admitted)
    return [{ subject: '', is: past > 0 ? 'bad' : 'fine', value: past, threshold: 0, explanation: { gap: 1 } }]
  }
}

export const pageRules = {
  'no-page': {
    metric: 'gate.sessionsSeen',
    beside: ['gate.admitRate', 'lease.active', 'http.errorRatio', 'http.latencyP95'],
    priority: 2,
    forSeconds: 0,
    clearSeconds: 10,
    watch: () =>
      shareJudge({ fewer: FEWER, priority: grave, prior: { share: 0.95, events: 20 }, memory: 10_000 }, pages()),
    suggest: suggestions.pause,
  },
  'not-booked': {
    metric: 'booking.rate',
    beside: ['gate.admitRate', 'lease.active', 'booking.latencyP95', 'slots.left'],
    priority: 2,
    forSeconds: 0,
    clearSeconds: 10,
    watch: () =>
      shareJudge({ fewer: FEWER, priority: grave, prior: { share: 0.85, events: 20 }, memory: 10_000 }, bookings()),
    suggest: suggestions.throttle,
  },
  unreconciled: {
    metric: 'booking.total',
    beside: ['booking.admitted', 'gate.sessionsSeen', 'gate.admitted'],
    priority: 1,
    forSeconds: 1,
    clearSeconds: 600,
    watch: unreconciled,
    suggest: suggestions.pause,
  },
} as const satisfies Partial<Record<RuleId, AlarmRule>>
