import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../src/rules/random.ts'
import { verifyChain } from '../../../src/backend/control/chain.ts'
import { worstWindow } from '../../unit/gate/crowd.ts'
import { claim, cohort, device, join, opened, person, prequeue, setRate, strikeEight, type Stage } from './stage.ts'

/** Everybody who is called and comes asks at once; returns how each claim was answered. */
const claimAll = (stage: Stage, tickets: string[]) =>
  Promise.all(
    tickets.map((ticket, who) =>
      claim(stage, ticket, who).then(
        ({ state }) => state,
        (error: { code: string }) => error.code,
      ),
    ),
  )

describe('a pause', () => {
  test('stops the parked at once: without a tick, and until it ends', async () => {
    const { stage, tickets } = await opened(400)
    await stage.run(5000)
    stage.seats = 3
    await claimAll(stage, tickets)
    expect(stage.gate.reading()).toMatchObject({ activeLeases: 3 })
    expect(stage.gate.reading().cohorts[0]?.parked).toBeGreaterThan(30)
    const decisions: number[] = []
    stage.gate.onDecision(({ revision }) => decisions.push(revision))
    stage.seats = 100
    setRate(stage, 10, true)
    expect(decisions).toEqual([1])
    const before = stage.gate.reading()
    await claimAll(stage, tickets)
    await stage.run(30_000)
    await claimAll(stage, tickets)
    expect(stage.gate.reading()).toMatchObject({ admitted: before.admitted, called: before.called, rateInForce: 0 })
    expect(stage.gate.status(cohort().id)).toMatchObject({ state: 'paused' })
    expect((await join(stage, 900)).returned).toBe(false)

    setRate(stage, 10)
    await stage.run(1000)
    const after = stage.gate.reading().admitted - before.admitted
    expect(after).toBeGreaterThan(5)
    // What would have been admitted during the pause does not come in a burst.
    expect(after).toBeLessThanOrEqual(12)
  })

  test('lets leases go on and end', async () => {
    const { stage, tickets } = await opened(3)
    await stage.run(3000)
    await claimAll(stage, tickets)
    setRate(stage, 10, true)
    expect(stage.gate.reading().activeLeases).toBe(3)
    stage.clock.advance(300_000)
    await stage.settle()
    expect(stage.gate.reading()).toMatchObject({ activeLeases: 0, expiredLeases: 3 })
  })
})

test('a new rate is decided under with the next tick, and said', async () => {
  const { stage } = await opened(10)
  const decisions: number[] = []
  stage.gate.onDecision(({ rate }) => decisions.push(rate))
  setRate(stage, 25)
  expect(decisions).toEqual([])
  stage.gate.tick()
  stage.gate.tick()
  expect(decisions).toEqual([25])
})

test('parked people are admitted lowest number first, also past whoever asks again', async () => {
  const { stage, tickets } = await opened(400)
  await stage.run(5000)
  stage.seats = 0
  await claimAll(stage, tickets)
  const parked = stage.gate.reading().cohorts[0]?.parked ?? 0
  expect(parked).toBeGreaterThan(30)
  stage.seats = 1000
  await claimAll(stage, tickets)
  await stage.run(20_000)
  const ops = [...stage.ledger.read(1)].flatMap(({ body }) => (body.kind === 'gate' ? body.ops : []))
  const admitted = ops.filter(op => op.startsWith('a')).map(op => Number(op.slice(1)))
  expect(admitted.length).toBeGreaterThanOrEqual(parked)
  expect(admitted.slice(0, parked)).toEqual(admitted.slice(0, parked).sort((a, b) => a - b))
})

test('through a wild hour seats are never exceeded, nobody overtakes, and the ledger proves it', async () => {
  const random = createRandom(20_210_719)
  const { stage, tickets } = await prequeue(400, { seats: 20, leaseMs: 30_000 })
  strikeEight(stage)
  await stage.settle()
  let alive = stage.seats
  const admissions = new Map<number, string>()
  for (let turn = 0; turn < 600; turn++) {
    stage.clock.advance(random.int(1500))
    const what = random.int(12)
    if (what === 0) setRate(stage, random.int(40), random.int(4) === 0)
    if (what === 1) alive = stage.seats = 1 + random.int(40)
    const before = stage.gate.reading().activeLeases
    stage.gate.tick()
    for (let asks = 0; asks < 15; asks++) {
      const who = random.int(tickets.length)
      const asked = stage.gate.claim(tickets[who] ?? '', device(who)).then(
        given => given.state === 'admitted' && admissions.set(who, given.admission),
        () => undefined,
      )
      const { activeLeases } = stage.gate.reading()
      expect(activeLeases).toBeLessThanOrEqual(Math.max(alive, before))
      if (asks === 14) {
        await stage.opened.committer.flush()
        await asked
      }
    }
    for (const [who, admission] of admissions) {
      if (random.int(3) > 0) continue
      admissions.delete(who)
      try {
        stage.gate.release(stage.gate.verify(admission, device(who)), random.int(5) === 0 ? 'left' : 'booked')
      } catch {
        // Its lease was over.
      }
    }
    if (random.int(5) === 0) {
      const joined = await join(stage, tickets.length)
      tickets.push(joined.ticket)
    }
  }
  await stage.settle()
  expect(verifyChain(stage.ledger.read(1)).broken).toBeNull()

  const seats = new Set<number>()
  const parked = new Set<number>()
  let called = 0
  let overtaken = 0
  for (const { body } of stage.ledger.read(1)) {
    if (body.kind !== 'gate') continue
    for (const op of body.ops) {
      const number = Number(op.slice(1))
      if (op.startsWith('c')) called = number
      if (op.startsWith('p')) parked.add(number)
      if ('blx'.includes(op[0] ?? '')) {
        seats.delete(number)
        parked.delete(number)
      }
      if (!op.startsWith('a')) continue
      expect(number).toBeLessThanOrEqual(called)
      overtaken += [...parked].filter(other => other < number).length
      parked.delete(number)
      expect(seats.has(number)).toBe(false)
      seats.add(number)
      expect(seats.size).toBeLessThanOrEqual(40)
    }
  }
  expect(overtaken).toBe(0)
  expect(seats.size).toBe(stage.gate.reading().activeLeases)
})

