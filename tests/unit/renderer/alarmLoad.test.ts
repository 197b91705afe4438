import { describe, expect, it } from 'vitest'
import { alarmLoad, isFlood } from '../../../src/renderer/store/alarmLoad.ts'
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
