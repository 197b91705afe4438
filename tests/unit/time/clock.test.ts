import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasDrifted, MAX_DRIFT_MS, systemClock } from '../../../src/backend/clock.ts'
import { machineAt } from './machine.ts'

const EIGHT = Date.parse('2021-07-19T20:00:00+09:00')
const MINUTE = 60_000
const jumps = fc.integer({ min: -5 * MINUTE, max: 5 * MINUTE })

describe('the clock of a node', () => {
  it('does not move when the machine’s clock is stepped, and says by how much they are apart', () => {
    const machine = machineAt(EIGHT)
    const clock = systemClock({ sources: machine.sources })
    for (const step of [3 * MINUTE, -6 * MINUTE]) {
      machine.step(step)
      machine.pass(1_000)
      expect([clock.real(), clock.event()]).toEqual([machine.now, machine.now])
    }
    expect(clock.drift()).toBe(-3 * MINUTE)
    machine.step(3 * MINUTE)
    expect([clock.drift(), hasDrifted(clock), clock.verified]).toEqual([0, false, false])
  })

  it.each([
    [500, false],
    [501, true],
    [-501, true],
  ])('is %d ms off: drifted is %s', (step, drifted) => {
    const machine = machineAt(EIGHT)
    const clock = systemClock({ sources: machine.sources })
    machine.step(step)
    expect(hasDrifted(clock)).toBe(drifted)
  })

  it('believes a reference rather than its own machine, while there is one', () => {
    let there = true
    const machine = machineAt(EIGHT)
    const reference = machine.reference({}, { there: () => there })
    const clock = systemClock({ sources: machine.sources, references: [reference] })
    machine.step(3 * MINUTE)
    expect([clock.drift(), clock.verified]).toEqual([0, true])
    there = false
    expect([clock.drift(), clock.verified]).toEqual([3 * MINUTE, false])
  })

  it('is not verified by a reference that says otherwise', () => {
    const machine = machineAt(EIGHT, { wrongBy: 2_000 })
    const clock = systemClock({ sources: machine.sources, references: [machine.reference({})] })
    // Ten of them are the reference's own doubt.
    expect([clock.drift(), clock.verified]).toEqual([-1_990, false])
    machine.pass(MINUTE)
    expect(clock.drift()).toBe(-1_990)
  })

  it('starts from the reference that leads, whatever the machine says', () => {
    const machine = machineAt(EIGHT, { wrongBy: 3 * MINUTE })
    const clock = systemClock({ sources: machine.sources, references: [machine.reference({ leads: true })] })
    expect([clock.real(), clock.drift(), clock.verified]).toEqual([EIGHT, 0, true])
  })

  it.each([2_000, -2_000])('makes up for %d ms by running 5 % faster or slower, and then runs with time again', off => {
    let there = false
    const machine = machineAt(EIGHT, { wrongBy: off })
    const reference = machine.reference({ leads: true }, { there: () => there })
    const clock = systemClock({ sources: machine.sources, references: [reference] })
    there = true
    machine.pass(1_000)
    expect(clock.real()).toBe(machine.now + off)
    let before = clock.real()
    for (let seconds = 0; seconds < 40; seconds++) {
      machine.pass(1_000)
      expect(Math.abs(clock.real() - before - 1_000)).toBeLessThanOrEqual(51)
      before = clock.real()
    }
    expect(Math.abs(clock.real() - machine.now)).toBeLessThanOrEqual(1)
    machine.pass(MINUTE)
    expect(Math.abs(clock.real() - machine.now)).toBeLessThanOrEqual(1)
  })

  it('in a drill passes faster, from where the scenario starts', () => {
    const machine = machineAt(EIGHT + 1_000 * MINUTE)
    const clock = systemClock({ sources: machine.sources, eventStart: EIGHT, speed: 60 })
    machine.pass(2_000)
    expect([clock.event() - EIGHT, clock.real() - EIGHT]).toEqual([120_000, 1_000 * MINUTE + 2_000])
    clock.resume(EIGHT + 600_000)
    machine.pass(1_000)
    expect([clock.event() - EIGHT, clock.drift()]).toEqual([660_000, 0])
  })

  it('never goes back behind what a launch has lived already: that is drift, which wears off', () => {
    const machine = machineAt(EIGHT, { wrongBy: -2_000 })
    const clock = systemClock({ sources: machine.sources })
    clock.resume(EIGHT)
    expect([clock.event(), clock.drift(), hasDrifted(clock)]).toEqual([EIGHT, -2_000, true])
    machine.pass(31_000)
    expect([clock.drift(), hasDrifted(clock)]).toEqual([-450, false])
    machine.pass(10_000)
    expect(clock.drift()).toBe(0)
    clock.resume(EIGHT - MINUTE)
    expect(clock.drift()).toBe(0)
    // The machine leads it back, and not beyond what the launch had lived.
    machine.step(10_000)
    machine.pass(MINUTE)
    clock.real()
    machine.pass(MINUTE)
    expect([clock.event() - machine.now, hasDrifted(clock)]).toEqual([0, true])
  })
})

/** What happens to a machine in a night. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 30_000 }) }) },
  { weight: 2, arbitrary: fc.record({ step: jumps }) },
  { weight: 1, arbitrary: fc.record({ there: fc.boolean() }) },
)

describe('whatever is done to the machine’s clock', () => {
  it('time never goes back, and a node that does not call itself drifted is right within the limit', () => {
    const plan = fc.record({
      happenings: fc.array(happening, { minLength: 5, maxLength: 60 }),
      wrongBy: jumps,
      // A counter is steered by the same service: 50 millionths off is a bad one.
      rate: fc.double({ min: 0.999_95, max: 1.000_05, noNaN: true }),
      leads: fc.boolean(),
      there: fc.boolean(),
    })
    fc.assert(
      fc.property(plan, night => {
        let { there } = night
        const machine = machineAt(EIGHT, night)
        const error = () => Math.sin(machine.now) * 10
        const reference = machine.reference({ leads: night.leads }, { error, there: () => there })
        const clock = systemClock({ sources: machine.sources, references: [reference] })
        let before = [clock.real(), clock.event()] as const
        const look = () => {
          const now = [clock.real(), clock.event()] as const
          expect(now[0]).toBeGreaterThanOrEqual(before[0])
          expect(now[1]).toBeGreaterThanOrEqual(before[1])
          before = now
        }
        for (const happened of night.happenings) {
          if ('step' in happened) machine.step(happened.step)
          if ('there' in happened) there = happened.there
          const passing = 'pass' in happened ? happened.pass : 0
          for (let left = passing; left > 0; left -= 2_000) {
            machine.pass(Math.min(left, 2_000))
            look()
          }
          look()
          if (!there) continue
          if (!hasDrifted(clock)) expect(Math.abs(clock.event() - machine.now)).toBeLessThanOrEqual(MAX_DRIFT_MS + 21)
          expect(clock.verified).toBe(!hasDrifted(clock))
        }
      }),
      { seed: 2000, numRuns: 150 },
    )
  })
})
