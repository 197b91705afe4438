import { describe, expect, it } from 'vitest'
import { actsOf, cause, MINUTE, only, openDesk, operator, viewer } from './desk.ts'

describe('the life of an alert', () => {
  it('is raised once a cause, acknowledged, owned, resolved, and remembers who did what', async () => {
    const desk = openDesk()
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
    expect(desk.alerts.list()).toMatchObject([
      {
        id,
        state: 'resolved',
        resolvedAt: desk.clock.real(),
        trail: [
          { act: 'raised', by: null },
          { act: 'acknowledged', by: 'duty-1', text: '' },
          { act: 'owned', by: 'duty-1', text: 'duty-2' },
          { act: 'noted', by: 'duty-1', text: 'disk' },
          { act: 'resolved', by: null },
        ],
      },
    ])
    // What came by itself is no act of a person.
    expect(desk.acts.map(({ act }) => act)).toEqual(['acknowledged', 'owned', 'noted'])
  })

  it('reopens when its cause returns within a minute, and starts anew later', () => {
    const desk = openDesk()
    desk.alerts.raise(cause(2))
    const { id } = only(desk)
    desk.alerts.resolve('error-ratio', '')
    desk.clock.advance(MINUTE - 1)
    desk.alerts.raise(cause(2))
    expect(only(desk)).toMatchObject({ id, count: 2, state: 'raised', resolvedAt: null })
    desk.alerts.resolve('error-ratio', '')
    desk.clock.advance(MINUTE)
    desk.alerts.raise(cause(2))
    expect(only(desk)).toMatchObject({ count: 1 })
    expect(only(desk).id).not.toBe(id)
  })

  it('asks for attention again when it gets worse', async () => {
    const desk = openDesk()
    desk.alerts.raise(cause(2))
    const { id } = only(desk)
    await desk.alerts.shelve(id, 10, 'known', operator)
    desk.alerts.raise(cause(1))
    expect(only(desk)).toMatchObject({ id, priority: 1, state: 'raised', acknowledgedBy: null, count: 2 })
  })

  it('acknowledges once: who came first stands', async () => {
    const desk = openDesk()
    desk.alerts.raise(cause(2))
    const { id } = only(desk)
    await desk.alerts.acknowledge(id, operator)
    const again = await desk.alerts.acknowledge(id, { ...operator, id: 'duty-2' })
    expect(again).toMatchObject({ acknowledgedBy: 'duty-1' })
    expect(actsOf(again)).toEqual(['raised', 'acknowledged'])
  })

  it('is resolved by hand only when nothing reports its cause any more', async () => {
    const desk = openDesk()
    desk.alerts.raise(cause(1, '#7', { rule: 'command-not-observed' }))
    const { id } = only(desk)
    await expect(desk.alerts.resolveByHand(id, operator)).rejects.toMatchObject({ code: 'alert-stands' })
    desk.clock.advance(5_000)
    expect(await desk.alerts.resolveByHand(id, operator)).toMatchObject({ state: 'resolved' })
    await expect(desk.alerts.resolveByHand(id, operator)).rejects.toMatchObject({ code: 'alert-over' })
    expect(desk.acts).toMatchObject([{ act: 'resolved', by: 'duty-1' }])
  })

  it('is for operators to handle', async () => {
    const desk = openDesk()
    desk.alerts.raise(cause(2))
    await expect(desk.alerts.acknowledge(only(desk).id, viewer)).rejects.toMatchObject({ code: 'role-insufficient' })
    await expect(desk.alerts.acknowledge('none', operator)).rejects.toMatchObject({ code: 'resource-unknown' })
  })

  it('tells several subjects apart', () => {
    const desk = openDesk()
    desk.alerts.raise(cause(2, 'D1'))
    desk.alerts.raise(cause(2, 'D3'))
    desk.alerts.resolve('error-ratio', 'D1')
    expect(only(desk).subject).toBe('D3')
  })

  it('survives a restart', async () => {
    const desk = openDesk()
    desk.alerts.raise(cause(2))
    await desk.alerts.acknowledge(only(desk).id, operator)
    const again = openDesk(desk.documents, desk.clock)
    again.alerts.raise(cause(2))
    expect(only(again)).toMatchObject({ state: 'acknowledged', count: 1 })
    expect(actsOf(only(again))).toEqual(['raised', 'acknowledged'])
  })

  it('keeps the beginning and the latest of a long life', async () => {
    const desk = openDesk()
    desk.alerts.raise(cause(2))
    const { id } = only(desk)
    for (let i = 0; i < 60; i++) await desk.alerts.note(id, `note ${i}`, operator)
    const { trail } = only(desk)
    expect(trail).toHaveLength(40)
    expect(trail[0]?.act).toBe('raised')
    expect(trail.at(1)?.text).toBe('note 21')
    expect(trail.at(-1)?.text).toBe('note 59')
  })
})

describe('shelving', () => {
  it.each([
    [1, 1, false],
    [2, 15, true],
    [2, 16, false],
    [3, 60, true],
  ] as const)('of a P%i for %i minutes: %s', async (priority, minutes, allowed) => {
    const desk = openDesk()
    desk.alerts.raise(cause(priority))
    const shelved = desk.alerts.shelve(only(desk).id, minutes, 'known', operator)
    if (allowed)
      expect(await shelved).toMatchObject({
        state: 'shelved',
        owner: 'duty-1',
        note: 'known',
        shelvedUntil: desk.clock.real() + minutes * MINUTE,
      })
    else await expect(shelved).rejects.toMatchObject({ code: 'shelving-refused' })
  })

  it('ends by itself, or by hand', async () => {
    const desk = openDesk()
    desk.alerts.raise(cause(3))
    const { id } = only(desk)
    await desk.alerts.shelve(id, 10, 'known', operator)
    desk.clock.advance(10 * MINUTE - 1)
    desk.alerts.tick()
    expect(only(desk).state).toBe('shelved')
    desk.clock.advance(1)
    desk.alerts.tick()
    expect(only(desk)).toMatchObject({ state: 'raised', shelvedUntil: null })
    await desk.alerts.shelve(id, 10, 'again', operator)
    expect(await desk.alerts.unshelve(id, operator)).toMatchObject({ state: 'raised', shelvedUntil: null })
    await expect(desk.alerts.unshelve(id, operator)).rejects.toMatchObject({ code: 'shelving-refused' })
    expect(only(desk).trail.map(({ act, by }) => [act, by])).toEqual([
      ['raised', null],
      ['shelved', 'duty-1'],
      ['unshelved', null],
      ['shelved', 'duty-1'],
      ['unshelved', 'duty-1'],
    ])
  })

  it('outlives a cause that comes and goes', async () => {
    const desk = openDesk()
    desk.alerts.raise(cause(3))
    await desk.alerts.shelve(only(desk).id, 30, 'known', operator)
    desk.alerts.resolve('error-ratio', '')
    desk.clock.advance(5 * MINUTE)
    desk.alerts.raise(cause(3))
    expect(only(desk)).toMatchObject({ state: 'shelved', count: 2 })
  })
})
