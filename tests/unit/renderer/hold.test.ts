import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHold, type HoldPhase } from '../../../src/renderer/rail/hold.ts'

const ms = 800

function watched() {
  const hold = createHold(ms)
  const phases: HoldPhase[] = []
  let completed = 0
  hold.listen({ onComplete: () => completed++, onPhase: phase => phases.push(phase) })
  return { hold, phases, completed: () => completed }
}

describe('hold', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([0, 30, 500, 799])('does nothing when let go after %i ms', held => {
    const { hold, phases, completed } = watched()
    hold.press()
    vi.advanceTimersByTime(held)
    hold.release()
    vi.advanceTimersByTime(10_000)
    expect(completed()).toBe(0)
    expect(phases).toEqual(['holding', 'short', 'idle'])
  })

  it('acts once after 0.8 s, within 100 ms of it, while still held', () => {
    const { hold, completed } = watched()
    hold.press()
    vi.advanceTimersByTime(ms - 1)
    expect(completed()).toBe(0)
    vi.advanceTimersByTime(100)
    expect(completed()).toBe(1)
    hold.release()
    vi.advanceTimersByTime(10_000)
    expect(completed()).toBe(1)
  })

  it('counts a release by its own time, though it is handled late', () => {
    const { hold, completed } = watched()
    const pressed = performance.now()
    hold.press()
    vi.setSystemTime(Date.now() + 2_000)
    hold.release(pressed + 500)
    vi.advanceTimersByTime(10_000)
    expect(completed()).toBe(0)
  })

  it('never acts after it was cancelled', () => {
    const { hold, completed } = watched()
    hold.press()
    vi.advanceTimersByTime(790)
    hold.cancel()
    vi.advanceTimersByTime(10_000)
    hold.release()
    expect(completed()).toBe(0)
  })

  it('takes Enter twice within five seconds, for those who cannot hold', () => {
    const { hold, phases, completed } = watched()
    hold.enter()
    vi.advanceTimersByTime(4_900)
    expect(completed()).toBe(0)
    hold.enter()
    expect(completed()).toBe(1)
    expect(phases).toEqual(['armed', 'done'])
  })

  it('forgets the first Enter after five seconds', () => {
    const { hold, completed } = watched()
    hold.enter()
    vi.advanceTimersByTime(5_001)
    hold.enter()
    expect(completed()).toBe(0)
    hold.cancel()
    hold.enter()
    expect(completed()).toBe(0)
  })
})
