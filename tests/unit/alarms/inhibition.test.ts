import { describe, expect, it } from 'vitest'
import { actsOf, cause, openDesk, operator, type Desk } from './desk.ts'

const lost = cause(2, '', { rule: 'worker-lost' })
const full = cause(2, '', { rule: 'capacity-full' })
const high = cause(3, '', { rule: 'capacity-high' })

const of = ({ alerts }: Desk, rule: string) => {
  const alert = alerts.list().find(alert => alert.rule === rule)
  if (!alert) throw new Error(`no alert of ${rule}`)
  return alert
}

describe('a cause that explains others', () => {
  it('silences its consequences, which stand under it and are counted', () => {
    const desk = openDesk()
    desk.alerts.raise(lost)
    desk.alerts.raise(full)
    const root = of(desk, 'worker-lost')
    expect(of(desk, 'capacity-full')).toMatchObject({ state: 'raised', inhibitedBy: root.id, group: root.id })
    expect(desk.alerts.active()).toHaveLength(2)
    expect(desk.alerts.load()).toMatchObject({ load: 1, silenced: 1 })
  })

  it('silences what it explains although that was noticed first, and all that hung on it', () => {
    const desk = openDesk()
    desk.alerts.raise(full)
    desk.alerts.raise(high)
    desk.pass(4_000)
    expect(of(desk, 'capacity-high').inhibitedBy).toBe(of(desk, 'capacity-full').id)
    desk.alerts.raise(lost)
    const root = of(desk, 'worker-lost').id
    expect(of(desk, 'capacity-full').inhibitedBy).toBe(root)
    expect(of(desk, 'capacity-high').inhibitedBy).toBe(root)
    expect(actsOf(of(desk, 'capacity-full'))).toEqual(['raised', 'silenced'])
  })

  it('leaves alone what is older, more urgent, or in somebody’s hands', async () => {
    const desk = openDesk()
    desk.alerts.raise(high)
    desk.pass(61_000)
    desk.alerts.raise(lost)
    expect(of(desk, 'capacity-high').inhibitedBy).toBeNull()
    desk.alerts.raise({ ...full, priority: 1 })
    expect(of(desk, 'capacity-full').inhibitedBy).toBeNull()

    const other = openDesk()
    other.alerts.raise(full)
    await other.alerts.assign(of(other, 'capacity-full').id, 'duty-1', operator)
    other.alerts.raise(lost)
    expect(of(other, 'capacity-full')).toMatchObject({ inhibitedBy: null, state: 'owned' })
  })

  it('gives a consequence half a minute to end by itself, then lets it speak', () => {
    const desk = openDesk()
    desk.alerts.raise(lost)
    desk.alerts.raise(full)
    desk.alerts.resolve('worker-lost', '')
    desk.pass(29_000)
    expect(of(desk, 'capacity-full').inhibitedBy).not.toBeNull()
    const before = desk.alerts.load().load
    desk.pass(2_000)
    expect(of(desk, 'capacity-full')).toMatchObject({ inhibitedBy: null, state: 'raised', group: 'capacity' })
    expect(desk.alerts.load()).toMatchObject({ load: before + 1, silenced: 0 })
  })

  it('silences nothing from a shelf', async () => {
    const desk = openDesk()
    desk.alerts.raise(lost)
    desk.alerts.raise(full)
    await desk.alerts.shelve(of(desk, 'worker-lost').id, 5, 'being replaced', operator)
    desk.pass(1_000)
    expect(of(desk, 'capacity-full').inhibitedBy).toBeNull()
  })

  it('speaks up when the consequence becomes more urgent than its cause', () => {
    const desk = openDesk()
    desk.alerts.raise(lost)
    desk.alerts.raise(full)
    desk.alerts.raise({ ...full, priority: 1 })
    expect(of(desk, 'capacity-full')).toMatchObject({ inhibitedBy: null, priority: 1, state: 'raised' })
  })

  it('is remembered over a restart', () => {
    const desk = openDesk()
    desk.alerts.raise(lost)
    desk.alerts.raise(full)
    const again = openDesk(desk.documents, desk.clock)
    expect(of(again, 'capacity-full').inhibitedBy).toBe(of(again, 'worker-lost').id)
    expect(again.alerts.load()).toMatchObject({ load: 1, silenced: 1 })
  })
})
