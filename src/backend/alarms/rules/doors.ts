import type { RuleId } from '../../../protocol/alerts.ts'
import { doors, everydayDoors, type Door } from '../../../protocol/doors.ts'
import { createCusum } from '../counts/cusum.ts'
import { counted, countedAt, growth, valueOf, type Minute } from '../observation.ts'
import { shareJudge } from './count.ts'
import type { AlarmRule, Judge } from './form.ts'

/** Doors that no honest client knocks at: one attempt in a hundred seconds, the world over, is what chance explains. */
const strictDoors = doors.filter(door => !everydayDoors.has(door))
const HONEST_PER_SECOND = 0.01
/** Attempts at one door in ten seconds that make it a storm. */
const STORM = 50
const QUIET_SECONDS = 60

/** A slow trickle, a person at it, and a machine, as multiples of the honest rate. */
const ATTACKS = [10, 100, 1000] as const

function attemptsAt(door: string): Judge {
  const cusum = createCusum({ more: ATTACKS })
  return minute => {
    const { now, before } = minute
    const attempts = countedAt(minute, 'bypass.attempts', door)
    if (attempts === undefined) return []
    const honest = (HONEST_PER_SECOND * (now.sample.at - before.sample.at)) / 1000
    const { level, lasted } = cusum.push(attempts, honest, honest)
    const value = growth(minute, 'bypass.attempts', 10, door)
    const storm = value >= STORM
    const quiet = growth(minute, 'bypass.attempts', QUIET_SECONDS, door) === 0
    if (quiet) cusum.reset()
    return [
      {
        subject: door,
        is: level >= 1 ? 'bad' : quiet ? 'fine' : 'between',
        value,
        threshold: 1,
        lasted,
        explanation: { burst: 1 },
        ...(storm && { priority: 1 as const }),
      },
    ]
  }
}

/** What honest attempts at an everyday door go with: people who join, people who wait, people at a seat. */
const exposures: Partial<Record<Door, (minute: Minute) => number | undefined>> = {
  D5: minute => counted(minute, 'queue.issued'),
  D6: ({ now, seconds }) => ((valueOf(now, 'lease.active') ?? 0) / 1000) * seconds,
  D8: ({ now, seconds }) => ((valueOf(now, 'queue.waiting') ?? 0) / 1000) * seconds,
}
/** Samples over which those are smoothed: an attempt comes somewhat before or after them. */
const SMOOTHED = 20
/** What is expected where there is nobody at all, so that a single attempt is no wonder. */
const ALWAYS = 0.05

function shiftAt(door: string, exposure: (minute: Minute) => number | undefined): Judge {
  let smoothed = 0
  return shareJudge(
    { more: [3, 10], prior: { share: 0.5, events: 1 }, memory: 2_000, yieldsAfter: 1_800 },
    minute => {
      const exposed = exposure(minute)
      const attempts = countedAt(minute, 'bypass.attempts', door)
      if (exposed === undefined || attempts === undefined) return undefined
      smoothed += (exposed - smoothed) / SMOOTHED
      const of = smoothed + ALWAYS * minute.seconds
      return { count: attempts, least: of, most: of, of }
    },
    door,
  )
}

const together =
  (judges: readonly Judge[]): Judge =>
  minute =>
    judges.flatMap(judge => judge(minute))

export const doorRules = {
  bypass: {
    metric: 'bypass.attempts',
    beside: ['gate.refused', 'gate.admitted', 'gate.sessionsSeen'],
    priority: 2,
    forSeconds: 0,
    clearSeconds: 0,
    watch: () => together(strictDoors.map(attemptsAt)),
  },
  'door-shift': {
    metric: 'bypass.attempts',
    beside: ['queue.joinRate', 'queue.waiting', 'lease.active'],
    priority: 2,
    forSeconds: 0,
    clearSeconds: 30,
    watch: () => together(Object.entries(exposures).map(([door, exposure]) => shiftAt(door, exposure))),
  },
} as const satisfies Partial<Record<RuleId, AlarmRule>>
