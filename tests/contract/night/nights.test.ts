import { expect, test } from 'vitest'
import { attacks, type AttackKind } from '../../../src/simulator/attacks/table.ts'
import { runNight } from '../../../src/simulator/night.ts'
import { loadScenario, scenarioIds, type Scenario } from '../../../src/simulator/scenario.ts'

const MINUTE = 60_000
const PEOPLE = 800

/** The same night with few people in a hurry, half of whom attack: ten times as short before it opens, and cut short after. */
function small(scenario: Scenario): Scenario {
  const { start, arrivals, attackers, launch, script } = scenario
  const opensAt = Math.min(...launch.cohorts.map(cohort => cohort.opensAt))
  const near = (at: number) => Math.min(at, opensAt - (opensAt - at) / 10)
  const end = Math.max(...launch.cohorts.map(cohort => cohort.opensAt)) + 8 * MINUTE
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  const crowd = sum(arrivals.map(({ people }) => people))
  const shares = sum(Object.values(attackers))
  return {
    ...scenario,
    start: near(start),
    end,
    launch: {
      ...launch,
      rate: 3,
      leaseSeconds: 120,
      pollBudget: 100,
      cohorts: launch.cohorts.map(cohort => ({ ...cohort, prequeueAt: near(cohort.prequeueAt) })),
      slots: { ...launch.slots, sites: 5, doses: 100 },
    },
    arrivals: arrivals
      .map(plan => ({ ...plan, from: near(plan.from), to: near(plan.to) }))
      .filter(({ from }) => from < end)
      .map(plan => ({ ...plan, people: Math.ceil((plan.people / crowd) * PEOPLE) })),
    attackers: Object.fromEntries(Object.entries(attackers).map(([kind, share]) => [kind, (share / shares) * 0.5])),
    behaviour: { ...scenario.behaviour, reconnectPerHour: 3, walkAwayShare: 0.2, bookingMedianSeconds: 40 },
    script: script.filter(({ at }) => at < end - MINUTE),
  }
}

test.each(scenarioIds())(
  '%s: nobody gets past the line, and every attempt counts under its door',
  async id => {
    const scenario = small(loadScenario(id))
    const result = await runNight({ scenario, speed: 'max' })
    expect(result).toMatchObject({
      brokenRecord: null,
      bypassSucceeded: 0,
      earlyBookings: 0,
      refusedEligible: 0,
      placesLost: 0,
      orderInversions: 0,
      capacityExceededSeconds: 0,
      unledgeredAdmissions: 0,
      overbooked: 0,
      doubleBooked: 0,
    })
    expect(result.bypassAttempts).toEqual(result.bypassPerformed)
    const kinds = Object.keys(scenario.attackers) as AttackKind[]
    const tried = kinds.filter(kind => !('needsHttp' in attacks[kind])).map(kind => attacks[kind].door)
    for (const door of tried) expect(result.bypassPerformed[door], door).toBeGreaterThan(0)
    expect(result.booked).toBeGreaterThan(100)
  },
  240_000,
)
