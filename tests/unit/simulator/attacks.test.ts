import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../src/rules/random.ts'
import { isEligible } from '../../../src/rules/eligibility.ts'
import { createTokens } from '../../../src/backend/gate/tokens.ts'
import { forge } from '../../../src/simulator/attacks/forgery.ts'
import { createIntents, dueAttack, hasTries, isOutsider, spent } from '../../../src/simulator/attacks/intents.ts'
import { attackKinds, attacks } from '../../../src/simulator/attacks/table.ts'
import { createIdentities } from '../../../src/simulator/identities.ts'

const document = {
  state: 'open' as const,
  serverTime: 1_000_000,
  opensAt: 0,
  serving: 100,
  callsPerSecond: 10,
} as Parameters<NonNullable<(typeof attacks)['claimAhead']['ready']>>[0]['document']

describe('intents', () => {
  test('are drawn by their shares, and nobody has two', () => {
    const draw = createIntents({ devtools: 0.1, ineligible: 0.2, identityReplay: 0.3 }, createRandom(1), true)
    const drawn = Array.from({ length: 20_000 }, draw)
    const share = (wanted: (intent: number) => boolean) => drawn.filter(wanted).length / drawn.length
    expect(share(intent => dueAttack(intent, 'admitted') === attacks.devtools)).toBeCloseTo(0.1, 1)
    expect(share(isOutsider)).toBeCloseTo(0.2, 1)
    expect(share(intent => dueAttack(intent, 'waiting') === attacks.identityReplay)).toBeCloseTo(0.3, 1)
    expect(share(intent => !hasTries(intent))).toBeCloseTo(0.4, 1)
  })

  test('that need HTTP are drawn by nobody in process', () => {
    const draw = createIntents({ identityReplay: 1 }, createRandom(1), false)
    expect(Array.from({ length: 100 }, draw).some(hasTries)).toBe(false)
  })

  test.each(attackKinds)('%s is tried as often as its table says, and at its moments only', kind => {
    let intent = createIntents({ [kind]: 1 }, createRandom(1), true)()
    for (let tries = attacks[kind].tries; tries > 0; tries--) {
      expect(hasTries(intent)).toBe(true)
      intent = spent(intent)
    }
    expect(hasTries(intent)).toBe(false)
    for (const moment of attacks[kind].moments) expect(dueAttack(intent, moment)).toBeUndefined()
  })

  test('wait for their time: a number far ahead, the last minutes before the opening', () => {
    const due = (kind: 'claimAhead' | 'early', sight: Partial<typeof document>, number?: number) =>
      dueAttack(createIntents({ [kind]: 1 }, createRandom(1), false)(), 'waiting', {
        document: { ...document, ...sight },
        number,
      })
    expect(due('claimAhead', {}, 5_000)).toBe(attacks.claimAhead)
    expect(due('claimAhead', {}, 200)).toBeUndefined()
    expect(due('claimAhead', {})).toBeUndefined()
    const prequeue = { state: 'prequeue' as const, opensAt: 1_170_000 }
    expect(due('early', prequeue)).toBe(attacks.early)
    expect(due('early', { ...prequeue, opensAt: 1_190_000 })).toBeUndefined()
    expect(due('early', { ...prequeue, opensAt: 1_003_000 })).toBeUndefined()
    expect(due('early', {})).toBeUndefined()
  })
})

test('no forgery is taken for a token', () => {
  const tokens = createTokens(Buffer.alloc(32, 7))
  const place = { cohort: 'c', index: 1, generation: 0, person: Buffer.alloc(16, 1), client: Buffer.alloc(8, 2) }
  const real = [
    tokens.signTicket(place),
    tokens.signAdmission({ ...place, number: 1, dependents: [], expiresAt: 1_000_000 }),
  ]
  const forged = new Set(real.flatMap(token => Array.from({ length: 9 }, (_, at) => forge(token, () => at))))
  expect(forged.size).toBeGreaterThanOrEqual(17)
  for (const token of forged) {
    expect(() => tokens.readTicket(token)).toThrow('ticket-invalid')
    expect(() => tokens.readAdmission(token)).toThrow('admission-invalid')
  }
})

test('those outside are ineligible, many by a day, and none of the crowd', () => {
  const cohort = { bornFrom: '1967-01-01', bornTo: '1968-12-31' }
  const identities = createIdentities(cohort, 3)
  const dates = new Map<string, number>()
  const people = new Set<string>()
  const key = (ordinal: number) => Buffer.from(identities.of(ordinal).person).toString('hex')
  for (let ordinal = 0; ordinal < 3000; ordinal++) {
    const { person, birthDate } = identities.outside(ordinal)
    expect(isEligible(birthDate, cohort)).toBe(false)
    dates.set(birthDate, (dates.get(birthDate) ?? 0) + 1)
    people.add(Buffer.from(person).toString('hex'))
  }
  expect(people.size).toBe(3000)
  for (let ordinal = 0; ordinal < 3000; ordinal++) expect(people.has(key(ordinal))).toBe(false)
  expect(dates.get('1966-12-31')).toBeGreaterThan(200)
  expect(dates.get('1969-01-01')).toBeGreaterThan(200)
})
