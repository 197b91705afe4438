import { describe, expect, test } from 'vitest'
import { launchSchema } from '../../../src/backend/launch.ts'
import { parseKst } from '../../../src/rules/kst.ts'
import { createRandom } from '../../../src/rules/random.ts'
import { arrivedShare, createArrivals } from '../../../src/simulator/arrivals.ts'
import { createIdentities } from '../../../src/simulator/identities.ts'
import { launchOf } from '../../../src/simulator/launch.ts'
import { loadScenario, parseScenario, scenarioIds } from '../../../src/simulator/scenario.ts'
import { createTokenStore } from '../../../src/simulator/tokens.ts'
import { readFileSync } from 'node:fs'

const calmText = readFileSync(new URL('../../../resources/scenarios/calm.json', import.meta.url), 'utf8')
const broken = (from: string, to: string) => () => parseScenario(calmText.replace(from, to), 'calm.json')

describe('scenario files', () => {
  test.each(scenarioIds())('%s is a launch plan with enough people and slots of its own', id => {
    const scenario = loadScenario(id)
    const launch = launchSchema.parse(launchOf(scenario))
    const { slots } = scenario.launch
    expect(launch.cohorts.every(({ opensAt }) => opensAt > scenario.start && opensAt < scenario.end)).toBe(true)
    expect(launch.slots.length).toBeGreaterThanOrEqual(slots.sites * slots.days)
    expect(new Set(launch.slots.map(({ site, date, time }) => `${site} ${date} ${time}`)).size).toBe(
      launch.slots.length,
    )
  })

  test('the night of 19 July opens to 53 and 54 year olds at 20:00', () => {
    const { launch } = loadScenario('2021-07-19')
    expect(launch.rate).toBe(3.92)
    expect(launch.cohorts[0]).toMatchObject({
      bornFrom: '1967-01-01',
      bornTo: '1968-12-31',
      opensAt: parseKst('2021-07-19', '20:00'),
    })
  })

  test.each([
    ['"rate": 20', '"rate": -1', 'calm.json: launch.rate: '],
    ['"rate": 20', '"rate": 20, "colour": "red"', 'calm.json: launch: Unrecognized key: "colour"'],
    ['"2021-06-07 19:45"', '"2021-06-31 19:45"', "calm.json: start: expected 'YYYY-MM-DD HH:MM[:SS]' in Korean time"],
    ['"2021-06-08 05:45"', '"2021-06-07 19:00"', 'calm.json: end: is not after start'],
    ['"cohort": "ages-60-64"', '"cohort": "ages-1"', "calm.json: arrivals.0.cohort: no cohort 'ages-1'"],
    ['{', '', 'calm.json: not JSON'],
    ['"start"', '"attackers": { "bribery": 0.1 }, "start"', 'calm.json: attackers: Unrecognized key: "bribery"'],
    ['"start"', '"attackers": { "devtools": 1.5 }, "start"', 'calm.json: attackers.devtools: Too big'],
    [
      '"start"',
      '"attackers": { "devtools": 0.6, "replay": 0.6 }, "start"',
      'calm.json: attackers: add up to more than',
    ],
  ])('%s → %s is refused by file and field', (from, to, message) => {
    expect(broken(from, to)).toThrow(message)
  })

  test('an unknown scenario names those there are', () => {
    expect(() => loadScenario('2021-02-30')).toThrow(
      "unknown scenario '2021-02-30'; there are: 2021-05-31, 2021-07-14, 2021-07-19, 2021-07-20, calm, healthy, hostile",
    )
    expect(() => loadScenario('../calm')).toThrow('unknown scenario')
  })
})

describe('arrivals', () => {
  const plan = { cohort: 'c', from: 0, to: 3_600_000, people: 10_000 }

  test('come in full, and half of a rush in its first half-life', () => {
    for (const arrivals of [plan, { ...plan, halvesEverySeconds: 300 }]) {
      const stream = createArrivals(arrivals, createRandom(1))
      let sum = 0
      let early = 0
      for (let at = -1000; at <= 3_600_000; at += 100) {
        sum += stream.until(at)
        if (at === 300_000) early = sum
      }
      expect(sum).toBe(10_000)
      expect(stream.left).toBe(0)
      expect(early / 10_000).toBeCloseTo(arrivedShare(arrivals, 300_000), 1)
    }
    expect(arrivedShare({ ...plan, halvesEverySeconds: 300 }, 300_000)).toBeCloseTo(0.5, 3)
  })
})

test('identities are eligible, distinct, and the same each time', () => {
  const cohort = { bornFrom: '1967-01-01', bornTo: '1968-12-31' }
  const identities = createIdentities(cohort, 3)
  const seen = new Set<string>()
  for (let ordinal = 0; ordinal < 5000; ordinal++) {
    const { person, birthDate } = identities.of(ordinal)
    expect(birthDate >= cohort.bornFrom && birthDate <= cohort.bornTo).toBe(true)
    seen.add(Buffer.from(person).toString('hex'))
  }
  expect(seen.size).toBe(5000)
  expect(createIdentities(cohort, 3).of(17)).toEqual(identities.of(17))
  expect(identities.client(1, 0)).not.toBe(identities.client(1, 1))
})

test('tokens come back as they were set, replaced ones too', () => {
  const tokens = createTokenStore(6000)
  const token = (person: number, round: number) =>
    `${person % 3}.${round}.${person}`.padEnd(200 + (person % 90) + round, 'x')
  for (const round of [0, 1]) for (let person = 0; person < 6000; person++) tokens.set(person, token(person, round))
  tokens.set(7, 'no-header')
  tokens.set(8, `0.${'y'.repeat(400)}`)
  for (let person = 9; person < 6000; person++) expect(tokens.get(person)).toBe(token(person, 1))
  expect(tokens.get(7)).toBe('no-header')
  expect(tokens.get(8)).toBe(`0.${'y'.repeat(400)}`)
  expect(createTokenStore(1).get(0)).toBe('')
})
