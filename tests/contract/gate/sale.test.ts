import { describe, expect, test } from 'vitest'
import type { RefusalError } from '../../../src/protocol/errors.ts'
import {
  admit,
  answer,
  claim,
  cohort,
  device,
  join,
  killed,
  MINUTE,
  opened,
  person,
  prequeue,
  setRate,
  setStage,
  strikeEight,
  type Stage,
} from './stage.ts'

const COHORT = cohort().id

const sales = (stage: Stage) =>
  [...stage.ledger.read(1)].map(({ body }) => body).flatMap(body => (body.kind === 'sale' ? [body] : []))

/** What a claim comes to: its state, or the code it is refused with. */
const claimed = (stage: Stage, ticket: string | undefined, who: number) =>
  claim(stage, ticket, who).then(
    ({ state }) => state,
    (error: RefusalError) => error.code,
  )

/** Books for whoever sits: a dose less, and the seat is free. */
async function book(stage: Stage, admission: string, who: number) {
  const verified = stage.gate.verify(admission, device(who))
  stage.doses.left--
  stage.doses.booked++
  stage.gate.release(verified, 'booked')
  await stage.opened.committer.flush()
}

describe('joining', () => {
  test('closes by itself when the line is longer than doses will last, keeps every place, and opens with new slots', async () => {
    const { stage } = await prequeue(35, { seats: 0 })
    stage.doses = { all: 20, left: 20, booked: 0 }
    stage.clock.advance(100)
    await stage.settle()
    expect(stage.gate.status(COHORT)).toMatchObject({ outlook: 'short', joining: true })
    for (let who = 35; who < 80; who++) await join(stage, who)
    await stage.settle()
    stage.clock.advance(1000)
    expect(stage.gate.status(COHORT)).toMatchObject({ outlook: 'short', joining: false, slotsLeft: 20 })
    await expect(join(stage, 99)).rejects.toMatchObject({ code: 'sold-out' })
    // From another device: the place is the same, its number and its order too.
    expect(await join(stage, 7, 77)).toMatchObject({ index: 8, returned: true })

    stage.doses = { all: 220, left: 220, booked: 0 }
    await stage.settle()
    expect(await join(stage, 99)).toMatchObject({ index: 81, returned: false })
    expect(sales(stage)).toMatchObject([
      { outlook: 'short', joining: true },
      { outlook: 'short', joining: false, left: 20 },
      { outlook: 'enough', joining: true, left: 220 },
    ])
  })

  test('stays closed over a restart', async () => {
    const { stage } = await prequeue(80, { seats: 0 })
    stage.doses = { all: 20, left: 20, booked: 0 }
    await stage.settle()
    await expect(join(stage, 99)).rejects.toMatchObject({ code: 'sold-out' })
    const again = setStage({ dir: killed(stage), clock: stage.clock, seats: 0 })
    // Few enough that nobody could say: only what stood before the restart keeps it closed.
    again.doses = { all: 45, left: 45, booked: 0 }
    await again.settle()
    await expect(join(again, 99)).rejects.toMatchObject({ code: 'sold-out' })
  })

  test('is told to be possible while, and only while, a place can be taken', async () => {
    const stage = setStage()
    stage.gate.setCohort(cohort())
    setRate(stage, 10)
    const told: Array<readonly [string, boolean, string]> = []
    let who = 0
    const tell = async () => {
      const { state, joining } = stage.gate.status(COHORT)
      const came = join(stage, who++).then(
        () => 'a place',
        (error: RefusalError) => error.code,
      )
      told.push([state, joining, await came])
    }
    await tell()
    stage.clock.advance(40 * MINUTE)
    await tell()
    strikeEight(stage)
    await stage.settle()
    await tell()
    setRate(stage, 10, true)
    await tell()
    stage.gate.closeCohort(COHORT)
    await tell()
    expect(told).toEqual([
      ['scheduled', false, 'cohort-not-open'],
      ['prequeue', true, 'a place'],
      ['open', true, 'a place'],
      ['paused', true, 'a place'],
      ['closed', false, 'cohort-closed'],
    ])
  })

  test('is not judged before any doses were put on sale', async () => {
    const { stage } = await prequeue(20)
    stage.doses = { all: 0, left: 0, booked: 0 }
    await stage.settle()
    expect(stage.gate.status(COHORT)).toMatchObject({ outlook: 'enough', joining: true, lastsTo: null })
    expect(await join(stage, 50)).toMatchObject({ index: 21 })
  })
})

