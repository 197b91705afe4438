import { describe, expect, it } from 'vitest'
import { createAlerts, type Cause } from '../../../src/backend/alarms/alerts.ts'
import { manualClock } from '../../../src/backend/clock.ts'
import type { Documents } from '../../../src/backend/control/contract.ts'
import type { Alert, Priority } from '../../../src/protocol/alerts.ts'

const operator = { id: 'duty-1', name: 'D', role: 'operator' } as const
const viewer = { id: 'viewer-1', name: 'V', role: 'viewer' } as const
const MINUTE = 60_000

function memoryDocuments(): Documents {
  const kept = new Map<string, string>()
  const read = (text: string): unknown => JSON.parse(text)
  return {
    get: key => (kept.has(key) ? read(kept.get(key) ?? '') : undefined),
    list: prefix =>
      [...kept].filter(([key]) => key.startsWith(prefix)).map(([key, text]) => ({ key, value: read(text) })),
    put: async (key, value) => void kept.set(key, JSON.stringify(value)),
  }
}

function open(documents = memoryDocuments(), clock = manualClock(1_626_692_400_000)) {
  const told: Alert[] = []
  const alerts = createAlerts({ clock, documents, onChange: alert => told.push(alert), onError: () => undefined })
  return { documents, clock, alerts, told }
}

const cause = (priority: Priority, subject = '', value = 1): Cause => ({
  rule: 'error-ratio',
  subject,
  priority,
  metric: 'http.errorRatio',
  value,
  threshold: 0.01,
})

const only = ({ alerts }: ReturnType<typeof open>): Alert => {
  const [alert, more] = alerts.active()
  if (!alert || more) throw new Error('one alert expected')
  return alert
}

describe('the life of an alert', () => {
  it('is raised once a cause, acknowledged, owned, resolved', async () => {
    const desk = open()
    desk.alerts.raise(cause(2))
    desk.alerts.raise(cause(2))
    const { id } = only(desk)
    expect(await desk.alerts.acknowledge(id, operator)).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'duty-1',
    })
    expect(await desk.alerts.assign(id, 'duty-2', operator)).toMatchObject({ state: 'owned', owner: 'duty-2' })
    expect(await desk.alerts.note(id, 'disk', operator)).toMatchObject({ note: 'disk' })
    desk.alerts.resolve('error-ratio', '')
    expect(desk.alerts.active()).toEqual([])
    expect(desk.told.map(({ state }) => state)).toEqual(['raised', 'acknowledged', 'owned', 'owned', 'resolved'])
    expect(desk.alerts.list()).toMatchObject([{ id, state: 'resolved' }])
  })

  it('reopens when its cause returns within a minute, and starts anew later', () => {
    const desk = open()
    desk.alerts.raise(cause(2))
    const { id } = only(desk)
    desk.alerts.resolve('error-ratio', '')
    desk.clock.advance(MINUTE - 1)
    desk.alerts.raise(cause(2))
    expect(only(desk)).toMatchObject({ id, count: 2, state: 'raised' })
    desk.alerts.resolve('error-ratio', '')
    desk.clock.advance(MINUTE)
    desk.alerts.raise(cause(2))
    expect(only(desk)).toMatchObject({ count: 1 })
    expect(only(desk).id).not.toBe(id)
  })

  it('asks for attention again when it gets worse', async () => {
    const desk = open()
    desk.alerts.raise(cause(2))
    const { id } = only(desk)
    await desk.alerts.shelve(id, 10, 'known', operator)
    desk.alerts.raise(cause(1))
    expect(only(desk)).toMatchObject({ id, priority: 1, state: 'raised', acknowledgedBy: null, count: 2 })
  })

  it('is for operators to handle', async () => {
    const desk = open()
    desk.alerts.raise(cause(2))
    await expect(desk.alerts.acknowledge(only(desk).id, viewer)).rejects.toMatchObject({ code: 'role-insufficient' })
    await expect(desk.alerts.acknowledge('none', operator)).rejects.toMatchObject({ code: 'resource-unknown' })
  })

  it('tells several subjects apart', () => {
    const desk = open()
    desk.alerts.raise(cause(2, 'D1'))
    desk.alerts.raise(cause(2, 'D3'))
    desk.alerts.resolve('error-ratio', 'D1')
    expect(only(desk).subject).toBe('D3')
  })

  it('survives a restart', async () => {
    const desk = open()
    desk.alerts.raise(cause(2))
    await desk.alerts.acknowledge(only(desk).id, operator)
    const again = open(desk.documents, desk.clock)
    again.alerts.raise(cause(2))
    expect(only(again)).toMatchObject({ state: 'acknowledged', count: 1 })
  })
})

describe('shelving', () => {
  it.each([
    [1, 1, false],
    [2, 15, true],
    [2, 16, false],
    [3, 60, true],
  ] as const)('of a P%i for %i minutes: %s', async (priority, minutes, allowed) => {
    const desk = open()
    desk.alerts.raise(cause(priority))
    const shelved = desk.alerts.shelve(only(desk).id, minutes, 'known', operator)
    if (allowed) expect(await shelved).toMatchObject({ state: 'shelved', owner: 'duty-1', note: 'known' })
    else await expect(shelved).rejects.toMatchObject({ code: 'command-conflict' })
  })

  it('ends by itself', async () => {
    const desk = open()
    desk.alerts.raise(cause(3))
    await desk.alerts.shelve(only(desk).id, 10, 'known', operator)
    desk.clock.advance(10 * MINUTE - 1)
    desk.alerts.tick()
    expect(only(desk).state).toBe('shelved')
    desk.clock.advance(1)
    desk.alerts.tick()
    expect(only(desk)).toMatchObject({ state: 'raised', shelvedUntil: null })
  })

  it('outlives a cause that comes and goes', async () => {
    const desk = open()
    desk.alerts.raise(cause(3))
    await desk.alerts.shelve(only(desk).id, 30, 'known', operator)
    desk.alerts.resolve('error-ratio', '')
    desk.clock.advance(5 * MINUTE)
    desk.alerts.raise(cause(3))
    expect(only(desk)).toMatchObject({ state: 'shelved', count: 2 })
  })
})
