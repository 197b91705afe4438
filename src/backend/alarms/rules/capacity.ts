import type { RuleId } from '../../../protocol/alerts.ts'
import { openCohortsWait, valueOf } from '../observation.ts'
import { level, one, suggestions, type AlarmRule } from './form.ts'

export const capacityRules = {
  'capacity-high': {
    metric: 'capacity.load',
    beside: ['lease.active', 'capacity.alive', 'gate.admitRate'],
    priority: 3,
    forSeconds: 30,
    clearSeconds: 30,
    watch:
      () =>
      ({ now }) => {
        const load = valueOf(now, 'capacity.load')
        return load === undefined ? [] : one(level(load, 0.9, 0.8), load, 0.9)
      },
    suggest: suggestions.moreSeats,
  },
  'capacity-full': {
    metric: 'capacity.load',
    beside: ['lease.active', 'capacity.alive', 'gate.parked', 'gate.admitRate'],
    priority: 2,
    forSeconds: 30,
    clearSeconds: 10,
    watch: () => minute => {
      const load = valueOf(minute.now, 'capacity.load')
      if (load === undefined) return []
      return one(openCohortsWait(minute) > 0 ? level(load, 1, 0.95) : 'fine', load, 1)
    },
    suggest: suggestions.moreSeats,
  },
  'worker-lost': {
    metric: 'capacity.alive',
    beside: ['capacity.seats', 'lease.active'],
    priority: 2,
    forSeconds: 0,
    clearSeconds: 5,
    watch:
      () =>
      ({ now }) => {
        const alive = valueOf(now, 'capacity.alive')
        const seats = valueOf(now, 'capacity.seats')
        if (alive === undefined || seats === undefined) return []
        return one(alive < seats ? 'bad' : 'fine', alive, seats)
      },
    suggest: suggestions.seatsAgain,
  },
  'slots-short': {
    metric: 'slots.left',
    beside: ['queue.waiting', 'booking.rate', 'gate.showRatio'],
    priority: 2,
    forSeconds: 10,
    clearSeconds: 30,
    watch: () => minute => {
      const left = valueOf(minute.now, 'slots.left')
      if (left === undefined) return []
      const show = valueOf(minute.now, 'gate.showRatio') ?? 1
      const conversion = valueOf(minute.now, 'booking.conversion') ?? 1
      const wanted = openCohortsWait(minute) * show * conversion
      return one(wanted > left ? 'bad' : wanted <= left * 0.95 ? 'fine' : 'between', left, wanted)
    },
    suggest: suggestions.moreSlots,
  },
} as const satisfies Partial<Record<RuleId, AlarmRule>>