describe('when the last dose is gone', () => {
  test('waiting ends: nobody is called or admitted, and claims say so', async () => {
    const { stage, tickets } = await prequeue(30)
    stage.doses = { all: 10, left: 0, booked: 10 }
    strikeEight(stage)
    await stage.run(5000)
    expect(stage.gate.status(COHORT)).toMatchObject({ outlook: 'gone', joining: false, serving: 0, state: 'open' })
    for (const who of [0, 29]) await expect(claim(stage, tickets[who], who)).rejects.toMatchObject({ code: 'sold-out' })
    expect(stage.gate.reading()).toMatchObject({ admitted: 0, activeLeases: 0 })
  })

  test('nobody is let onto the booking page for whom no dose is left', async () => {
    const { stage } = await opened(0)
    stage.doses = { all: 3, left: 3, booked: 0 }
    const tickets = []
    for (let who = 0; who < 12; who++) tickets.push((await join(stage, who)).ticket)
    await stage.run(3000)
    const states = []
    for (let who = 0; who < 12; who++) states.push(await claimed(stage, tickets[who], who))
    expect(states.filter(state => state === 'admitted')).toHaveLength(3)
    await stage.run(20_000)
    expect(stage.gate.reading()).toMatchObject({ activeLeases: 3, admitted: 3 })
  })

  test('a dose that a cancellation frees goes to who waits first', async () => {
    const { stage } = await opened(0)
    stage.doses = { all: 2, left: 2, booked: 0 }
    setRate(stage, 1)
    const tickets: string[] = []
    for (let who = 0; who < 8; who++) tickets.push((await join(stage, who)).ticket)
    await stage.run(5000)
    for (const who of [0, 1]) {
      const { admission } = await admit(stage, tickets[who], who)
      await stage.run(2000)
      await book(stage, admission, who)
    }
    await stage.run(2000)
    expect(stage.gate.status(COHORT)).toMatchObject({ outlook: 'gone', slotsLeft: 0 })
    for (let who = 2; who < 8; who++)
      await expect(claim(stage, tickets[who], who)).rejects.toMatchObject({ code: 'sold-out' })

    stage.doses.left = 1
    await stage.run(3000)
    expect(stage.gate.status(COHORT)).toMatchObject({ outlook: 'short', joining: false })
    // The last in line asks first and waits; the first in line is let in.
    expect(await claimed(stage, tickets[7], 7)).toBe('not-called')
    const first = await claim(stage, tickets[2], 2)
    await stage.run(3000)
    const { admission } = first.state === 'admitted' ? first : await admit(stage, tickets[2], 2)
    expect(await claimed(stage, tickets[3], 3)).not.toBe('admitted')
    await book(stage, admission, 2)
    await stage.run(1000)
    await expect(claim(stage, tickets[3], 3)).rejects.toMatchObject({ code: 'sold-out' })
  })
})

test('a place that ended by booking is a bar to another, until the door says that there is no booking any more', async () => {
  const { stage, tickets } = await opened(3)
  await stage.run(3000)
  const { admission } = await admit(stage, tickets[0], 0)
  await book(stage, admission, 0)
  await expect(join(stage, 0)).rejects.toMatchObject({ code: 'already-booked' })
  const again = await answer(stage, stage.gate.join(COHORT, person(0), device(0), [], true))
  expect(again).toMatchObject({ index: 4, returned: false })
})
