import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasDrifted, manualClock, MAX_DRIFT_MS, systemClock, type Clock } from '../../../src/backend/clock.ts'
import { machineAt, type Machine } from '../../unit/time/machine.ts'
import { cohort, EIGHT, join, MINUTE, prequeue, setStage, type DrivenClock, type Stage } from './stage.ts'

const { id } = cohort()
const stateOf = (stage: Stage) => stage.gate.reading().cohorts[0]?.state

/** A gate and its cohort, so long before the opening. */
function before(ms: number, clock: DrivenClock = manualClock(EIGHT - ms)): Stage {
  const stage = setStage({ clock })
  stage.gate.setCohort(cohort())
  return stage
}

describe('a node whose clock has drifted', () => {
  it('does not open what is due, keeps the line, and opens when the clock is right again', async () => {
    const clock = manualClock(EIGHT - 60 * MINUTE)
    const { stage, tickets } = await prequeue(3, { clock })
    clock.setDrift(MAX_DRIFT_MS + 1)
    clock.advance(20 * MINUTE)
    await stage.run(5_000)
    // Nothing that anybody asks opens it either.
    expect([stateOf(stage), stage.gate.status(id).state, stage.gate.draw(id).state]).toEqual([
      'prequeue',
      'prequeue',
      'committed',
    ])
    await expect(stage.gate.claim(tickets[0] ?? '', new Uint8Array(8))).rejects.toThrow()
    expect((await join(stage, 3)).number).toBeNull()
    clock.setDrift(-MAX_DRIFT_MS)
    await stage.settle()
    expect([stateOf(stage), stage.gate.draw(id).n]).toEqual(['open', 4])
  })

  it('lets people into the pre-queue, where being early gains nothing', async () => {
    const clock = manualClock(EIGHT - 40 * MINUTE)
    const stage = before(0, clock)
    clock.setDrift(3 * MINUTE)
    await stage.run(100)
    expect(stateOf(stage)).toBe('scheduled')
    clock.advance(10 * MINUTE)
    await stage.run(100)
    expect(stateOf(stage)).toBe('prequeue')
    // Also when the opening is past that it sleeps through.
    const late = before(0, clock)
    clock.advance(40 * MINUTE)
    await late.run(100)
    expect(stateOf(late)).toBe('prequeue')
  })

  it('does not close by it either: nobody loses their place to a clock', async () => {
    const clock = manualClock(EIGHT)
    const stage = before(0, clock)
    await stage.settle()
    clock.setDrift(-3 * MINUTE)
    clock.advance(cohort().closesAt - EIGHT)
    await stage.settle()
    expect(stateOf(stage)).toBe('open')
    clock.setDrift(0)
    await stage.settle()
    expect(stateOf(stage)).toBe('closed')
  })
})

/** The clock of a node on such a machine. */
function drive(clock: Clock, machine: Machine): DrivenClock {
  return {
    ...clock,
    get verified() {
      return clock.verified
    },
    advance: ms => machine.pass(ms),
  }
}

const jumps = fc.integer({ min: -5 * MINUTE, max: 5 * MINUTE })
const minute = fc.record({
  step: fc.option(jumps, { nil: 0 }),
  there: fc.boolean(),
  pass: fc.integer({ min: 100, max: 40_000 }),
})

describe('opening, over random steps of the machine’s clock', () => {
  it('is never ahead of the true time by more than the tolerated drift, and happens once the clock is right', async () => {
    const night = fc.record({
      minutes: fc.array(minute, { minLength: 4, maxLength: 16 }),
      rate: fc.double({ min: 0.999_95, max: 1.000_05, noNaN: true }),
      leads: fc.boolean(),
      error: fc.integer({ min: -10, max: 10 }),
      /** Either a reference is there all night, and the machine may have been wrong from the start; or it comes and goes. */
      wrongBy: fc.option(jumps, { nil: 0 }),
    })
    let opened = 0
    let held = 0
    await fc.assert(
      fc.asyncProperty(night, async ({ minutes, rate, leads, error, wrongBy }) => {
        const machine = machineAt(EIGHT - 3 * MINUTE, { wrongBy, rate })
        let there = true
        const reference = machine.reference({ leads }, { error: () => error, there: () => there || wrongBy !== 0 })
        const clock = drive(systemClock({ sources: machine.sources, references: [reference] }), machine)
        const stage = before(0, clock)
        let openedAt: number | undefined
        let eventTime = clock.event()
        for (const { step, there: then, pass } of minutes) {
          machine.step(step)
          there = then
          for (let left = pass; left > 0; left -= 2_000) {
            machine.pass(Math.min(left, 2_000))
            await stage.settle()
            expect(clock.event()).toBeGreaterThanOrEqual(eventTime)
            eventTime = clock.event()
            if (stateOf(stage) === 'open') openedAt ??= machine.now
            const due = clock.event() >= EIGHT
            if (due && !hasDrifted(clock)) expect(openedAt).toBeDefined()
            if (due && openedAt === undefined) held++
          }
        }
        stage.opened.close()
        if (openedAt === undefined) return
        opened++
        // Besides the drift: the reference's own doubt and error, and what a counter may be off by after minutes.
        expect(openedAt).toBeGreaterThanOrEqual(EIGHT - MAX_DRIFT_MS - 20 - 40)
      }),
      { seed: 531, numRuns: 20 },
    )
    // The nights really had both.
    expect(Math.min(opened, held)).toBeGreaterThan(3)
  })
})
