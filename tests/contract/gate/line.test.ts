import { describe, expect, test } from 'vitest'
import { createPermutation } from '../../../src/rules/permutation.ts'
import { merkleRoot } from '../../../src/rules/merkle.ts'
import { sha256 } from '../../../src/backend/store/line.ts'
import { verifyChain } from '../../../src/backend/control/chain.ts'
import {
  answer,
  claim,
  cohort,
  device,
  join,
  MINUTE,
  opened,
  person,
  prequeue,
  setStage,
  strikeEight,
} from './stage.ts'

const COHORT = cohort().id

describe('joining', () => {
  test('is refused before the pre-queue and after the closing', async () => {
    const stage = setStage()
    stage.gate.setCohort(cohort())
    await expect(join(stage, 1)).rejects.toMatchObject({ code: 'cohort-not-open' })
    stage.clock.advance(24 * 60 * MINUTE)
    await expect(join(stage, 1)).rejects.toMatchObject({ code: 'cohort-closed' })
    await expect(answer(stage, stage.gate.join('nobody', person(1), device(1), []))).rejects.toMatchObject({
      code: 'cohort-unknown',
    })
  })

  test('without a pre-queue is first come, first served: nobody is in the draw', async () => {
    const stage = setStage()
    stage.gate.setCohort(cohort({ prequeueAt: cohort().opensAt }))
    stage.clock.advance(60 * MINUTE - 1)
    await expect(join(stage, 1)).rejects.toMatchObject({ code: 'cohort-not-open' })
    strikeEight(stage)
    await stage.settle()
    expect(stage.gate.status(COHORT).draw).toMatchObject({ n: 0 })
    for (const number of [1, 2, 3]) expect(await join(stage, number)).toMatchObject({ index: number, number })
  })

  test('gives the next index and no number before the draw', async () => {
    const { stage } = await prequeue(2)
    expect(await join(stage, 7)).toMatchObject({ index: 3, number: null, returned: false })
  })

  test('twice from one client is a retry: the same place, the same ticket', async () => {
    const { stage, tickets } = await prequeue(3)
    const again = await join(stage, 1)
    expect(again).toMatchObject({ index: 2, returned: true, moved: false, ticket: tickets[1] })
  })

  test('from another client returns the place and supersedes the older ticket', async () => {
    const { stage, tickets } = await opened(3)
    const moved = await join(stage, 1, 99)
    expect(moved).toMatchObject({ index: 2, returned: true, moved: true })
    await expect(stage.gate.claim(tickets[1] ?? '', device(1))).rejects.toMatchObject({ code: 'ticket-superseded' })
    await expect(stage.gate.claim(moved.ticket, device(1))).rejects.toMatchObject({ code: 'wrong-client' })
    await stage.run(1000)
    await expect(answer(stage, stage.gate.claim(moved.ticket, device(99)))).resolves.toBeDefined()
  })

  test('a thousand times at once gives one place', async () => {
    const { stage } = await prequeue(0)
    const asked = Array.from({ length: 1000 }, () => stage.gate.join(COHORT, person(5), device(5), []))
    await stage.opened.committer.flush()
    const places = await Promise.all(asked)
    expect(new Set(places.map(({ index }) => index))).toEqual(new Set([1]))
    expect(places.filter(({ returned }) => !returned)).toHaveLength(1)
    expect(stage.gate.reading().cohorts[0]).toMatchObject({ issued: 1, waiting: 1 })
  })
})

