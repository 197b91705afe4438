import { describe, expect, it } from 'vitest'
import type { Priority } from '../../../src/protocol/alerts.ts'
import { cause, MINUTE, openDesk, operator } from './desk.ts'

describe('the alarm load', () => {
  it('counts what began to ask in the last ten minutes, and tells it when it changes', () => {
    const desk = openDesk()
    desk.alerts.raise(cause(2, 'a'))
    desk.pass(5 * MINUTE)
    desk.alerts.raise(cause(2, 'b'))
    desk.pass(1_000)
    expect(desk.alerts.load()).toEqual({ load: 2, operators: 2, floodSince: null, silenced: 0 })
    desk.pass(5 * MINUTE)
    expect(desk.alerts.load().load).toBe(1)
    expect(desk.loads.map(({ load }) => load)).toEqual([1, 2, 1])
  })

  it('is a flood above ten and until below five, a restart between', () => {
    const desk = openDesk()
    for (let i = 0; i < 10; i++) desk.alerts.raise(cause(2, `a${i}`))
    expect(desk.alerts.load().floodSince).toBeNull()
    desk.pass(MINUTE)
    desk.alerts.raise(cause(2, 'a10'))
    const since = desk.clock.real()
    desk.alerts.tick()
    expect(desk.alerts.load().floodSince).toBe(since)
    desk.pass(8 * MINUTE)
    for (let i = 0; i < 4; i++) desk.alerts.raise(cause(2, `b${i}`))
    desk.pass(MINUTE + 1_000)
    // Five are left: more than ends it, fewer than begins it.
    expect(desk.alerts.load()).toMatchObject({ load: 5, floodSince: since })
    const again = openDesk(desk.documents, desk.clock)
    expect(again.alerts.load()).toMatchObject({ load: 5, floodSince: since })
    again.pass(MINUTE)
    expect(again.alerts.load()).toMatchObject({ load: 4, floodSince: null })
    expect(openDesk(again.documents, again.clock).alerts.load().floodSince).toBeNull()
  })
})

describe('200 alarms a minute for five minutes', () => {
  it('loses none of a thousand, takes every acknowledgement, and outlives a restart', async () => {
    const desk = openDesk()
    const priorityOf = (i: number): Priority => (i % 20 === 0 ? 1 : i % 7 === 0 ? 2 : 3)
    for (let i = 0; i < 1_000; i++) {
      desk.alerts.raise(cause(priorityOf(i), `s${i}`))
      desk.pass(300)
    }
    expect(desk.alerts.active()).toHaveLength(1_000)
    expect(desk.alerts.load()).toMatchObject({ load: 1_000, silenced: 0 })
    expect(desk.alerts.load().floodSince).not.toBeNull()
    const urgent = desk.alerts.active().filter(({ priority }) => priority === 1)
    expect(urgent).toHaveLength(50)
    for (const { id } of urgent) await desk.alerts.acknowledge(id, operator)
    for (let i = 0; i < 1_000; i++) desk.alerts.resolve('error-ratio', `s${i}`)
    const again = openDesk(desk.documents, desk.clock)
    const all: string[] = []
    for (let page = again.alerts.history(null, 60); ; page = again.alerts.history(page.next, 60)) {
      all.push(...page.alerts.map(({ subject }) => subject))
      if (page.next === null) break
    }
    expect(new Set(all).size).toBe(1_000)
    expect(all).toHaveLength(1_000)
  })
})

describe('the history', () => {
  it('is paged from the latest on, and drops the oldest beyond its bound', () => {
    const desk = openDesk()
    for (let i = 0; i < 2_005; i++) {
      desk.alerts.raise(cause(3, `s${i}`))
      desk.alerts.resolve('error-ratio', `s${i}`)
      desk.clock.advance(1)
    }
    const first = desk.alerts.history(null, 3)
    expect(first.alerts.map(({ subject }) => subject)).toEqual(['s2004', 's2003', 's2002'])
    expect(desk.alerts.history(first.next, 2).alerts.map(({ subject }) => subject)).toEqual(['s2001', 's2000'])
    expect(desk.documents.list('alert:')).toHaveLength(2_000)
    expect(desk.alerts.list()).toHaveLength(100)
  })
})
