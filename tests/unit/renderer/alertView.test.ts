import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AlertState, Priority, RuleId } from '../../../src/protocol/alerts.ts'
import { families } from '../../../src/protocol/families.ts'
import { rowsOf } from '../../../src/renderer/store/alertRows.ts'
import { viewAlerts } from '../../../src/renderer/store/alertView.ts'
import { alertOf } from './nouns.ts'

const anyAlerts = fc
  .uniqueArray(
    fc.record({
      id: fc.uuid(),
      rule: fc.constantFrom<RuleId[]>('bypass', 'stall', 'worker-lost'),
      priority: fc.constantFrom<Priority[]>(1, 2, 3),
      state: fc.constantFrom<AlertState[]>('raised', 'acknowledged', 'owned', 'shelved', 'resolved'),
      silent: fc.boolean(),
    }),
    { maxLength: 80, selector: ({ id }) => id },
  )
  // Whatever is silent is a consequence of the first, which may stand, be over, or be silent itself.
  .map(all =>
    all.map(({ silent, ...change }, i) =>
      alertOf({ ...change, inhibitedBy: silent && i > 0 ? (all[0]?.id ?? null) : null }),
    ),
  )

describe('alert view', () => {
  it('loses nothing, in a flood or not, and shows every P1 that asks one by one', () => {
    fc.assert(
      fc.property(anyAlerts, fc.boolean(), (alerts, flood) => {
        const view = viewAlerts(alerts, flood)
        const lines = [...view.pinned, ...view.rest]
        const shown = [
          ...lines.flatMap(({ alert, folded }) => (alert ? [alert, ...folded] : folded)),
          ...view.shelved,
          ...view.resolved,
        ].map(({ id }) => id)
        expect(shown.toSorted()).toEqual(alerts.map(({ id }) => id).toSorted())
        expect(view.pinned.every(({ alert, priority }) => alert !== undefined && priority === 1)).toBe(true)
        const standing = alerts.filter(({ state }) => state !== 'resolved' && state !== 'shelved')
        expect(view.active).toBe(standing.length)
        const silent = standing.filter(({ inhibitedBy }) => standing.some(({ id }) => id === inhibitedBy))
        expect(view.silenced).toBe(silent.length)
        expect(view.pinned).toHaveLength(
          standing.filter(alert => alert.priority === 1 && !silent.includes(alert)).length,
        )
        if (flood) expect(view.rest.length).toBeLessThanOrEqual(families.length)
      }),
    )
  })

  it('puts first what nobody has seen', () => {
    const { rest } = viewAlerts(
      [
        alertOf({ id: 'a', priority: 2, state: 'owned', raisedAt: 9 }),
        alertOf({ id: 'b', priority: 3 }),
        alertOf({ id: 'c', priority: 2, raisedAt: 1 }),
      ],
      false,
    )
    expect(rest.map(({ alert }) => alert?.id)).toEqual(['c', 'a', 'b'])
  })

  it('folds consequences into their cause, and a flood into families', () => {
    const alerts = [
      alertOf({ id: 'lost', rule: 'worker-lost', priority: 2 }),
      alertOf({ id: 'full', rule: 'capacity-full', priority: 2, inhibitedBy: 'lost' }),
      alertOf({ id: 'door', rule: 'bypass', priority: 3 }),
    ]
    expect(viewAlerts(alerts, false).rest).toMatchObject([
      { key: 'lost', folded: [{ id: 'full' }] },
      { key: 'door', folded: [] },
    ])
    const view = viewAlerts(alerts, true)
    expect(view).toMatchObject({ gathered: 2, silenced: 1, active: 3 })
    expect(view.rest).toMatchObject([
      { key: 'family:capacity', alert: undefined, folded: [{ id: 'lost' }, { id: 'full' }] },
      { key: 'door' },
    ])
  })
})

describe('rows of the tree', () => {
  it('show what is unfolded, each with its place among its siblings', () => {
    const view = viewAlerts(
      [
        alertOf({ id: 'lost', rule: 'worker-lost', priority: 2 }),
        alertOf({ id: 'full', rule: 'capacity-full', priority: 2, inhibitedBy: 'lost' }),
        alertOf({ id: 'door', rule: 'bypass', priority: 3 }),
      ],
      false,
    )
    const lines = (open: string[]) =>
      rowsOf(view, 'active', new Set(open)).map(row => [row.key, row.level, row.open, row.place, row.of])
    expect(lines([])).toEqual([
      ['lost', 1, false, 1, 2],
      ['door', 1, undefined, 2, 2],
    ])
    expect(lines(['lost'])).toEqual([
      ['lost', 1, true, 1, 2],
      ['full', 2, undefined, 1, 1],
      ['door', 1, undefined, 2, 2],
    ])
  })
})
