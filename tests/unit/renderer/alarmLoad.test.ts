import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AlertState, Priority, RuleId } from '../../../src/protocol/alerts.ts'
import { alarmLoad, isFlood, viewAlerts } from '../../../src/renderer/store/alarmLoad.ts'
import { alertOf } from './nouns.ts'

describe('alarm load', () => {
  it('counts what was raised in the last ten minutes', () => {
    const alerts = [0, 1, 600_000, 900_000].map((raisedAt, i) => alertOf({ id: String(i), raisedAt }))
    expect(alarmLoad(alerts, 1_000_000)).toBe(2)
  })

  it('is a flood above ten, and until below five', () => {
    expect(isFlood(10, false)).toBe(false)
    expect(isFlood(11, false)).toBe(true)
    expect(isFlood(5, true)).toBe(true)
    expect(isFlood(4, true)).toBe(false)
  })
})

const anyAlert = fc.record({
  id: fc.uuid(),
  rule: fc.constantFrom<RuleId[]>('bypass', 'stall', 'worker-lost'),
  priority: fc.constantFrom<Priority[]>(1, 2, 3),
  state: fc.constantFrom<AlertState[]>('raised', 'acknowledged', 'owned', 'shelved', 'resolved'),
})

describe('alert view', () => {
  it('loses nothing, in a flood or not, and shows every P1 one by one', () => {
    fc.assert(
      fc.property(fc.array(anyAlert, { maxLength: 80 }), fc.boolean(), (changes, flood) => {
        const alerts = changes.map(change => alertOf(change))
        const view = viewAlerts(alerts, flood)
        const shown = [
          ...view.pinned,
          ...view.groups.flatMap(group => group.alerts),
          ...view.shelved,
          ...view.resolved,
        ].map(alert => alert.id)
        expect(shown.toSorted()).toEqual(alerts.map(alert => alert.id).toSorted())
        const p1 = alerts.filter(a => a.priority === 1 && a.state !== 'resolved' && a.state !== 'shelved')
        expect(view.pinned.length).toBe(p1.length)
        const grouped = view.groups.reduce((sum, group) => sum + group.alerts.length, 0)
        expect(view.hidden).toBe(grouped - view.groups.length)
        if (flood) expect(view.groups.length).toBeLessThanOrEqual(6)
      }),
    )
  })

  it('puts first what nobody has seen', () => {
    const { groups } = viewAlerts(
      [
        alertOf({ id: 'a', priority: 2, state: 'owned', raisedAt: 9 }),
        alertOf({ id: 'b', priority: 3 }),
        alertOf({ id: 'c', priority: 2, raisedAt: 1 }),
      ],
      false,
    )
    expect(groups.map(group => group.alerts[0]?.id)).toEqual(['c', 'a', 'b'])
  })
})