test('the whole gate meets its rate with 30 % who do not come', async () => {
  const RATE = 12
  const SECONDS = 900
  const random = createRandom(7)
  const { stage, tickets } = await opened(20_000, { seats: 100_000 })
  setRate(stage, RATE)
  const id = cohort().id
  const whoHas = new Map<number, number>()
  const known = tickets.map((_, who) =>
    stage.gate.join(id, person(who), device(who), []).then(({ number }) => whoHas.set(number ?? 0, who)),
  )
  await stage.opened.committer.flush()
  await Promise.all(known)
  const due = new Map<number, number[]>()
  const ask = (who: number, second: number) => due.set(second, [...(due.get(second) ?? []), who])
  const perSecond: number[] = []
  let called = 0
  for (let second = 0; second < SECONDS; second++) {
    const before = stage.gate.reading().admitted
    for (const who of due.get(second) ?? []) {
      stage.gate
        .claim(tickets[who] ?? '', device(who))
        .then(({ state }) => (state === 'parked' ? ask(who, second + 2) : undefined))
        .catch(() => expect.unreachable())
    }
    stage.clock.advance(1000)
    stage.gate.tick()
    await stage.opened.committer.flush()
    const { serving } = stage.gate.status(id)
    for (; called < serving; called++) {
      const who = whoHas.get(called + 1)
      if (who !== undefined && random.next() < 0.7) ask(who, second + 1 + random.int(8))
    }
    perSecond.push(stage.gate.reading().admitted - before)
  }
  expect(worstWindow(perSecond, RATE, 60, SECONDS)).toBeLessThan(5)
  expect(stage.gate.reading().showRatio).toBeCloseTo(0.7, 1)
  const { callsPerSecond } = stage.gate.status(id)
  expect(callsPerSecond).toBeGreaterThan((RATE / 0.7) * 0.85)
  expect(callsPerSecond).toBeLessThan((RATE / 0.7) * 1.15)
})

test('two cohorts share the rate by their weights, and one takes what the other leaves', async () => {
  const { stage } = await opened(0, { seats: 100_000 })
  stage.gate.setCohort(cohort({ id: 'ages-50-52', weight: 3 }))
  await stage.settle()
  setRate(stage, 20)
  const ids = [cohort().id, 'ages-50-52']
  const asked = ids.flatMap((id, at) =>
    Array.from({ length: at === 0 ? 1600 : 900 }, (_, who) =>
      stage.gate
        .join(id, person(10_000 * at + who), device(who), [])
        .then(({ ticket, number }) => ({ id, ticket, who, number: number ?? 0 })),
    ),
  )
  await stage.opened.committer.flush()
  const waiting = new Set(await Promise.all(asked))
  const lines = () => stage.gate.reading().cohorts.map(({ admitted }) => admitted)
  const drive = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      const called = new Map(stage.gate.reading().cohorts.map(({ cohort: id, serving }) => [id, serving]))
      for (const each of waiting) {
        if (each.number > (called.get(each.id) ?? 0)) continue
        stage.gate
          .claim(each.ticket, device(each.who))
          .then(({ state }) => state === 'admitted' && waiting.delete(each))
          .catch(() => expect.unreachable())
      }
      await stage.run(1000)
    }
  }
  await drive(40)
  const [one = 0, three = 0] = lines()
  expect(one + three).toBeGreaterThan(40 * 20 * 0.9)
  expect(three / one).toBeGreaterThan(2.6)
  expect(three / one).toBeLessThan(3.4)
  await drive(40)
  const [later = 0, all = 0] = lines()
  expect(all).toBe(900)
  expect(later - one).toBeGreaterThan(350)
})