describe('the draw', () => {
  test('is fixed by the first operation at or after the opening, and anyone can recompute it', async () => {
    const { stage, tickets } = await prequeue(50)
    const before = stage.gate.status(COHORT).draw
    expect(before).toMatchObject({ n: null, root: null, seed: null })
    expect(before.commitment).toMatch(/^[0-9a-f]{64}$/)
    expect(before.witnessCommitment).toMatch(/^stand-in:[0-9a-f]{64}$/)
    strikeEight(stage)
    const late = await join(stage, 50)
    await stage.settle()
    const { draw } = stage.gate.status(COHORT)
    expect(draw.n).toBe(50)
    const leaves = Array.from({ length: 50 }, (_, who) => person(who))
    expect(draw.root).toBe(Buffer.from(merkleRoot(leaves, sha256)).toString('hex'))
    const permutation = createPermutation(Buffer.from(draw.seed ?? '', 'hex'), 50, sha256)
    for (const [at] of tickets.entries()) expect((await join(stage, at)).number).toBe(permutation.at(at) + 1)
    expect(await join(stage, 50)).toMatchObject({ index: 51, number: 51, ticket: late.ticket })

    const bodies = [...stage.ledger.read(1)].map(record => record.body)
    const kinds = bodies.map(({ kind }) => kind)
    expect(kinds.indexOf('commit')).toBeLessThan(kinds.indexOf('draw'))
    expect(kinds.indexOf('draw')).toBeLessThan(kinds.indexOf('reveal'))
    const reveal = bodies.find(body => body.kind === 'reveal')
    const secret = Buffer.from(reveal?.secret ?? '', 'hex')
    const witness = Buffer.from(reveal?.witnessSecret ?? '', 'hex')
    expect(Buffer.from(sha256(secret)).toString('hex')).toBe(before.commitment)
    expect(`stand-in:${Buffer.from(sha256(witness)).toString('hex')}`).toBe(before.witnessCommitment)
    expect(Buffer.from(sha256(Buffer.concat([secret, witness]))).toString('hex')).toBe(draw.seed)
    expect(verifyChain(stage.ledger.read(1)).broken).toBeNull()
  })
})

describe('claiming', () => {
  test('before the opening, or before the number is called, is refused and changes nothing', async () => {
    const { stage, tickets } = await prequeue(50)
    await expect(claim(stage, tickets[0], 0)).rejects.toMatchObject({ code: 'cohort-not-open' })
    strikeEight(stage)
    // The draw is fixed, and its seed not on the disk yet.
    const asked = stage.gate.claim(tickets[0] ?? '', device(0))
    expect(await asked).toMatchObject({ state: 'waiting', number: null })
    await stage.settle()
    const before = stage.gate.reading()
    for (const [who, ticket] of tickets.entries()) {
      const { number } = await join(stage, who)
      if ((number ?? 0) <= (before.cohorts[0]?.serving ?? 0)) continue
      await expect(claim(stage, ticket, who)).rejects.toMatchObject({ code: 'not-called' })
    }
    expect(stage.gate.reading()).toEqual(before)
  })

  test('gives one seat, however often and at once it is asked', async () => {
    const { stage, tickets } = await opened(20)
    await stage.run(3000)
    const [ticket = ''] = tickets
    const asked = Array.from({ length: 500 }, () => stage.gate.claim(ticket, device(0)))
    await stage.opened.committer.flush()
    const claims = await Promise.all(asked)
    const admissions = new Set(claims.map(claim => (claim.state === 'admitted' ? claim.admission : claim.state)))
    expect(admissions.size).toBe(1)
    expect(stage.gate.reading()).toMatchObject({ admitted: 1, claimed: 1, activeLeases: 1 })
  })

  test('is over after the booking', async () => {
    const { stage, tickets } = await opened(1)
    await stage.run(1000)
    const claim = await answer(stage, stage.gate.claim(tickets[0] ?? '', device(0)))
    if (claim.state !== 'admitted') throw new Error(claim.state)
    const admission = stage.gate.verify(claim.admission, device(0))
    stage.gate.release(admission, 'booked')
    stage.gate.release(admission, 'booked')
    await stage.opened.committer.flush()
    expect(stage.gate.reading().activeLeases).toBe(0)
    await expect(answer(stage, stage.gate.claim(tickets[0] ?? '', device(0)))).rejects.toMatchObject({
      code: 'already-booked',
    })
    await expect(join(stage, 0)).rejects.toMatchObject({ code: 'already-booked' })
    expect(() => stage.gate.verify(claim.admission, device(0))).toThrow(/already-booked/)
  })
})
