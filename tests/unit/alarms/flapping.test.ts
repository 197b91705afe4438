import { describe, expect, it } from 'vitest'
import { actsOf, cause, MINUTE, only, openDesk, operator, type Desk } from './desk.ts'

/** The cause is there for two seconds and away for eight, so many times; it is away at the end. */
function chatter(desk: Desk, times: number): void {
  for (let i = 0; i < times; i++) {
    desk.alerts.raise(cause(2))
    desk.pass(2_000)
    desk.alerts.resolve('error-ratio', '')
    desk.pass(8_000)
  }
}

describe('an alert whose cause comes and goes', () => {
  it('is held from the sixth time in ten minutes, and no longer asks anew', async () => {
    const desk = openDesk()
    chatter(desk, 5)
    expect(desk.alerts.active()).toEqual([])
    chatter(desk, 1)
    expect(only(desk)).toMatchObject({ flapping: true, state: 'raised', count: 6 })
    await desk.alerts.acknowledge(only(desk).id, operator)
    const load = desk.alerts.load().load
    const told = desk.told.length
    chatter(desk, 12)
    expect(only(desk)).toMatchObject({ flapping: true, state: 'acknowledged' })
    expect(desk.alerts.load().load).toBe(load)
    // Twelve comings and goings in two minutes are told every ten seconds at most.
    expect(desk.told.length - told).toBeLessThanOrEqual(12)
    expect(only(desk).count).toBeGreaterThanOrEqual(17)
  })

  it('is resolved when its cause has stayed away for five minutes', () => {
    const desk = openDesk()
    chatter(desk, 6)
    desk.pass(5 * MINUTE - 10_000)
    expect(only(desk).flapping).toBe(true)
    desk.pass(3_000)
    expect(desk.alerts.active()).toEqual([])
    expect(desk.alerts.list()).toMatchObject([{ state: 'resolved', flapping: false }])
  })

  it('is one like any other again when its cause stands still', () => {
    const desk = openDesk()
    chatter(desk, 6)
    for (let i = 0; i < 310; i++) {
      desk.alerts.raise(cause(2))
      desk.pass(1_000)
    }
    expect(only(desk).flapping).toBe(false)
    desk.alerts.resolve('error-ratio', '')
    expect(desk.alerts.active()).toEqual([])
  })

  it('is still held after a restart, and can be resolved by hand meanwhile', async () => {
    const desk = openDesk()
    chatter(desk, 6)
    const again = openDesk(desk.documents, desk.clock)
    again.alerts.resolve('error-ratio', '')
    const { id } = only(again)
    const resolved = await again.alerts.resolveByHand(id, operator)
    expect(resolved).toMatchObject({ state: 'resolved', flapping: false })
    expect(actsOf(resolved).slice(-2)).toEqual(['flapping', 'resolved'])
  })
})
