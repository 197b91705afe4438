import { describe, expect, it } from 'vitest'
import { createUrgent } from '../../../src/renderer/bell/urgent.ts'
import { alertOf } from './nouns.ts'

const p1 = alertOf({ id: 'a', priority: 1 })
const ids = (alerts: { id: string }[]) => alerts.map(({ id }) => id)

describe('what rings', () => {
  it('is a P1 that is new, and none that stood when the page was opened', () => {
    const urgent = createUrgent()
    expect(urgent([p1])).toEqual([])
    expect(urgent([p1])).toEqual([])
    expect(ids(urgent([p1, alertOf({ id: 'b', priority: 1 }), alertOf({ id: 'c', priority: 2 })]))).toEqual(['b'])
  })

  it('rings again for one that comes again, and for one that becomes a P1', () => {
    const urgent = createUrgent()
    urgent([])
    expect(ids(urgent([p1]))).toEqual(['a'])
    expect(urgent([{ ...p1, state: 'resolved' }])).toEqual([])
    expect(ids(urgent([{ ...p1, count: 2 }]))).toEqual(['a'])
    urgent([alertOf({ id: 'b', priority: 2 })])
    expect(ids(urgent([alertOf({ id: 'b', priority: 1, count: 2 })]))).toEqual(['b'])
  })

  it('does not ring for what is acknowledged or spoken for, and does once it speaks for itself', () => {
    const urgent = createUrgent()
    urgent([])
    expect(urgent([{ ...p1, state: 'acknowledged' }])).toEqual([])
    const silent = alertOf({ id: 'b', priority: 1, inhibitedBy: 'root' })
    expect(urgent([silent])).toEqual([])
    expect(ids(urgent([{ ...silent, inhibitedBy: null }]))).toEqual(['b'])
  })
})
