import { describe, expect, it } from 'vitest'
import { mergeTracked } from '../../../src/renderer/store/merge.ts'
import { applyBody } from '../../../src/protocol/snapshot.ts'
import { alertOf, cohortOf, recordOf, snapshotOf } from './nouns.ts'

describe('applyBody', () => {
  it('replaces the noun that an event names, and leaves the others as they are', () => {
    const before = snapshotOf()
    const after = applyBody(before, { kind: 'intake', intake: { ...before.intake, paused: true, revision: 4 } })
    expect(after.intake.paused).toBe(true)
    expect(after.cohorts).toBe(before.cohorts)
    expect(after.alerts).toBe(before.alerts)
  })

  it('ignores what is older than what it knows', () => {
    const before = snapshotOf({
      cohorts: [cohortOf({ revision: 5 })],
      alerts: [alertOf({ updatedAt: 50 })],
      commands: [recordOf({ state: 'observed' })],
    })
    expect(applyBody(before, { kind: 'intake', intake: { ...before.intake, rate: 9, revision: 2 } })).toBe(before)
    expect(applyBody(before, { kind: 'cohort', cohort: cohortOf({ revision: 4, state: 'open' }) })).toBe(before)
    expect(applyBody(before, { kind: 'alert', alert: alertOf({ updatedAt: 49, state: 'resolved' }) })).toBe(before)
    expect(applyBody(before, { kind: 'command', command: recordOf({ state: 'accepted' }) })).toBe(before)
  })

  it('never drops an active alert, however many have been resolved', () => {
    let snapshot = snapshotOf({ alerts: [alertOf({ id: 'old', raisedAt: 0, updatedAt: 0 })] })
    for (let i = 0; i < 300; i++) {
      const alert = alertOf({ id: `r${i}`, state: 'resolved', updatedAt: i + 1 })
      snapshot = applyBody(snapshot, { kind: 'alert', alert })
    }
    expect(snapshot.alerts.length).toBeLessThanOrEqual(101)
    expect(snapshot.alerts.some(alert => alert.id === 'old')).toBe(true)
    expect(snapshot.alerts.some(alert => alert.id === 'r299')).toBe(true)
  })
})

describe('mergeTracked', () => {
  const record = recordOf()
  const sent = { id: record.id, order: record.order, state: 'sent', sentAt: 1, record: null } as const

  it('follows a command from sent to observed, and not back', () => {
    const accepted = mergeTracked([sent], record)
    expect(accepted[0]).toMatchObject({ state: 'accepted', record })
    const observed = mergeTracked(accepted, recordOf({ state: 'observed' }))
    expect(observed[0]?.state).toBe('observed')
    expect(mergeTracked(observed, record)).toBe(observed)
    expect(mergeTracked(observed, sent)).toBe(observed)
  })

  it('leaves the commands of other consoles to the snapshot', () => {
    expect(mergeTracked([], record)).toEqual([])
  })
})
