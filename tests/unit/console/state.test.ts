import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEvent, viewOf, type View } from '../../../src/console/state.ts'
import type { Alert } from '../../../src/protocol/alerts.ts'
import type { EventBody, LaunchEvent } from '../../../src/protocol/console.ts'
import { snapshot } from '../../contract/console/operatorPlane.ts'

const at = 1_800_000_000_000
const start = (): View =>
  viewOf({
    type: 'welcome',
    version: 1,
    epoch: 'epoch-one',
    account: { id: 'duty-1', name: 'Duty', role: 'operator' },
    serverTime: at,
    eventTime: at,
    firstSequence: 0,
    lastSequence: 100,
    snapshot: snapshot(),
  })
const event = (sequence: number, body: EventBody): LaunchEvent => ({ type: 'event', sequence, at, eventTime: at, body })
const intake = (rate: number, revision: number): EventBody => ({
  kind: 'intake',
  intake: { rate, paused: false, ramp: null, revision },
})
const stock = (left: number): EventBody => ({ kind: 'stock', stock: { slots: 1, doses: 100, left, revision: 1 } })
const alert = (id: string, state: Alert['state'], updatedAt = at): EventBody => ({
  kind: 'alert',
  alert: {
    id,
    rule: 'stall',
    subject: '',
    priority: 2,
    state,
    metric: null,
    value: null,
    threshold: null,
    raisedAt: at,
    updatedAt,
    eventTime: at,
    count: 1,
    owner: null,
    acknowledgedBy: null,
    shelvedUntil: null,
    note: '',
    resolvedAt: null,
    group: '',
    inhibitedBy: null,
    flapping: false,
    trail: [],
  },
})

describe('applyEvent', () => {
  it('replaces the noun that the event names, and nothing else', () => {
    const before = start()
    const after = applyEvent(before, event(101, intake(5, 4)))
    expect(after.snapshot.intake.rate).toBe(5)
    expect({ ...after.snapshot, intake: null }).toEqual({ ...before.snapshot, intake: null })
    expect(before.snapshot.intake.rate).toBe(4)
  })

  it('drops what is older by revision, by number, or than the snapshot itself', () => {
    const view = applyEvent(start(), event(105, intake(5, 4)))
    expect(applyEvent(view, event(106, intake(9, 3)))).toBe(view)
    expect(applyEvent(view, event(104, intake(9, 9)))).toBe(view)
    expect(applyEvent(start(), event(100, intake(9, 9))).snapshot.intake.rate).toBe(4)
  })

  it('returns the same view for what is no noun of it', () => {
    const view = start()
    expect(applyEvent(view, event(101, { kind: 'ledger', ledger: { index: 1, hash: 'a', kind: 'gate' } }))).toBe(view)
  })

  it('adds an alert once, updates it in place, and drops an older word of it', () => {
    let view = applyEvent(start(), event(101, alert('a', 'raised')))
    view = applyEvent(view, event(102, alert('b', 'raised')))
    view = applyEvent(view, event(103, alert('a', 'acknowledged', at + 1)))
    view = applyEvent(view, event(104, alert('a', 'raised', at)))
    expect(view.snapshot.alerts.map(({ id, state }) => [id, state])).toEqual([
      ['a', 'acknowledged'],
      ['b', 'raised'],
    ])
  })

  it('makes room among resolved alerts only', () => {
    let view = start()
    for (let i = 0; i < 600; i++)
      view = applyEvent(view, event(101 + i, alert(`old-${i}`, i < 550 ? 'resolved' : 'raised')))
    expect(view.snapshot.alerts).toHaveLength(150)
    expect(view.snapshot.alerts.filter(({ state }) => state === 'raised')).toHaveLength(50)
  })

  it('comes to the same end in whatever order events of one burst arrive', () => {
    const burst = Array.from({ length: 12 }, (_, i) => event(101 + i, i % 2 ? stock(90 - i) : intake(i, 4 + i)))
    const inOrder = burst.reduce(applyEvent, start()).snapshot
    fc.assert(
      fc.property(fc.shuffledSubarray(burst, { minLength: burst.length }), shuffled => {
        expect(shuffled.reduce(applyEvent, start()).snapshot).toEqual(inOrder)
      }),
    )
  })
})
